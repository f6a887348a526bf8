/** The table of all layers that the engine can compute. A new layer is one line here and a forward function. */
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import type { PlainLayerSpec } from '../../../shared/spec/layers/plain.ts';
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { randomCrop, randomFlip, randomRotation, randomTranslation } from './augmentation.ts';
import { conv2d, depthwiseConv2d, separableConv2d } from './convolution.ts';
import { activation, dense, flatten, leakyRelu, reluLayer, rescaling } from './core.ts';
import type { CallContext, LayerForward, LayerWeights } from './layer.ts';
import { dropout, gaussianNoise, spatialDropout } from './noise.ts';
import { batchNormalization, layerNormalization } from './normalization.ts';
import { residual } from './residual.ts';
import {
  averagePooling,
  globalAveragePooling,
  globalMaxPooling,
  maxPooling,
  zeroPadding,
} from './spatial.ts';

/** Layers that compute by themselves; a residual block applies them. */
type PlainClassName = PlainLayerSpec['class_name'];

const forwards: { readonly [K in PlainClassName]: LayerForward<K> } = {
  Activation: activation,
  AveragePooling2D: averagePooling,
  BatchNormalization: batchNormalization,
  Conv2D: conv2d,
  Dense: dense,
  DepthwiseConv2D: depthwiseConv2d,
  Dropout: dropout,
  Flatten: flatten,
  GaussianNoise: gaussianNoise,
  GlobalAveragePooling2D: globalAveragePooling,
  GlobalMaxPooling2D: globalMaxPooling,
  LayerNormalization: layerNormalization,
  LeakyReLU: leakyRelu,
  MaxPooling2D: maxPooling,
  RandomCrop: randomCrop,
  RandomFlip: randomFlip,
  RandomRotation: randomRotation,
  RandomTranslation: randomTranslation,
  ReLU: reluLayer,
  Rescaling: rescaling,
  SeparableConv2D: separableConv2d,
  SpatialDropout2D: spatialDropout,
  ZeroPadding2D: zeroPadding,
};

/** Computes one layer's output. */
export function applyLayer(layer: LayerSpec, x: Tensor, weights: LayerWeights, context: CallContext): Tensor {
  if (layer.class_name === 'Residual') return residual(layer, x, { weights, context }, applyLayer);
  const forward = forwards[layer.class_name] as LayerForward<PlainClassName>;
  return forward(x, weights, layer.config, context);
}
