/** The order of Keras 3's arguments, for those that are written without a name. */
import { resolveName } from '../../../../../shared/spec/names.ts';
import { layerAliases } from '../../../../../shared/spec/layers/plain.ts';

const kernel = ['activation', 'use_bias', 'kernel_initializer', 'bias_initializer'];
const window = ['pool_size', 'strides', 'padding', 'data_format', 'name'];
const moments = ['learning_rate', 'beta_1', 'beta_2', 'epsilon'];
const decay = ['initial_learning_rate', 'decay_steps', 'decay_rate', 'staircase'];
const filling = ['fill_mode', 'interpolation', 'seed', 'fill_value'];

const signatures: Readonly<Record<string, readonly string[]>> = {
  Dense: ['units', ...kernel, 'kernel_regularizer', 'bias_regularizer'],
  Conv2D: [
    ...['filters', 'kernel_size', 'strides', 'padding', 'data_format', 'dilation_rate', 'groups'],
    ...kernel,
  ],
  DepthwiseConv2D: [
    ...['kernel_size', 'strides', 'padding', 'depth_multiplier', 'data_format', 'dilation_rate'],
    ...['activation', 'use_bias', 'depthwise_initializer', 'bias_initializer'],
  ],
  SeparableConv2D: [
    ...['filters', 'kernel_size', 'strides', 'padding', 'data_format', 'dilation_rate'],
    ...['depth_multiplier', 'activation', 'use_bias'],
  ],
  ZeroPadding2D: ['padding', 'data_format'],
  MaxPooling2D: window,
  AveragePooling2D: window,
  GlobalAveragePooling2D: ['data_format', 'keepdims'],
  GlobalMaxPooling2D: ['data_format', 'keepdims'],
  Flatten: ['data_format'],
  Dropout: ['rate', 'noise_shape', 'seed', 'name'],
  SpatialDropout2D: ['rate', 'data_format', 'seed', 'name'],
  GaussianNoise: ['stddev', 'seed'],
  BatchNormalization: ['axis', 'momentum', 'epsilon', 'center', 'scale'],
  LayerNormalization: ['axis', 'epsilon', 'center', 'scale'],
  Activation: ['activation'],
  ReLU: ['max_value', 'negative_slope', 'threshold'],
  LeakyReLU: ['negative_slope'],
  Rescaling: ['scale', 'offset'],
  RandomFlip: ['mode', 'seed'],
  RandomTranslation: ['height_factor', 'width_factor', ...filling],
  RandomRotation: ['factor', ...filling],
  RandomCrop: ['height', 'width', 'seed'],
  Residual: ['layers', 'projection', 'activation'],
  dict: [],
  SGD: ['learning_rate', 'momentum', 'nesterov', 'weight_decay'],
  RMSprop: ['learning_rate', 'rho', 'momentum', 'epsilon', 'centered', 'weight_decay'],
  Adagrad: ['learning_rate', 'initial_accumulator_value', 'epsilon', 'weight_decay'],
  Adadelta: ['learning_rate', 'rho', 'epsilon', 'weight_decay'],
  Adam: [...moments, 'amsgrad', 'weight_decay'],
  AdamW: ['learning_rate', 'weight_decay', 'beta_1', 'beta_2', 'epsilon', 'amsgrad'],
  Adamax: [...moments, 'weight_decay'],
  Nadam: [...moments, 'weight_decay'],
  InverseTimeDecay: decay,
  ExponentialDecay: decay,
  PiecewiseConstantDecay: ['boundaries', 'values'],
  PolynomialDecay: ['initial_learning_rate', 'decay_steps', 'end_learning_rate', 'power', 'cycle'],
  CosineDecay: ['initial_learning_rate', 'decay_steps', 'alpha', 'name', 'warmup_target', 'warmup_steps'],
  RobbinsMonro: ['initial_learning_rate', 'alpha'],
  CategoricalCrossentropy: ['from_logits', 'label_smoothing'],
  SparseCategoricalCrossentropy: ['from_logits'],
  BinaryCrossentropy: ['from_logits', 'label_smoothing'],
  TopKCategoricalAccuracy: ['k', 'name'],
  SparseTopKCategoricalAccuracy: ['k', 'name'],
  EarlyStopping: [
    ...['monitor', 'min_delta', 'patience', 'verbose', 'mode', 'baseline', 'restore_best_weights'],
    'start_from_epoch',
  ],
  ReduceLROnPlateau: [
    ...['monitor', 'factor', 'patience', 'verbose', 'mode', 'min_delta', 'cooldown', 'min_lr'],
  ],
  L1: ['l1'],
  L2: ['l2'],
  L1L2: ['l1', 'l2'],
  Constant: ['value'],
  RandomUniform: ['minval', 'maxval', 'seed'],
  RandomNormal: ['mean', 'stddev', 'seed'],
  TruncatedNormal: ['mean', 'stddev', 'seed'],
};

/** Classes without arguments of their own. */
const plainClasses = /^(Zeros|Ones|(Glorot|He|Lecun)(Uniform|Normal)|.*(Error|Hinge|Divergence))$/;

/** Arguments that Tatami leaves at Keras's default, and values that say the same. */
const fixed: Readonly<Record<string, readonly unknown[]>> = {
  data_format: [null, 'channels_last'],
  groups: [1],
  noise_shape: [null],
  seed: [null],
  activity_regularizer: [null],
  kernel_constraint: [null],
  bias_constraint: [null],
  dtype: [null, 'float32'],
  reduction: ['sum_over_batch_size'],
};

/** Names of a class's arguments in their order, its aliases among them; null for a class that is not known. */
export function signatureOf(className: string): readonly string[] | null {
  const name = resolveName(className, Object.keys(signatures), layerAliases);
  if (Object.hasOwn(signatures, name)) return signatures[name] ?? null;
  return plainClasses.test(name) ? [] : null;
}

/** What an argument may say that Tatami leaves at Keras's default; null for any other argument. */
export function fixedValues(className: string, argument: string): readonly unknown[] | null {
  if (className === 'BatchNormalization' && argument === 'axis') return [-1, 3];
  return Object.hasOwn(fixed, argument) ? (fixed[argument] ?? null) : null;
}
