/** Cuts a data set to fewer images, evenly over its classes. */
import type { ImageDataset, ImageSplit } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { permutation, randomStream } from '../../shared/random.ts';
import { contentSha256 } from './fingerprint.ts';

/** How many images to keep; null keeps all. */
export interface SubsetSize {
  readonly train: number | null;
  readonly test: number | null;
}

/**
 * The set with at most the given numbers of images. Each class keeps its share (largest remainders round up); which
 * of its images stay is drawn from the seed; their order stays.
 * @throws LabError `data.too-few` when more images are asked for than there are.
 */
export function subsetOf(dataset: ImageDataset, size: SubsetSize, seed: number): ImageDataset {
  const { info } = dataset;
  const bytes = info.height * info.width * info.channels;
  const cut = (half: 'train' | 'test', wanted: number | null): ImageSplit => {
    const split = dataset[half];
    if (wanted === null || wanted === split.labels.length) return split;
    return pick(split, keptPlaces(dataset, half, { wanted, seed }), bytes);
  };
  const train = cut('train', size.train);
  const test = cut('test', size.test);
  if (train === dataset.train && test === dataset.test) return dataset;
  const counts = { trainCount: train.labels.length, testCount: test.labels.length };
  return { info: { ...info, ...counts, sha256: contentSha256(train, test) }, train, test };
}

/**
 * Which images of a half a cut of it keeps: their places in the half, ascending.
 *
 * @param cut.wanted - Images to keep; null for all.
 * @throws LabError `data.too-few` when more images are asked for than there are.
 */
export function keptPlaces(
  { info, ...halves }: ImageDataset,
  half: 'train' | 'test',
  { wanted, seed }: Readonly<{ wanted: number | null; seed: number }>,
): readonly number[] {
  const { labels } = halves[half];
  if (wanted === null || wanted === labels.length) return [...labels.keys()];
  if (wanted > labels.length) {
    throw new LabError('data.too-few', { dataset: info.id, half, wanted, found: labels.length });
  }
  return chosen(labels, info.taxonomy.classes.length, { wanted, seed, half });
}

/** Positions to keep, ascending. */
function chosen(
  labels: Int32Array,
  classes: number,
  draw: { wanted: number; seed: number; half: string },
): number[] {
  const order = permutation(labels.length, randomStream(draw.seed, `subset/${draw.half}`));
  const quota = quotas(labels, classes, draw.wanted);
  const kept: number[] = [];
  for (const position of order) {
    const label = labels[position] as number;
    if ((quota[label] as number) === 0) continue;
    quota[label] = (quota[label] as number) - 1;
    kept.push(position);
  }
  return kept.toSorted((a, b) => a - b);
}

/** Images per class: shares rounded down, then one more for the largest remainders. */
function quotas(labels: Int32Array, classes: number, wanted: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const shares = counts.map((count) => (count * wanted) / labels.length);
  const quota = shares.map(Math.floor);
  const missing = wanted - quota.reduce((sum, count) => sum + count, 0);
  const byRemainder = shares
    .map((share, label) => ({ label, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.label - b.label);
  for (const { label } of byRemainder.slice(0, missing)) quota[label] = (quota[label] as number) + 1;
  return quota;
}

function pick({ images, labels }: ImageSplit, positions: readonly number[], bytes: number): ImageSplit {
  const picked = new Uint8Array(positions.length * bytes);
  positions.forEach((position, index) => {
    picked.set(images.subarray(position * bytes, (position + 1) * bytes), index * bytes);
  });
  return { images: picked, labels: Int32Array.from(positions, (position) => labels[position] as number) };
}
