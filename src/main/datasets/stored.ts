/**
 * Imported and generated data sets on disk, decoded, so that opening is one read. A set is a folder with
 * `dataset.json` and the files of its layout; it appears under its name only when all of it is safely written.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { DatasetInfo, ImageDataset, ImageSplit } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { pictureBytes } from './cifar/format.ts';
import { decodeRecords, encodeRecords } from './cifar/records.ts';
import { contentSha256 } from './fingerprint.ts';
import { readFile } from './read-file.ts';
import { syncFolder, writeError, writeFile } from './write-file.ts';

const manifestFile = 'dataset.json';
const manifestVersion = 1;
const largestManifest = 1024 * 1024;
const halves = ['train', 'test'] as const;
const side = z.int().min(1).max(1024);
const count = z.int().min(0).max(10_000_000);
const names = z.array(z.string().min(1).max(200)).min(1).max(256);
/** Lower-case letters, digits and hyphens; no name that Windows keeps for devices. */
const datasetId = z.string().regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]{0,63}$/);

/** The form of what is known of a set. */
export const infoSchema = z.strictObject({
  id: datasetId,
  title: z.string().min(1).max(200),
  height: side,
  width: side,
  channels: z.union([z.literal(1), z.literal(3)]),
  trainCount: count,
  testCount: count,
  taxonomy: z.strictObject({
    classes: names,
    superclasses: names.nullable(),
    superclassOf: z.array(z.int().min(0).max(255)).nullable(),
  }),
  origin: z.enum(['official', 'generated', 'unofficial']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z.strictObject({
  tatami: z.literal('dataset'),
  version: z.literal(manifestVersion),
  layout: z.enum(['decoded', 'cifar-100']),
  info: infoSchema,
});

/**
 * How the pictures lie on disk: `decoded` as they are used (`train-images.bin`, `train-labels.bin`, one byte a label,
 * and the same for `test`), `cifar-100` as CIFAR-100's own binary files, which other programs read too.
 */
export type StoredLayout = z.output<typeof manifestSchema>['layout'];

/** Whether text may be the id of a data set: lower-case letters, digits and hyphens, at most 64. */
export function isDatasetId(text: string): boolean {
  return datasetId.safeParse(text).success;
}

/** Whether a set is stored under an id, sound or not. */
export function isStored(id: string, dataFolder: string): boolean {
  return isDatasetId(id) && existsSync(join(dataFolder, id, manifestFile));
}

/** Ids of the sets stored in a folder. */
export async function storedIds(dataFolder: string): Promise<string[]> {
  if (!existsSync(dataFolder)) return [];
  return (await readdir(dataFolder)).filter((name) => isStored(name, dataFolder)).toSorted();
}

/** What is known of a stored set; null where there is none. @throws LabError `data.damaged`. */
export async function readInfo(id: string, dataFolder: string): Promise<DatasetInfo | null> {
  return isStored(id, dataFolder) ? (await readManifest(id, dataFolder)).info : null;
}

/**
 * Reads a stored set without judging its content; null where there is none.
 * @throws LabError `data.damaged` when a file is missing or has another size, or a label is no class.
 */
export async function readStored(id: string, dataFolder: string): Promise<ImageDataset | null> {
  if (!isStored(id, dataFolder)) return null;
  const { info, layout } = await readManifest(id, dataFolder);
  const folder = join(dataFolder, id);
  const read = layout === 'decoded' ? readDecodedHalf : readRecordsHalf;
  return { info, train: await read(folder, 'train', info), test: await read(folder, 'test', info) };
}

/** Reads a stored set and checks every byte of it. @throws LabError `data.damaged` also for changed content. */
export async function openStored(id: string, dataFolder: string): Promise<ImageDataset | null> {
  const dataset = await readStored(id, dataFolder);
  if (dataset !== null && !isIntact(dataset)) {
    throw new LabError('data.changed', { dataset: id });
  }
  return dataset;
}

/** Whether the bytes still are those that were stored. */
export function isIntact(dataset: ImageDataset): boolean {
  return contentSha256(dataset.train, dataset.test) === dataset.info.sha256;
}

/**
 * Stores a set under its id, all or nothing: written beside its place, synchronised, then renamed.
 * @throws LabError `data.exists`, `data.disk-full`, `data.cannot-write`.
 */
export async function store(
  dataset: ImageDataset,
  dataFolder: string,
  layout: StoredLayout = 'decoded',
): Promise<void> {
  const { info } = dataset;
  if (existsSync(join(dataFolder, info.id))) throw new LabError('data.exists', { dataset: info.id });
  const temporary = join(dataFolder, `.${process.pid}-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(temporary, { recursive: true });
    await removeLeftovers(dataFolder);
    try {
      await writeSet(temporary, dataset, layout);
      await rename(temporary, join(dataFolder, info.id));
      await syncFolder(dataFolder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  } catch (cause) {
    throw writeError(cause, info.id, dataFolder);
  }
}

async function writeSet(folder: string, dataset: ImageDataset, layout: StoredLayout): Promise<void> {
  const { info } = dataset;
  const write = layout === 'decoded' ? writeDecodedHalf : writeRecordsHalf;
  for (const half of halves) await write(folder, half, dataset);
  if (layout === 'cifar-100') await writeNames(folder, info);
  const manifest = { tatami: 'dataset', version: manifestVersion, layout, info };
  await writeFile(join(folder, manifestFile), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  await syncFolder(folder);
}

/** Removes half-written sets of processes that were killed. */
async function removeLeftovers(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    const writer = /^\.(\d+)-[0-9a-f]{12}$/.exec(name)?.[1];
    if (writer !== undefined && !isRunning(Number(writer))) {
      await rm(join(dataFolder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Deletes a stored set. @throws LabError `data.cannot-write`. */
export async function removeStored(id: string, dataFolder: string): Promise<void> {
  try {
    await rm(join(dataFolder, id), { recursive: true });
  } catch (cause) {
    throw writeError(cause, id, dataFolder);
  }
}

async function readManifest(id: string, dataFolder: string): Promise<z.output<typeof manifestSchema>> {
  try {
    const text = (await readFile(join(dataFolder, id, manifestFile), largestManifest)).toString('utf8');
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LabError('data.damaged', { dataset: id, file: manifestFile }, cause);
  }
}

async function readDecodedHalf(folder: string, half: Half, info: DatasetInfo): Promise<ImageSplit> {
  const pictures = countOf(info, half);
  const imageBytes = pictures * info.height * info.width * info.channels;
  const images = await readExactly(folder, `${half}-images.bin`, { length: imageBytes, dataset: info.id });
  const labels = await readExactly(folder, `${half}-labels.bin`, { length: pictures, dataset: info.id });
  return { images, labels: checkedLabels(labels, info, `${half}-labels.bin`) };
}

async function readRecordsHalf(folder: string, half: Half, info: DatasetInfo): Promise<ImageSplit> {
  const file = `${half}.bin`;
  const length = countOf(info, half) * (pictureBytes + 2);
  const bytes = await readExactly(folder, file, { length, dataset: info.id });
  const { images, labels } = decodeRecords({ labelBytes: 2, title: info.title }, bytes, file);
  return { images, labels: checkedLabels(labels, info, file) };
}

async function readExactly(
  folder: string,
  file: string,
  expected: { readonly length: number; readonly dataset: string },
): Promise<Uint8Array> {
  const { length, dataset } = expected;
  if (length === 0) return new Uint8Array(0);
  try {
    const bytes = await readFile(join(folder, file), length);
    if (bytes.length === length) return new Uint8Array(bytes.buffer, bytes.byteOffset, length);
  } catch (cause) {
    throw new LabError('data.damaged', { dataset, file }, cause);
  }
  throw new LabError('data.damaged', { dataset, file });
}

function checkedLabels(labels: Uint8Array, info: DatasetInfo, file: string): Int32Array {
  if (labels.some((label) => label >= info.taxonomy.classes.length)) {
    throw new LabError('data.damaged', { dataset: info.id, file });
  }
  return Int32Array.from(labels);
}

async function writeDecodedHalf(folder: string, half: Half, dataset: ImageDataset): Promise<void> {
  await writeFile(join(folder, `${half}-images.bin`), dataset[half].images);
  await writeFile(join(folder, `${half}-labels.bin`), Uint8Array.from(dataset[half].labels));
}

async function writeRecordsHalf(
  folder: string,
  half: Half,
  { info, ...dataset }: ImageDataset,
): Promise<void> {
  const { images } = dataset[half];
  const labels = Uint8Array.from(dataset[half].labels);
  const superclasses = labels.map((label) => info.taxonomy.superclassOf?.[label] ?? 0);
  await writeFile(join(folder, `${half}.bin`), encodeRecords({ images, labels, superclasses }));
}

async function writeNames(folder: string, { taxonomy }: DatasetInfo): Promise<void> {
  const lines = (all: readonly string[]): Buffer => Buffer.from(all.map((name) => `${name}\n`).join(''));
  await writeFile(join(folder, 'fine_label_names.txt'), lines(taxonomy.classes));
  await writeFile(join(folder, 'coarse_label_names.txt'), lines(taxonomy.superclasses ?? []));
}

type Half = (typeof halves)[number];

function countOf(info: DatasetInfo, half: Half): number {
  return half === 'train' ? info.trainCount : info.testCount;
}
