/**
 * Door of the lab's process: serves training, history and data sets of one home to the process that started it. When
 * that one closes the channel or is gone, what is being trained is stopped with its state saved, and all ends.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import packageFile from '../../package.json' with { type: 'json' };
import { labContract } from '../shared/contract/lab.ts';
import { serve } from '../shared/contract/rpc.ts';
import { homeFolders } from './cli/home-folders.ts';
import { labService } from './labs/lab-service.ts';
import { Engines } from './processes/engines.ts';
import { superviseHistory } from './processes/history-host.ts';
import { endWithParent } from './processes/parent-watch.ts';
import { parentTransport } from './processes/process-transport.ts';

/** Milliseconds in which everything must have been saved when the process is to end. */
const leaveLimitMs = 2000;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('The lab’s process needs the folder of its history and data.');

endWithParent(leaveLimitMs);
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, leaveToParent);
process.on('SIGTERM', () => void leave());

const home = homeFolders(folder);
const transport = parentTransport();
const engines = new Engines(home.engineLog);
const history = superviseHistory({
  historyFile: home.historyFile,
  logFile: home.historyLog,
  onNotice: (notice) => server.emit('notice', notice),
});
const lab = labService({
  engine: engines.usual,
  engineWith: (threads) => engines.with(threads),
  history,
  dataFolder: home.dataFolder,
  checkpointRoot: home.checkpointRoot,
  labsFolder: fileURLToPath(new URL('../../resources/labs', import.meta.url)),
  appVersion: packageFile.version,
  replay: async (experiment, dataset, checkpointFile) =>
    (await import('./engine/replay.ts')).replayOf(experiment, dataset, checkpointFile, home.dataFolder),
  emit: (event, value) => server.emit(event, value),
});
const server = serve(labContract, lab.handlers, transport, (error) => console.error(error));
transport.onClose(() => void leave());

async function leave(): Promise<void> {
  await Promise.race([saveAll(), wait(leaveLimitMs)]);
  process.exit();
}

async function saveAll(): Promise<void> {
  await lab.close();
  await Promise.allSettled([engines.close(), history.close()]);
}

/** Ctrl+C reaches every process of the terminal; only the parent decides what it means. */
function leaveToParent(): void {}
