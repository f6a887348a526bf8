/**
 * Imports a data set from an archive, a folder or a file. What it is, is told from its members' names and sizes
 * and then from their content; nothing is written before all of it has been understood.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DatasetInfo, ImageDataset, ImageSplit } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { builtIns } from './catalogue.ts';
import { cifar10, cifar100, type CifarFormat, type Half } from './cifar/format.ts';
import { readPythonBatch } from './cifar/python-batches.ts';
import { RecordReader, recordsSha256 } from './cifar/records.ts';
import { contentSha256 } from './fingerprint.ts';
import { findIdxFiles, sniffIdxSet } from './idx-files.ts';
import { openIdxSet } from './idx-family.ts';
import { readFolder, readTarGz, type MemberSink } from './members.ts';
import { isDatasetId, store } from './stored.ts';

/** What the user may say about a set; everything is optional. */
export interface ImportOptions {
  /** Id under which the set is stored; default: `cifar-100`, `fashion-mnist`, or the folder's name. */
  readonly id?: string;
  readonly title?: string;
}

/** Bytes of the source read so far, of all. */
export type ByteProgress = (doneBytes: number, totalBytes: number) => void;

/** Largest member that is held in memory at once: a Python batch of full CIFAR-100 has 155 MB. */
const largestMember = 512 * 1024 ** 2;

/**
 * Imports the set at `path` and answers what it is.
 * @throws LabError `data.not-recognised` naming what was looked for, or what is wrong with a recognised set.
 */
export async function importDataset(
  path: string,
  dataFolder: string,
  options: ImportOptions = {},
  onProgress: ByteProgress = () => undefined,
): Promise<DatasetInfo> {
  if (options.id !== undefined && !isDatasetId(options.id))
    throw new LabError('data.bad-id', { found: options.id });
  const dataset = renamed(await readSource(path, onProgress), options);
  if (builtIns.has(dataset.info.id)) throw new LabError('data.built-in', { dataset: dataset.info.id });
  await store(dataset, dataFolder);
  return dataset.info;
}

async function readSource(path: string, onProgress: ByteProgress): Promise<ImageDataset> {
  const source = await stat(path).catch((cause: unknown) => {
    throw new LabError(
      'data.unreadable',
      { file: basename(path), reason: String((cause as { code?: unknown }).code) },
      cause,
    );
  });
  if (!source.isFile() && !source.isDirectory())
    throw new LabError('data.not-a-file', { file: basename(path) });
  if (source.isFile() && source.size === 0) throw new LabError('data.empty-file', { file: basename(path) });
  const folder = source.isDirectory() ? path : dirname(path);
  const idx = await findIdxFiles(source.isDirectory() ? { folder } : { file: path });
  if (idx) return openIdxSet(idx, await sniffIdxSet(idx, basename(folder)));
  const collector = new CifarCollector();
  const choose = (name: string, sizeBytes: number): MemberSink | null => collector.choose(name, sizeBytes);
  if (source.isFile() && (await beginsWithGzip(path))) {
    await readTarGz(path, choose, (done) => onProgress(done, source.size));
  } else {
    await readFolder(folder, choose, (done) => onProgress(done, Math.max(done, collector.promisedBytes)));
  }
  const dataset = collector.finish();
  if (!dataset) throw new LabError('data.not-recognised', { file: basename(path) });
  return dataset;
}

async function beginsWithGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    const bytes = chunk as Uint8Array;
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  }
  return false;
}

/** Puts the files of a CIFAR set together, in whichever form and order they come. */
class CifarCollector {
  readonly #parts = new Map<string, ImageSplit>();
  #format: CifarFormat | null = null;
  #isPython = false;
  promisedBytes = 0;

  choose(name: string, sizeBytes: number): MemberSink | null {
    for (const format of [cifar100, cifar10]) {
      const isBinary = Object.values(format.binaryFiles).flat().includes(name);
      const isPython = Object.values(format.pythonFiles).flat().includes(name);
      if (!isBinary && !isPython) continue;
      if (this.#parts.has(name)) throw new LabError('data.duplicate-member', { file: name });
      if (this.#format && (this.#format !== format || this.#isPython !== isPython)) {
        throw new LabError('data.mixed-formats', { file: name, dataset: this.#format.title });
      }
      this.#format = format;
      this.#isPython = isPython;
      this.promisedBytes += sizeBytes;
      return isBinary ? this.#binarySink(format, name, sizeBytes) : this.#pythonSink(format, name, sizeBytes);
    }
    return null;
  }

  /** The whole set; null when no file of a CIFAR set came. @throws LabError `data.missing-member`. */
  finish(): ImageDataset | null {
    const format = this.#format;
    if (!format) return null;
    const files = this.#isPython ? format.pythonFiles : format.binaryFiles;
    const half = (name: Half): ImageSplit => {
      const missing = files[name].find((file) => !this.#parts.has(file));
      const found = files[name].flatMap((file) => this.#parts.get(file) ?? []);
      if (found.length === 0)
        throw new LabError('data.missing-member', { dataset: format.title, file: missing ?? name });
      return joined(found);
    };
    const train = half('train');
    const test = half('test');
    const sha256 = contentSha256(train, test);
    const { id, title, taxonomy } = format;
    const size = {
      height: 32,
      width: 32,
      channels: 3,
      trainCount: train.labels.length,
      testCount: test.labels.length,
    };
    const isOfficial = (['train', 'test'] as const).every((name) =>
      this.#isOfficial(format, files[name], name),
    );
    const info: DatasetInfo = {
      id,
      title,
      ...size,
      taxonomy,
      origin: isOfficial ? 'official' : 'unofficial',
      sha256,
    };
    return { info, train, test };
  }

  #isOfficial(format: CifarFormat, files: readonly string[], half: Half): boolean {
    return files.every((file, index) => {
      const part = this.#parts.get(file);
      return part !== undefined && recordsSha256(format, part) === format.officialSha256[half][index];
    });
  }

  #binarySink(format: CifarFormat, name: string, sizeBytes: number): MemberSink {
    const reader = new RecordReader(format, name, sizeBytes);
    return {
      push: (chunk) => reader.push(chunk),
      end: () => void this.#parts.set(name, reader.finish()),
    };
  }

  #pythonSink(format: CifarFormat, name: string, sizeBytes: number): MemberSink {
    if (sizeBytes > largestMember)
      throw new LabError('data.file-too-large', { file: name, found: sizeBytes, most: largestMember });
    const bytes = Buffer.alloc(sizeBytes);
    let filled = 0;
    return {
      push: (chunk) => {
        bytes.set(chunk.subarray(0, sizeBytes - filled), filled);
        filled += chunk.length;
      },
      end: () => void this.#parts.set(name, readPythonBatch(format, bytes.subarray(0, filled), name)),
    };
  }
}

function joined(parts: readonly ImageSplit[]): ImageSplit {
  if (parts.length === 1) return parts[0] as ImageSplit;
  const images = Buffer.concat(parts.map((part) => part.images));
  return { images, labels: Int32Array.from(parts.flatMap((part) => [...part.labels])) };
}

function renamed(dataset: ImageDataset, { id, title }: ImportOptions): ImageDataset {
  return {
    ...dataset,
    info: { ...dataset.info, id: id ?? dataset.info.id, title: title ?? dataset.info.title },
  };
}
