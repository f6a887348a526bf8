/** Which steps and images of a run a twin holds. */
import type { ImageSplit } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Replay } from '../../../shared/contract/replay.ts';

/** Most numbers of the index: more would not fit the file format. */
const mostNumbers = 2 ** 30;

/** The first steps of a run, in terms of the images that they use. */
export interface HeldSteps {
  readonly count: number;
  /** `count * batchSize` numbers: places in `positions`; -1 where a step has fewer images. */
  readonly index: Int32Array;
  /** Positions of the images among the run's training images, ascending. */
  readonly positions: Int32Array;
}

/**
 * As many steps from the first as use no more than the given number of images; null sets no bound.
 * @throws LabError `export.too-few-images` when not even one step fits, `export.too-large`.
 */
export function heldSteps(replay: Replay, mostImages: number | null): HeldSteps {
  const { totalSteps, batchSize, trainImages } = replay;
  const most = mostImages ?? trainImages;
  if (batchSize > most) throw new LabError('export.too-few-images', { needed: batchSize, images: most });
  if (totalSteps * batchSize > mostNumbers) throw new LabError('export.too-large', { name: 'batches.npz' });
  const used = new Uint8Array(trainImages);
  const index = new Int32Array(totalSteps * batchSize).fill(-1);
  let count = 0;
  let usedCount = 0;
  for (const batch of replay.batches()) {
    const fresh = batch.filter((position) => used[position] === 0);
    if (usedCount + fresh.length > most) break;
    for (const position of fresh) used[position] = 1;
    usedCount += fresh.length;
    index.set(batch, count * batchSize);
    count++;
  }
  return { count, ...renumbered(index.subarray(0, count * batchSize), used) };
}

/** Numbers the used images from 0, in their order. */
function renumbered(index: Int32Array, used: Uint8Array): Omit<HeldSteps, 'count'> {
  const positions = Int32Array.from(used.keys()).filter((position) => used[position] === 1);
  const places = new Int32Array(used.length);
  positions.forEach((position, place) => (places[position] = place));
  return { index: index.map((position) => (position < 0 ? -1 : (places[position] as number))), positions };
}

/** The pixels and labels of the images at the given positions. @param bytes - Bytes of one image. */
export function heldImages(
  { images, labels }: ImageSplit,
  positions: Int32Array,
  bytes: number,
): { readonly pixels: Uint8Array; readonly labels: Int32Array } {
  const pixels = new Uint8Array(positions.length * bytes);
  positions.forEach((position, place) => {
    pixels.set(images.subarray(position * bytes, (position + 1) * bytes), place * bytes);
  });
  return { pixels, labels: positions.map((position) => labels[position] as number) };
}
