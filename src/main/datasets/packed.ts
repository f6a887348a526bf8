/** A data set as a few named pieces of bytes, to travel in a file with runs. */
import type { ImageDataset, ImageSplit } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { builtIns } from './catalogue.ts';
import { contentSha256 } from './fingerprint.ts';
import { infoSchema, isStored, store } from './stored.ts';

/** Names of the pieces. */
export const packedParts = [
  'info.json',
  'train-images.bin',
  'train-labels.bin',
  'test-images.bin',
  'test-labels.bin',
] as const;

/** The pieces of a set by their names. */
export type PackedDataset = Readonly<Record<(typeof packedParts)[number], Uint8Array>>;

/** Whether a set comes with Tatami, so that no file need hold it. */
export function isBuiltIn(id: string): boolean {
  return builtIns.has(id);
}

/** Whether a set can be opened under this id without being imported. */
export function isPresent(id: string, dataFolder: string): boolean {
  return isBuiltIn(id) || isStored(id, dataFolder);
}

/** Takes a set apart. */
export function packDataset({ info, train, test }: ImageDataset): PackedDataset {
  return {
    'info.json': Buffer.from(`${JSON.stringify(info)}\n`),
    'train-images.bin': train.images,
    'train-labels.bin': Uint8Array.from(train.labels),
    'test-images.bin': test.images,
    'test-labels.bin': Uint8Array.from(test.labels),
  };
}

/**
 * Puts a set together from the pieces of a stranger and stores it under its id.
 * @param id The id that it must have.
 * @throws LabError `data.damaged` where the pieces do not fit together, `data.exists`, `data.disk-full`, …
 */
export async function storePacked(id: string, packed: PackedDataset, dataFolder: string): Promise<void> {
  await store(unpack(id, packed), dataFolder);
}

function unpack(id: string, packed: PackedDataset): ImageDataset {
  const info = readInfo(id, packed['info.json']);
  const half = (name: 'train' | 'test', count: number): ImageSplit => {
    const images = packed[`${name}-images.bin`];
    const labels = packed[`${name}-labels.bin`];
    const isFit =
      images.length === count * info.height * info.width * info.channels && labels.length === count;
    if (!isFit || labels.some((label) => label >= info.taxonomy.classes.length))
      throw new LabError('data.damaged', { dataset: id, file: `${name}-labels.bin` });
    return { images, labels: Int32Array.from(labels) };
  };
  const train = half('train', info.trainCount);
  const test = half('test', info.testCount);
  if (contentSha256(train, test) !== info.sha256) throw new LabError('data.changed', { dataset: id });
  return { info, train, test };
}

function readInfo(id: string, bytes: Uint8Array): ImageDataset['info'] {
  try {
    const info = infoSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (info.id === id) return info;
  } catch (error) {
    throw new LabError('data.damaged', { dataset: id, file: 'info.json' }, error);
  }
  throw new LabError('data.damaged', { dataset: id, file: 'info.json' });
}
