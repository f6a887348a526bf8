/**
 * Imported and generated data sets on disk: decoded pictures as they are used, so that opening is one read.
 * A set is a folder with `dataset.json` and four files; it appears under its name only when it is complete.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { DatasetInfo, ImageDataset, ImageSplit } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { contentSha256 } from './fingerprint.ts';
import { readFile } from './read-file.ts';

const manifestFile = 'dataset.json';
const largestManifest = 1024 * 1024;
const side = z.int().min(1).max(1024);
const count = z.int().min(0).max(10_000_000);
const names = z.array(z.string().min(1).max(200)).min(1).max(256);

const infoSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
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

/** Whether text may be the id of a data set: lower-case letters, digits and hyphens. */
export function isDatasetId(text: string): boolean {
  return infoSchema.shape.id.safeParse(text).success;
}

/** Ids of the sets stored in a folder. */
export async function storedIds(dataFolder: string): Promise<string[]> {
  if (!existsSync(dataFolder)) return [];
  const entries = await readdir(dataFolder, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory() && isDatasetId(entry.name));
  return ids.map(({ name }) => name).filter((id) => existsSync(join(dataFolder, id, manifestFile)));
}

/** What is known of a stored set; null where there is none. @throws LabError `data.damaged`. */
export async function readInfo(id: string, dataFolder: string): Promise<DatasetInfo | null> {
  const path = join(dataFolder, id, manifestFile);
  if (!isDatasetId(id) || !existsSync(path)) return null;
  try {
    return infoSchema.parse(JSON.parse((await readFile(path, largestManifest)).toString('utf8')));
  } catch (cause) {
    throw new LabError('data.damaged', { dataset: id, file: manifestFile }, cause);
  }
}

/** Opens a stored set; null where there is none. @throws LabError `data.damaged` when a file has another size. */
export async function openStored(id: string, dataFolder: string): Promise<ImageDataset | null> {
  const info = await readInfo(id, dataFolder);
  if (!info) return null;
  const folder = join(dataFolder, id);
  return { info, train: await readHalf(folder, 'train', info), test: await readHalf(folder, 'test', info) };
}

/** Whether the stored bytes still are those that were imported. */
export async function isIntact(dataset: ImageDataset): Promise<boolean> {
  return contentSha256(dataset.train, dataset.test) === dataset.info.sha256;
}

/**
 * Stores a set under its id, all or nothing.
 * @throws LabError `data.exists` when the id is taken.
 */
export async function store(dataset: ImageDataset, dataFolder: string): Promise<void> {
  const target = join(dataFolder, dataset.info.id);
  if (existsSync(target)) throw new LabError('data.exists', { dataset: dataset.info.id });
  const temporary = join(dataFolder, `.${dataset.info.id}-${randomBytes(6).toString('hex')}`);
  await mkdir(temporary, { recursive: true });
  try {
    for (const half of ['train', 'test'] as const) {
      await write(join(temporary, `${half}-images.bin`), dataset[half].images);
      await write(join(temporary, `${half}-labels.bin`), Uint8Array.from(dataset[half].labels));
    }
    await write(join(temporary, manifestFile), Buffer.from(JSON.stringify(dataset.info, null, 2)));
    await rename(temporary, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Deletes a stored set. */
export async function removeStored(id: string, dataFolder: string): Promise<void> {
  await rm(join(dataFolder, id), { recursive: true });
}

async function readHalf(folder: string, half: 'train' | 'test', info: DatasetInfo): Promise<ImageSplit> {
  const images = half === 'train' ? info.trainCount : info.testCount;
  const bytes = images * info.height * info.width * info.channels;
  const pixels = await readExactly(join(folder, `${half}-images.bin`), bytes, info.id);
  const labels = await readExactly(join(folder, `${half}-labels.bin`), images, info.id);
  if (labels.some((label) => label >= info.taxonomy.classes.length)) {
    throw new LabError('data.damaged', { dataset: info.id, file: `${half}-labels.bin` });
  }
  return { images: pixels, labels: Int32Array.from(labels) };
}

async function readExactly(path: string, length: number, dataset: string): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array(0);
  try {
    const bytes = await readFile(path);
    if (bytes.length === length) return bytes;
  } catch (cause) {
    throw new LabError('data.damaged', { dataset, file: path.split(/[\\/]/).at(-1) as string }, cause);
  }
  throw new LabError('data.damaged', { dataset, file: path.split(/[\\/]/).at(-1) as string });
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
