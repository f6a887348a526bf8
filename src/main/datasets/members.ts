/** One view of archives and folders: the wanted files by their names, in memory. */
import { opendir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { gunzip, isGzip, type OnRead } from './gzip.ts';
import { chunksOf, readable, readBytes, withFile, type SourceFile } from './read-file.ts';
import { readTar, type Wanted } from './tar.ts';

/** Names that a folder may hold at most before it is refused as no data set. */
const mostNames = 10_000;

/** The wanted members of an open tar archive, gzip or plain. @throws LabError `data.gzip-*`, `data.archive-*`. */
export async function readArchive(
  file: SourceFile,
  wanted: Wanted,
  onRead: OnRead,
): Promise<Map<string, Buffer>> {
  const isZipped = isGzip(await readBytes(file, 0, Math.min(2, file.sizeBytes)));
  return readTar(isZipped ? gunzip(file, onRead) : plainChunks(file, onRead), file.name, wanted);
}

/** The wanted files among some paths. @throws LabError like {@link withFile}. */
export async function readFiles(
  paths: readonly string[],
  wanted: Wanted,
  onRead: OnRead,
): Promise<Map<string, Buffer>> {
  const members = new Map<string, Buffer>();
  let done = 0;
  for (const path of paths) {
    const most = wanted(basename(path));
    if (most === null) continue;
    const bytes = await withFile(path, (file) => readBytes(file, 0, file.sizeBytes), most);
    members.set(basename(path), bytes);
    onRead((done += bytes.length));
  }
  return members;
}

/**
 * Paths in a folder whose names are wanted; when it has none, those in the one folder inside it that has some (an
 * unpacked archive).
 *
 * @throws LabError `data.ambiguous` when two inner folders have some, `data.too-many-entries`, `data.unreadable`.
 */
export async function findFiles(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const { files, folders } = await namesIn(folder);
  const own = files.filter(isWanted).map((name) => join(folder, name));
  if (own.length > 0) return own;
  const inner: string[][] = [];
  for (const name of folders) {
    const found = (await namesIn(join(folder, name))).files.filter(isWanted);
    if (found.length > 0) inner.push(found.map((file) => join(folder, name, file)));
  }
  const [first, second] = inner;
  if (first?.[0] !== undefined && second?.[0] !== undefined) {
    throw new LabError('data.ambiguous', { first: shortPath(first[0]), second: shortPath(second[0]) });
  }
  return first ?? [];
}

/** Names in a folder, sorted; whatever is no folder counts as a file, for reading it will judge it. */
export async function namesIn(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  const name = basename(folder);
  for await (const entry of await readable(name, opendir(folder))) {
    (entry.isDirectory() ? folders : files).push(entry.name);
    if (files.length + folders.length > mostNames) {
      throw new LabError('data.too-many-entries', { file: name, most: mostNames });
    }
  }
  return { files: files.toSorted(), folders: folders.toSorted() };
}

async function* plainChunks(file: SourceFile, onRead: OnRead): AsyncGenerator<Buffer> {
  let done = 0;
  for await (const chunk of chunksOf(file, 0)) {
    yield chunk;
    onRead((done += chunk.length));
  }
}

function shortPath(path: string): string {
  return path.split(/[\\/]/).slice(-2).join('/');
}
