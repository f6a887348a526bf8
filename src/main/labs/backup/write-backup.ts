import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import type { HistoryPort } from '../../../shared/contract/history.ts';
import { createTar, type TarWriter } from '../../export/archive/tar-writer.ts';
import { draftPath } from '../../export/drafts.ts';
import { refuseExisting, writeWhole } from '../../export/folder.ts';
import {
  type BackupHead,
  type BackupMember,
  backupVersion,
  headName,
  historyName,
  isBackupName,
  isWeightsName,
  manifestName,
} from './backup-form.ts';

/** What is backed up. */
export interface BackupSource {
  readonly home: string;
  readonly history: Pick<HistoryPort, 'backup' | 'list'>;
  readonly historyFile: string;
  readonly dataFolder: string;
  readonly checkpointRoot: string;
}

/** Where to, and what of it. */
export interface BackupOrder {
  readonly path: string;
  readonly isForced: boolean;
  /** Whether imported data sets go along. */
  readonly hasData: boolean;
  readonly appVersion: string;
  readonly nowMs: number;
}

/** What was written. */
export interface WrittenBackup {
  readonly path: string;
  readonly sizeBytes: number;
  readonly checkpoints: number;
  /** How many stored weights, which runs began from, are in it. */
  readonly weights: number;
  /** Ids of the data sets in it. */
  readonly datasets: readonly string[];
}

/** A file on its way into the backup. */
interface Source {
  readonly name: string;
  readonly path: string;
}

/**
 * Writes the whole history into one file: the database as of now, the checkpoints, the weights that runs began from, and
 * data sets by option, with the hash of each. It may be in use meanwhile.
 *
 * @throws LabError `archive.inside-home`, `export.*`, `history.*`.
 */
export async function writeBackup(source: BackupSource, order: BackupOrder): Promise<WrittenBackup> {
  const target = resolve(order.path);
  if (isInside(target, source.home))
    throw new LabError('archive.inside-home', { path: target, home: source.home });
  await refuseExisting(target, order.isForced);
  const files = await filesOf(source, order.hasData);
  const neededBytes = await sizeOf([...files, { name: historyName, path: source.historyFile }]);
  const head: BackupHead = {
    ...{ tatami: 'backup', version: backupVersion, app: order.appVersion },
    ...{ createdAtMs: order.nowMs, hasData: order.hasData },
  };
  const wish = { shape: 'file', isForced: order.isForced, neededBytes } as const;
  const path = await writeWhole(target, wish, async (draft) => {
    const copy = draftPath(target);
    try {
      await source.history.backup(copy);
      await fill(draft, head, [{ name: historyName, path: copy }, ...files]);
    } finally {
      await rm(copy, { force: true });
    }
  });
  return { path, sizeBytes: (await lstat(path)).size, ...contentOf(files.map(({ name }) => name)) };
}

function contentOf(names: readonly string[]): Pick<WrittenBackup, 'checkpoints' | 'weights' | 'datasets'> {
  const weights = names.filter(isWeightsName);
  const data = names.filter((name) => name.startsWith('data/') && !isWeightsName(name));
  return {
    checkpoints: names.filter((name) => name.startsWith('checkpoints/')).length,
    weights: weights.length,
    datasets: [...new Set(data.map((name) => name.split('/')[1] ?? ''))],
  };
}

/** Whether a path lies in a folder or is it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && resolve(folder, way) === path && !way.startsWith(sep));
}

async function fill(draft: string, head: BackupHead, files: readonly Source[]): Promise<void> {
  const tar = await createTar(draft);
  try {
    await addJson(tar, headName, head);
    const members: BackupMember[] = [];
    for (const file of files) members.push(...(await addFile(tar, file)));
    await addJson(tar, manifestName, { members });
    await tar.finish();
  } finally {
    await tar.close();
  }
}

async function addJson(tar: TarWriter, name: string, value: unknown): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  await tar.add(name, bytes.length, [bytes]);
}

/** A checkpoint that retention has freed meanwhile is left out: the history forgets it too. */
async function addFile(tar: TarWriter, { name, path }: Source): Promise<readonly BackupMember[]> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return [];
  const hash = createHash('sha256');
  async function* pieces(): AsyncGenerator<Uint8Array> {
    if (found === null || found.size === 0) return;
    for await (const piece of createReadStream(path, { end: found.size - 1 })) {
      hash.update(piece as Buffer);
      yield piece as Buffer;
    }
  }
  await tar.add(name, found.size, pieces());
  return [{ name, sizeBytes: found.size, sha256: hash.digest('hex') }];
}

async function filesOf(source: BackupSource, hasData: boolean): Promise<readonly Source[]> {
  const checkpoints = await filesBelow(source.checkpointRoot, 'checkpoints');
  const data = await filesBelow(source.dataFolder, 'data');
  return [...checkpoints, ...data.filter(({ name }) => hasData || isWeightsName(name))];
}

/** The files in the folders of a folder that a backup may hold, in the order of their names. */
async function filesBelow(root: string, name: string): Promise<readonly Source[]> {
  const found: Source[] = [];
  for (const folder of (await readdir(root).catch(() => [])).toSorted()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const member = `${name}/${folder}/${entry.name}`;
      if (entry.isFile() && isBackupName(member))
        found.push({ name: member, path: join(root, folder, entry.name) });
    }
  }
  return found;
}

async function sizeOf(files: readonly Source[]): Promise<number> {
  const sizes = await Promise.all(files.map(({ path }) => lstat(path).catch(() => null)));
  const copied = sizes.at(-1)?.size ?? 0;
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0) + 1024, 0) + copied;
}
