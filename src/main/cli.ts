/** Door of the command line: wires the commands to the engine's process, the data sets and the history. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageFile from '../../package.json' with { type: 'json' };
import type { LabErrorData } from '../shared/contract/errors.ts';
import type { HistoryPort } from '../shared/contract/history.ts';
import type { Services } from './cli/context.ts';
import type { HomeFolders } from './cli/home-folders.ts';
import { runCommandLine } from './cli/program.ts';
import { EngineHost } from './processes/engine-host.ts';
import type { DatasetPort } from './labs/ports.ts';

for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreGoneReader);

process.exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  platform: process.platform,
  stdout: process.stdout,
  stderr: process.stderr,
  process,
  version: packageFile.version,
  openServices,
});

/** A reader that has gone (`tatami … | head`, a closed terminal) is no reason to lose a training. */
function ignoreGoneReader(): void {}

/** Parts that a command does not ask for are neither loaded nor started. */
function openServices(home: HomeFolders, onNotice: (notice: LabErrorData) => void): Services {
  let engine: EngineHost | null = null;
  let history: Promise<HistoryPort> | null = null;
  return {
    engine: (threads = null) => (engine ??= new EngineHost({ logFile: home.engineLog, threads })),
    history: () => (history ??= openHistoryFile(home, onNotice)),
    datasets: datasetsIn(home.dataFolder),
    replay: async (experiment, dataset, checkpointFile) =>
      (await import('./engine/replay.ts')).replayOf(experiment, dataset, checkpointFile, home.dataFolder),
    historyFiles: {
      examine: async (file) => (await import('./history/backup.ts')).examineHistory(file),
      isInUse: async (file) => (await import('./history/backup.ts')).isHistoryInUse(file),
    },
    openWindow: async (request) => (await import('../../scripts/window/open.mjs')).openWindow(request),
    printReport: async (folder) => (await import('../../scripts/window/print.mjs')).printReport(folder),
    labsFolder: fileURLToPath(new URL('../../resources/labs', import.meta.url)),
    desktop: {
      platform: process.platform,
      dataHome: process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'),
      node: process.execPath,
      launcher: fileURLToPath(new URL('../../bin/tatami.mjs', import.meta.url)),
    },
    setupFile: fileURLToPath(new URL('../../node_modules/.tatami/setup.json', import.meta.url)),
    async close() {
      await engine?.close();
      await (await history?.catch(() => null))?.close();
    },
  };
}

async function openHistoryFile(
  home: HomeFolders,
  onNotice: (notice: LabErrorData) => void,
): Promise<HistoryPort> {
  const { openHistory } = await import('./history/open.ts');
  return openHistory(home.historyFile, { onNotice });
}

function datasetsIn(folder: string): DatasetPort {
  return {
    list: async () => (await import('./datasets/list.ts')).listDatasets(folder),
    taxonomy: async (id) => (await import('./datasets/taxonomy.ts')).taxonomyOf(id, folder),
    import: async (path, id, onProgress) => {
      const { importDataset } = await import('./datasets/import.ts');
      return importDataset(path, folder, id === null ? {} : { id }, onProgress);
    },
    check: async (id) => (await import('./datasets/list.ts')).checkDataset(id, folder),
    remove: async (id) => (await import('./datasets/list.ts')).removeDataset(id, folder),
  };
}
