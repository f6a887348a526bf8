/** Runs as files of the user's: exported with all they hold, and added to a history. */
import type { HistoryPort } from '../../shared/contract/history.ts';
import { runsCsv } from '../../shared/metrics/run-csv.ts';
import { readJsonFile, writeTextFile } from './files.ts';

/** Largest exported run that is read. */
const importLimitBytes = 500_000_000;

/** Adds the exported run in a file to the history; answers its id. @throws LabError `history.bad-import`, `command.*`. */
export async function importRunFile(history: HistoryPort, path: string): Promise<string> {
  return history.importRun(await readJsonFile(path, importLimitBytes));
}

/** Writes a run with all it holds into a file; answers its absolute path. @throws LabError `command.cannot-write`. */
export async function exportRunFile(history: HistoryPort, runId: string, path: string): Promise<string> {
  return writeTextFile(path, `${JSON.stringify(await history.exportRun(runId))}\n`);
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
  return { path: await writeTextFile(path, runsCsv(runs)), count: runs.length };
}
