/**
 * One view of archives and folders: named members whose bytes arrive in chunks. Archives are read as streams and
 * never unpacked; a member's name is only ever compared with the names we look for, never used as a path.
 */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Headers } from 'tar-stream';
import { LabError } from '../../shared/contract/errors.ts';

/** Receives the bytes of one member. */
export interface MemberSink {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** Decides, from its base name and size, who receives a member; null passes it over. */
export type MemberChooser = (name: string, sizeBytes: number) => MemberSink | null;

/** Entries and inflated bytes that an archive may hold at most. */
const mostEntries = 10_000;
const mostBytes = 1024 ** 3;

/** Feeds the members of a `.tar.gz` to the sinks that `choose` names. Any fault ends it with a LabError. */
export async function readTarGz(
  path: string,
  choose: MemberChooser,
  onBytes: (done: number) => void,
): Promise<void> {
  const file = basename(path);
  const unpack = extract();
  let entries = 0;
  let inflated = 0;
  let read = 0;
  unpack.on('entry', (header: Headers, stream, next) => {
    const refusal = ++entries > mostEntries ? tooMany(file) : null;
    const isPlain = header.type === 'file' || header.type === 'contiguous-file';
    let sink: MemberSink | null = null;
    try {
      if (refusal) throw refusal;
      sink = isPlain ? choose(basename(header.name.replaceAll('\\', '/')), header.size ?? 0) : null;
    } catch (error) {
      stream.resume();
      unpack.destroy(error as Error);
      return;
    }
    stream.on('data', (chunk: Uint8Array) => guarded(unpack, () => sink?.push(chunk)));
    stream.on('end', () => {
      guarded(unpack, () => sink?.end());
      next();
    });
  });
  const gunzip = createGunzip();
  gunzip.on('data', (chunk: Uint8Array) => {
    inflated += chunk.length;
    if (inflated > mostBytes)
      unpack.destroy(new LabError('data.inflates-too-large', { file, most: mostBytes }));
  });
  const source = createReadStream(path);
  source.on('data', (chunk) => onBytes((read += chunk.length)));
  try {
    await pipeline(source, gunzip, unpack);
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new LabError('data.bad-archive', { file, reason }, cause);
  }
}

/** Feeds the files of a folder (and of one folder inside it) to the sinks that `choose` names. */
export async function readFolder(
  path: string,
  choose: MemberChooser,
  onBytes: (done: number) => void,
): Promise<void> {
  let read = 0;
  for (const file of await filesIn(path)) {
    const { size } = await stat(file);
    const sink = choose(basename(file), size);
    if (!sink) continue;
    for await (const chunk of createReadStream(file)) {
      sink.push(chunk as Uint8Array);
      onBytes((read += (chunk as Uint8Array).length));
    }
    sink.end();
  }
}

/** Plain files of a folder and of the folders directly inside it, in the order of their names. */
export async function filesIn(path: string, depth = 1): Promise<string[]> {
  const entries = (await readdir(path, { withFileTypes: true })).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  if (entries.length > mostEntries) throw tooMany(basename(path));
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.isFile()) found.push(join(path, entry.name));
    else if (entry.isDirectory() && depth > 0)
      found.push(...(await filesIn(join(path, entry.name), depth - 1)));
  }
  return found;
}

function tooMany(file: string): LabError {
  return new LabError('data.too-many-entries', { file, most: mostEntries });
}

function guarded(unpack: { destroy(error: Error): unknown }, work: () => void): void {
  try {
    work();
  } catch (error) {
    unpack.destroy(error as Error);
  }
}
