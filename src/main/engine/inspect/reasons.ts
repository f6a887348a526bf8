/**
 * Why a class: gradients of its score by the picture (saliency: Simonyan, Vedaldi and Zisserman 2014, “Deep inside
 * convolutional networks”) and by the maps of the last convolution (Grad-CAM: Selvaraju et al. 2017, section 3).
 */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { ClassReasons, GradCam } from '../../../shared/contract/inspect.ts';
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import { type TrainedNet, withoutActivation } from '../dropout/trained-net.ts';
import { loadNative } from '../native/binding.ts';

/** Layers whose maps Grad-CAM may weight. */
const convolutions: readonly LayerSpec['class_name'][] = [
  'Conv2D',
  'DepthwiseConv2D',
  'SeparableConv2D',
  'Residual',
];

/** @param image - One picture as the net receives it; it stays the caller's. */
export function reasonsFor(net: TrainedNet, image: Tensor, classIndex: number): ClassReasons {
  const { score, gradient } = scoreGradient(net, image, { from: 0, classIndex });
  const [height = 1, width = 1, channels = 1] = net.model.inputShape;
  const saliency = new Float32Array(height * width);
  gradient.forEach((slope, index) => {
    const pixel = Math.floor(index / channels);
    saliency[pixel] = Math.max(saliency[pixel] as number, Math.abs(slope));
  });
  return { classIndex, score, saliency, gradCam: gradCam(net, image, classIndex) };
}

/** L = max(0, Σ α A) over the maps A of the last convolution; α is the mean of d score / d A over the map's places. */
function gradCam(net: TrainedNet, image: Tensor, classIndex: number): GradCam | null {
  const at = net.model.layers.findLastIndex(({ spec }) => convolutions.includes(spec.class_name));
  const layer = net.model.layers[at]?.spec.config.name;
  if (layer === undefined) return null;
  const maps = net.pass(image, { from: 0, to: at + 1 }, null);
  try {
    const [, height = 1, width = 1, count = 1] = maps.shape;
    const { gradient } = scoreGradient(net, maps, { from: at + 1, classIndex });
    const weights = meanOfMaps(gradient, count);
    const activations = maps.dataSync() as Float32Array;
    const values = Float32Array.from({ length: height * width }, (_, place) =>
      Math.max(
        0,
        weights.reduce((sum, weight, map) => sum + weight * (activations[place * count + map] as number), 0),
      ),
    );
    return { layer, height, width, values };
  } finally {
    maps.dispose();
  }
}

/** The score of a class, and its gradient by what goes into the layers from `from` on. */
function scoreGradient(
  net: TrainedNet,
  x: Tensor,
  { from, classIndex }: Readonly<{ from: number; classIndex: number }>,
): { score: number; gradient: Float32Array } {
  const { tf } = loadNative();
  const [value, grad] = tf.tidy(() => {
    const differentiated = tf.valueAndGrad((input) => {
      const scores = tf.reshape(scoresOf(net, input, from), [-1]);
      return tf.sum(tf.slice(scores, classIndex, 1));
    })(x);
    return [differentiated.value, differentiated.grad] as const;
  }) as unknown as readonly [Tensor, Tensor];
  try {
    return { score: value.dataSync()[0] ?? NaN, gradient: grad.dataSync() as Float32Array };
  } finally {
    value.dispose();
    grad.dispose();
  }
}

/** What the layers from `from` on make of a value, up to before the last layer's activation. */
function scoresOf(net: TrainedNet, x: Tensor, from: number): Tensor {
  const { layers } = net.model;
  return layers
    .slice(from)
    .reduce(
      (value, layer, index) =>
        net.apply(from + index === layers.length - 1 ? withoutActivation(layer) : layer, value, null),
      x,
    );
}

/** The mean of each map, in doubles. */
function meanOfMaps(values: Float32Array, count: number): number[] {
  const sums = new Array<number>(count).fill(0);
  values.forEach((value, index) => {
    sums[index % count] = (sums[index % count] as number) + value;
  });
  return sums.map((sum) => (sum * count) / values.length);
}
