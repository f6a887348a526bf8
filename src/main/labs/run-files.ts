/** Runs and comparisons as files of the user's: saved with all they hold, and added to a history. */
import { open } from 'node:fs/promises';
import type { ImportedRuns, SaveRuns } from '../../shared/contract/lab/archives.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import { runsCsv } from '../../shared/metrics/run-csv.ts';
import { openArchive } from './archive/open-archive.ts';
import { type ArchivePorts, writeArchive } from './archive/write-archive.ts';
import { readJsonFile, replaceFile } from './files.ts';

/** Largest exported run that is read as JSON. */
const importLimitBytes = 500_000_000;

/** Adds what a file holds to the history: a `.tatami` file, or a run as JSON, told apart by their first bytes. */
export async function importHistoryFile(ports: ArchivePorts, path: string): Promise<ImportedRuns> {
  if (await isZipFile(path)) return openArchive(ports, path);
  const run = await ports.history.importRun(await readJsonFile(path, importLimitBytes), []);
  return { runs: [run], comparison: null, datasets: [] };
}

/**
 * Writes a run or comparison into a file, over an older one; answers its absolute path.
 * @throws LabError `export.*`, `archive.too-much`, `history.no-such-run`.
 */
export async function saveHistoryFile(
  ports: ArchivePorts & { readonly appVersion: string },
  id: string,
  { path, format, ...choice }: SaveRuns & { readonly path: string },
): Promise<string> {
  if (format === 'json') return replaceFile(path, `${JSON.stringify(await ports.history.exportRun(id))}\n`);
  const order = { path, isForced: true, appVersion: ports.appVersion, ...choice };
  return (await writeArchive(ports, id, order)).path;
}

/** A file that cannot be read is told by who reads it whole. */
async function isZipFile(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const start = Buffer.alloc(4);
    const isFile = (await file.stat()).isFile();
    return (
      isFile && (await file.read(start, 0, 4, 0)).bytesRead === 4 && start.readUInt32LE(0) === 0x04034b50
    );
  } finally {
    await file.close();
  }
}

/** Most runs that one table holds. */
const mostRuns = 10_000;

/**
 * Writes runs into one CSV file, a line for each; without names all runs of the history, the oldest first. Answers the
 * file's absolute path. @throws LabError `history.no-such-run`, `command.cannot-write`.
 */
export async function exportRunTable(
  history: HistoryPort,
  idsOrPrefixes: readonly string[],
  path: string,
): Promise<{ readonly path: string; readonly count: number }> {
  const all = idsOrPrefixes.length > 0 ? [] : await history.list({ limit: mostRuns });
  const wanted = [...idsOrPrefixes, ...all.toReversed().map(({ id }) => id)];
  const runs = [];
  for (const id of wanted) runs.push(await history.run(id));
  return { path: await replaceFile(path, runsCsv(runs)), count: runs.length };
}
