/** Random nets: one pass forward and backward, and some steps of training with their penalties. */
import { lossClassNames } from '../../../src/shared/spec/losses.ts';
import { optimizerClassNames } from '../../../src/shared/spec/optimizers.ts';
import { valueCount } from '../../../src/shared/spec/shapes.ts';
import type { KerasClass } from '../../golden/golden.ts';
import { passThrough } from '../../golden/net-run.ts';
import { train, type GoldenTask } from '../../golden/training-run.ts';
import type { LiveCase, LiveKind } from './cases.ts';
import { packed, type Draw } from './draw.ts';
import { drawNet, drawWeights, laidOut, type NetDraft } from './net-draws.ts';
import { drawOptimizer } from './optimizer-draws.ts';

/** Output, slopes and moving averages of random nets. */
export const netKind: LiveKind = {
  name: 'nets, forward and slopes',
  share: 25,
  draw: (draw, index) => {
    const training = index % 2 === 0;
    const net = drawNet(draw, { most: 7, side: 13, training });
    const model = laidOut(net);
    const batch = draw.integer(1, 5);
    const { inputShape, layers } = net;
    const imagesShape = [batch, ...inputShape];
    const images = packed(draw.normals(valueCount(imagesShape)), imagesShape);
    const cotangentShape = [batch, ...model.outputShape];
    const cotangent = packed(draw.normals(valueCount(cotangentShape)), cotangentShape);
    const values = drawWeights(draw, model);
    const weights = model.weights.map(({ key, shape }, place) => ({
      name: key,
      ...packed(values[place] as Float32Array, shape),
    }));
    return {
      subject: training ? 'training' : 'inference',
      question: { kind: 'net', input_shape: inputShape, layers, training, images, weights, cotangent },
      compute: () => passThrough({ model, training, images, weights, cotangent }),
    };
  },
};

/** Random nets with a random loss, some steps through the graph of training. */
export const netTrainingKind: LiveKind = {
  name: 'nets, 8 steps of training',
  share: 10,
  draw: (draw, index) => {
    const net = drawNet(draw, { most: 4, side: 9, training: true });
    const classes = draw.integer(2, 6);
    const loss = lossFor(draw, lossClassNames[index % lossClassNames.length] as string);
    const layers = [...net.layers, { class_name: 'Flatten', config: {} } as const, head(draw, classes, loss)];
    const optimizer = drawOptimizer(draw, draw.pick(optimizerClassNames), 8);
    return trainingCase(draw, {
      subject: loss.class_name,
      net: { inputShape: net.inputShape, layers },
      classes,
      loss,
      optimizer,
      steps: 8,
    });
  },
};

/** The net on which optimizers are compared: smooth, so that rounding decides nothing. */
const smoothNet: NetDraft = {
  inputShape: [8, 8, 1],
  layers: [
    { class_name: 'Conv2D', config: { filters: 4, kernel_size: 3, activation: 'tanh' } },
    { class_name: 'AveragePooling2D', config: { pool_size: 2 } },
    { class_name: 'Flatten', config: {} },
    { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
  ],
};

/** Optimizers with random hyper-parameters on a small CNN. */
export const optimizerKind: LiveKind = {
  name: 'optimizers, 50 to 200 steps',
  share: 16,
  draw: (draw, index) => {
    const name = optimizerClassNames[index % optimizerClassNames.length] ?? 'SGD';
    const steps = draw.integer(50, 200);
    return trainingCase(draw, {
      subject: name,
      net: smoothNet,
      classes: 10,
      loss: { class_name: 'CategoricalCrossentropy', config: {} },
      optimizer: drawOptimizer(draw, name, steps),
      steps,
    });
  },
};

interface TrainingWishes {
  readonly subject: string;
  readonly net: NetDraft;
  readonly classes: number;
  readonly loss: KerasClass;
  readonly optimizer: KerasClass;
  readonly steps: number;
}

const IMAGES = 32;

function trainingCase(draw: Draw, wishes: TrainingWishes): LiveCase {
  const { net, classes, loss, optimizer } = wishes;
  const { inputShape, layers } = net;
  const model = laidOut(net);
  const imagesShape = [IMAGES, ...inputShape];
  const images = Uint8Array.from(draw.below(valueCount(imagesShape), 256));
  const labels = draw.below(IMAGES, classes);
  const batches = Array.from({ length: wishes.steps }, () => [...draw.below(8, IMAGES)]);
  const initialWeights = drawWeights(draw, model);
  const scale = 1 / 255;
  const weights = model.weights.map(({ key, shape }, place) => ({
    name: key,
    ...packed(initialWeights[place] as Float32Array, shape),
  }));
  const data = { images: packed(images, imagesShape), labels: packed(labels, [IMAGES]) };
  const task = { loss, optimizer, scale, batches };
  return {
    subject: wishes.subject,
    question: { kind: 'training', input_shape: inputShape, layers, weights, ...data, ...task },
    compute: () =>
      outcome({ net: { input_shape: inputShape, layers }, images, labels, initialWeights, ...task }),
  };
}

function outcome(task: GoldenTask): Map<string, Float32Array> {
  const { losses, weights, names, averages } = train(task);
  return new Map([
    ['losses', losses],
    ...names.map((name, place) => [name, weights[place] as Float32Array] as const),
    ...averages.map((average, place) => [`average ${place}`, average] as const),
  ]);
}

/** A loss of the class, with arguments at random. */
function lossFor(draw: Draw, class_name: string): KerasClass {
  const takesLogits = class_name.endsWith('Crossentropy');
  const isSmoothed = takesLogits && !class_name.startsWith('Sparse');
  return {
    class_name,
    config: {
      ...(takesLogits ? draw.maybe(0.4, () => ({ from_logits: true })) : {}),
      ...(isSmoothed ? draw.maybe(0.4, () => ({ label_smoothing: draw.between(0, 0.3) })) : {}),
    },
  };
}

/** The last layer, whose activation suits the loss; its penalties count as well. */
function head(draw: Draw, units: number, { class_name, config }: KerasClass) {
  const isLinear = config['from_logits'] === true;
  const suiting = class_name === 'BinaryCrossentropy' ? ['sigmoid'] : ['softmax'];
  const activation = isLinear ? 'linear' : draw.pick(suiting);
  const penalty = (): object => ({
    kernel_regularizer: {
      class_name: 'L1L2',
      config: { l1: draw.between(0, 0.02), l2: draw.between(0, 0.02) },
    },
  });
  return { class_name: 'Dense', config: { units, activation, ...draw.maybe(0.5, penalty) } } as const;
}
