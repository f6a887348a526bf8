import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyLayer } from '../../../../../src/main/engine/layers/registry.ts';
import { loadNative } from '../../../../../src/main/engine/native/binding.ts';
import { layerSchema } from '../../../../../src/shared/spec/layers.ts';

const { tf } = loadNative();
const maps = [4, 8, 8, 50];

describe('A layer that disturbs its input', () => {
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('drops whole feature maps, as many as the rate says, and scales the others', () => {
    const output = apply('SpatialDropout2D', { rate: 0.25 }, { step: 0 });
    const image = tf.mean(output, [1, 2]).dataSync<'float32'>();
    const dropped = image.filter((mean) => mean === 0).length;
    expect(new Set([...output.dataSync<'float32'>()].map((value) => value.toFixed(5)))).toEqual(
      new Set(['0.00000', '1.33333']),
    );
    expect([...image].every((mean) => mean === 0 || Math.abs(mean - 4 / 3) < 1e-6)).toBe(true);
    expect(dropped / image.length).toBeGreaterThan(0.15);
    expect(dropped / image.length).toBeLessThan(0.35);
  });

  it('adds noise of mean 0 and the given standard deviation', () => {
    const noise = tf.sub(apply('GaussianNoise', { stddev: 0.5 }, { step: 0 }), 1);
    const { mean, variance } = tf.moments(noise);
    const deviationOfMean = 0.5 / Math.sqrt(noise.size);
    expect(Math.abs(mean.dataSync()[0] as number)).toBeLessThan(5 * deviationOfMean);
    expect(Math.sqrt(variance.dataSync()[0] as number)).toBeCloseTo(0.5, 1);
  });

  it.each([
    ['Dropout', { rate: 0.5 }],
    ['SpatialDropout2D', { rate: 0.5 }],
    ['GaussianNoise', { stddev: 0.5 }],
  ])('draws the same in the same step and anew in the next: %s', (className, config) => {
    const draw = (step: number): Float32Array => apply(className, config, { step }).dataSync<'float32'>();
    expect(draw(3)).toEqual(draw(3));
    expect(draw(4)).not.toEqual(draw(3));
  });
});

function apply(className: string, config: object, { step }: { readonly step: number }): Tensor {
  const layer = layerSchema.parse({ class_name: className, config });
  const key = (): Tensor => tf.tensor1d([12_345, step], 'int32');
  return applyLayer(layer, tf.ones(maps), {}, { training: true, key, update: () => undefined });
}
