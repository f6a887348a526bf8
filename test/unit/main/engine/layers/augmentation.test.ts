import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyLayer } from '../../../../../src/main/engine/layers/registry.ts';
import { loadNative } from '../../../../../src/main/engine/native/binding.ts';
import { layerSchema } from '../../../../../src/shared/spec/layers.ts';

const { tf } = loadNative();
const pictures = 200;
const shape = [pictures, 4, 5, 2];

/** What one call depends on. */
interface Call {
  readonly training?: boolean;
  readonly step?: number;
}

describe('An augmentation layer', () => {
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it.each([
    ['horizontal', [2]],
    ['vertical', [1]],
    ['horizontal_and_vertical', [1, 2]],
  ])('mirrors about half of the pictures and leaves the others: %s', (mode, axes) => {
    const images = numbered();
    const output = rows(apply('RandomFlip', { mode }, images));
    const [plain, mirrored] = [rows(images), rows(tf.reverse(images, axes))];
    const flipped = output.filter((picture, index) => picture === mirrored[index]).length;
    expect(output.every((picture, index) => picture === plain[index] || picture === mirrored[index])).toBe(
      true,
    );
    expect(flipped / pictures).toBeGreaterThan(0.35);
    expect(flipped / pictures).toBeLessThan(0.65);
  });

  it('cuts the same window out of every picture of the batch', () => {
    const images = numbered();
    const output = rows(apply('RandomCrop', { height: 2, width: 3 }, images));
    const corners = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [0, row, column, 0]));
    const windows = corners.map((corner) => rows(tf.slice(images, corner, [-1, 2, 3, -1])));
    expect(windows).toContainEqual(output);
  });

  it('keeps the middle of a picture at evaluation, in the proportions of the crop', () => {
    const images = numbered();
    const output = apply('RandomCrop', { height: 4, width: 3 }, images, { training: false });
    expect(rows(output)).toEqual(rows(tf.slice(images, [0, 0, 1, 0], [-1, 4, 3, -1])));
  });

  it.each([
    ['RandomFlip', {}],
    ['RandomTranslation', { height_factor: 0.3, width_factor: 0.3 }],
    ['RandomRotation', { factor: 0.1 }],
  ])('draws the same in the same step, anew in the next, and nothing at evaluation: %s', (name, config) => {
    const images = numbered();
    const draw = (call: Call): string[] => rows(apply(name, config, images, call));
    expect(draw({ step: 3 })).toEqual(draw({ step: 3 }));
    expect(draw({ step: 4 })).not.toEqual(draw({ step: 3 }));
    expect(draw({ training: false })).toEqual(rows(images));
  });

  it('passes the slope of a cropped pixel back to its place', () => {
    const images = numbered();
    const sum = (x: Tensor): Tensor => tf.sum(apply('RandomCrop', { height: 2, width: 3 }, x));
    const slope = tf.grad(sum)(images);
    expect(slope.shape).toEqual(shape);
    expect(tf.sum(slope).dataSync()[0]).toBe(pictures * 2 * 3 * 2);
  });
});

/** Pictures in which no two values are equal. */
function numbered(): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.reshape(tf.range(0, size), shape);
}

/** Each picture as text. */
function rows(images: Tensor): string[] {
  return tf.unstack(images).map((picture) => picture.dataSync().join(' '));
}

function apply(className: string, config: object, images: Tensor, call: Call = {}): Tensor {
  const { training = true, step = 0 } = call;
  const layer = layerSchema.parse({ class_name: className, config });
  const key = (): Tensor => tf.tensor1d([12_345, step], 'int32');
  return applyLayer(layer, images, {}, { training, key, update: () => undefined });
}
