/** What is measured: the slides' network on pictures of two shapes, each with three optimizers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataset } from '../../src/main/datasets/open.ts';
import { batchSize, mnistShape, type NetworkShape } from '../slides-cnn.ts';

/** Optimizers by the names that every contestant knows: SGD .01 with momentum .9, Adam .001, Adadelta 1. */
export const optimizers = ['sgd', 'adam', 'adadelta'] as const;

const shapes = {
  mnist: mnistShape,
  cifar100: { size: 32, channels: 3, classes: 100 },
} as const satisfies Record<string, NetworkShape>;

/** A task that every contestant is set. */
export interface Cell extends NetworkShape {
  readonly name: string;
  readonly data: keyof typeof shapes;
  readonly optimizer: (typeof optimizers)[number];
  readonly batchSize: number;
  readonly images: number;
  /** Where the images lie: bytes in NHWC order, then one byte for each label. */
  readonly file: string;
}

/** Images in memory: those of ten steps. */
const images = 10 * batchSize;

/** Every cell; their images are written into the folder. Those of CIFAR-100's shape are noise, for timing only. */
export async function makeCells(folder: string): Promise<readonly Cell[]> {
  const { train } = await openDataset('mnist', '');
  const pixels = images * mnistShape.size ** 2;
  const files = {
    mnist: Buffer.concat([
      train.images.subarray(0, pixels),
      Uint8Array.from(train.labels.subarray(0, images)),
    ]),
    cifar100: noise(shapes.cifar100),
  };
  return (['mnist', 'cifar100'] as const).flatMap((data) => {
    const file = join(folder, data);
    writeFileSync(file, files[data]);
    return optimizers.map((optimizer) => ({
      ...{ name: `${data} ${optimizer}`, data, optimizer, batchSize, images, file },
      ...shapes[data],
    }));
  });
}

/** As many pictures as ten steps need, then their labels, from a linear congruential generator (Numerical Recipes). */
function noise({ size, channels, classes }: NetworkShape): Uint8Array {
  const pixels = images * size * size * channels;
  let state = 1;
  return Uint8Array.from({ length: pixels + images }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return index < pixels ? state >>> 24 : (state >>> 16) % classes;
  });
}
