/**
 * Tatami-100: a generated data set in CIFAR-100's exact shape (100 classes in 20 superclasses of five, 32 × 32
 * colour pictures), so that every superclass lab works with nothing downloaded. The same seed gives the same bytes
 * everywhere; a smaller set is the beginning of a larger one.
 */
import type { ImageSplit } from '../../../shared/contract/data.ts';
import { randomStream } from '../../../shared/random.ts';
import { pixelCount } from './grid.ts';
import type { MotifClass } from './motifs/motif-class.ts';
import { motifGroups } from './names.ts';
import { paint } from './scene.ts';

/** The seed of the set that the ready-made labs use. */
export const defaultSeed = 100;

/** How many pictures to make; each count is spread evenly over the classes. */
export interface Tatami100Options {
  readonly trainCount: number;
  readonly testCount: number;
  readonly seed: number;
}

const pictureBytes = 3 * pixelCount;
const classes = motifGroups.flatMap((group) => group.classes.map((motif) => ({ motif, hue: group.hue })));

/** Generates the set. Progress is told every 1,000 pictures. */
export function generateTatami100(
  { trainCount, testCount, seed }: Tatami100Options,
  onProgress: (done: number, total: number) => void = () => undefined,
): { train: ImageSplit; test: ImageSplit } {
  const total = trainCount + testCount;
  const half = (name: string, count: number, before: number): ImageSplit => {
    const images = new Uint8Array(count * pictureBytes);
    const labels = Int32Array.from({ length: count }, (_, index) => index % classes.length);
    labels.forEach((label, index) => {
      const { motif, hue } = classes[label] as { motif: MotifClass; hue: number };
      paint(
        { motif: motif.motif, hue },
        randomStream(seed, `tatami-100/${name}/${index}`),
        images,
        index * pictureBytes,
      );
      if ((index + 1) % 1000 === 0) onProgress(before + index + 1, total);
    });
    return { images, labels };
  };
  return { train: half('train', trainCount, 0), test: half('test', testCount, trainCount) };
}
