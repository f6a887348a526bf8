/** Runs as files of the user's: exported with all they hold, and added to a history. */
import type { HistoryPort } from '../../shared/contract/history.ts';
import { readJsonFile, replaceFile } from './files.ts';

/** Largest exported run that is read. */
const importLimitBytes = 500_000_000;

/** Adds the exported run in a file to the history; answers its id. @throws LabError `history.bad-import`, `command.*`. */
export async function importRunFile(history: HistoryPort, path: string): Promise<string> {
  return history.importRun(await readJsonFile(path, importLimitBytes));
}

/** Writes a run with all it holds into a file; answers its absolute path. @throws LabError `export.cannot-write`. */
export async function exportRunFile(history: HistoryPort, runId: string, path: string): Promise<string> {
  return replaceFile(path, `${JSON.stringify(await history.exportRun(runId))}\n`);
}
