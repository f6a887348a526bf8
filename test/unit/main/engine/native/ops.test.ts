import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { describe, expect, it } from 'vitest';
import { loadNative } from '../../../../../src/main/engine/native/binding.ts';
import { abs, leakyRelu, max, relu, relu6, selu } from '../../../../../src/main/engine/native/ops.ts';

const { tf } = loadNative();

const operations: readonly [name: string, operation: (x: Tensor) => Tensor, slope: (x: number) => number][] =
  [
    ['relu', relu, (x) => Number(x > 0)],
    ['relu6', relu6, (x) => Number(x > 0 && x < 6)],
    ['leaky relu', (x) => leakyRelu(x, 0.5), (x) => (x > 0 ? 1 : 0.5)],
    ['selu', selu, (x) => 1.05070098 * (x > 0 ? 1 : 1.67326324 * Math.exp(x))],
    ['absolute value', abs, (x) => Math.sign(x)],
    ['largest value', (x) => max(x, [1]), (x) => Number(x === 7)],
  ];

describe('an operation with a gradient of its own', () => {
  it.each(operations)(
    'finds the slope when its input and output are gone but for what it kept: %s',
    (_, operation, slope) => {
      const values = [-2, -0.5, 3, 7];
      const before = tf.memory().numTensors;
      const slopes = tf.tidy(() => {
        // The product before and sigmoid after keep neither the input nor the output of the operation.
        const total = (x: Tensor): Tensor => tf.sum(tf.sigmoid(operation(tf.mul(x, 1))));
        return tf
          .grad(total)(tf.tensor2d([values]))
          .dataSync<'float32'>()
          .slice();
      });
      const outputs = tf.tidy(() =>
        operation(tf.tensor2d([values]))
          .dataSync<'float32'>()
          .slice(),
      );
      const wanted = values.map((value, place) => {
        const share = 1 / (1 + Math.exp(-(outputs[place] ?? outputs[0] ?? NaN)));
        return slope(value) * share * (1 - share);
      });
      for (const [place, one] of wanted.entries()) expect(slopes[place]).toBeCloseTo(one, 6);
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});
