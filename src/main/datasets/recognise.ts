/**
 * Reads a data set from wherever a user points: an archive, one of its files, or a folder. What it is, is told from
 * the content of a file and from the names in a folder or archive; nothing is ever unpacked to disk.
 */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { decodeCifar } from './cifar/decode.ts';
import { largestCifarFile, layoutOf } from './cifar/format.ts';
import { gunzipStart, isGzip } from './gzip.ts';
import { openIdxSet, type IdxFiles } from './idx-family.ts';
import { findIdxFiles, identifyIdxSet, isIdxName, setNameIn } from './idx-files.ts';
import { findFiles, namesIn, readArchive, readFiles } from './members.ts';
import { readable, readBytes, withFile, type SourceFile } from './read-file.ts';
import { isTar } from './tar.ts';

/** Receives the bytes of the source read so far and their total. */
export type ByteProgress = (doneBytes: number, totalBytes: number) => void;

const blockBytes = 512;
const pictureName = /\.(?:png|jpe?g|gif|bmp|webp|tiff?)$/i;

/**
 * The set at a path.
 * @throws LabError `data.not-recognised`, `data.pictures-not-yet`, or what is wrong with a recognised set.
 */
export async function readSource(path: string, onProgress: ByteProgress): Promise<ImageDataset> {
  const facts = await readable(basename(path), stat(path));
  if (facts.isDirectory()) return readFolder(path, onProgress);
  const fromArchive = await withFile(path, (file) => readIfArchive(file, onProgress));
  if (fromArchive !== null) return fromArchive;
  const idx = await findIdxFiles({ file: path });
  if (idx !== null) return readIdxSet(idx, onProgress);
  if (largestCifarFile(basename(path)) !== null) return readFolder(dirname(path), onProgress);
  throw new LabError('data.not-recognised', { file: basename(path) });
}

async function readIfArchive(file: SourceFile, onProgress: ByteProgress): Promise<ImageDataset | null> {
  const start = await readBytes(file, 0, Math.min(blockBytes, file.sizeBytes));
  const isZipped = isGzip(start);
  const content = isZipped ? await gunzipStart(file, blockBytes) : start;
  if (isZipped && isGzip(content)) throw new LabError('data.gzip-nested', { file: file.name });
  if (!isTar(content)) return null;
  const members = await readArchive(file, largestCifarFile, (done) => onProgress(done, file.sizeBytes));
  const dataset = decodeCifar(members);
  if (dataset === null) throw new LabError('data.not-recognised', { file: file.name });
  return dataset;
}

async function readFolder(folder: string, onProgress: ByteProgress): Promise<ImageDataset> {
  const paths = await findFiles(folder, (name) => isIdxName(name) || layoutOf(name) !== undefined);
  const [first] = paths;
  if (first === undefined) throw await notRecognised(folder);
  const other = paths.find((path) => isIdxName(basename(path)) !== isIdxName(basename(first)));
  if (other !== undefined) {
    throw new LabError('data.ambiguous', { first: basename(first), second: basename(other) });
  }
  if (isIdxName(basename(first))) {
    return readIdxSet((await findIdxFiles({ folder: dirname(first) })) as IdxFiles, onProgress);
  }
  return readCifarFolder(dirname(first), onProgress);
}

async function readCifarFolder(folder: string, onProgress: ByteProgress): Promise<ImageDataset> {
  const { files } = await namesIn(folder);
  const paths = files.filter((name) => largestCifarFile(name) !== null).map((name) => join(folder, name));
  const total = await totalBytes(paths);
  const members = await readFiles(paths, largestCifarFile, (done) => onProgress(done, total));
  const dataset = decodeCifar(members);
  if (dataset === null) throw new LabError('data.not-recognised', { file: basename(folder) });
  return dataset;
}

async function readIdxSet(files: IdxFiles, onProgress: ByteProgress): Promise<ImageDataset> {
  const name = setNameIn(basename(files.trainImages)) || basename(dirname(files.trainImages));
  const labelFile = basename(files.trainLabels);
  const total = await totalBytes(Object.values(files) as string[]);
  const dataset = await openIdxSet(files, (labels) => identifyIdxSet(labels, name, labelFile));
  onProgress(total, total);
  return dataset;
}

async function totalBytes(paths: readonly string[]): Promise<number> {
  const facts = await Promise.all(paths.map((path) => readable(basename(path), stat(path))));
  return facts.reduce((sum, { size }) => sum + size, 0);
}

/** Says kindly that folders of pictures come later, where that is what the folder holds. */
async function notRecognised(folder: string): Promise<LabError> {
  const file = basename(folder);
  let at = folder;
  for (let depth = 0; depth <= 2; depth++) {
    const { files, folders } = await namesIn(at);
    if (files.some((name) => pictureName.test(name))) return new LabError('data.pictures-not-yet', { file });
    if (folders[0] === undefined) break;
    at = join(at, folders[0]);
  }
  return new LabError('data.not-recognised', { file });
}
