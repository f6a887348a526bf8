/**
 * Door of the history's process: serves one history file to the process that started it and ends with it. A file
 * that cannot be opened is no reason to die: every command is answered with the reason.
 */
import { historyContract } from '../shared/contract/history-rpc.ts';
import { LabError, type LabErrorData } from '../shared/contract/errors.ts';
import type { HistoryPort } from '../shared/contract/history.ts';
import { type Handlers, refuseAll, serve } from '../shared/contract/rpc.ts';
import { openHistory } from './history/open.ts';
import { parentTransport } from './processes/process-transport.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('The history process needs the path of the history.');

for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, leaveToParent);

const notices: LabErrorData[] = [];
const handlers = openHandlers(file);
const transport = parentTransport();
transport.onClose(() => void leave());
const server = serve(historyContract, handlers, transport, (error) => console.error(error));
for (const notice of notices) server.emit('notice', notice);

function openHandlers(path: string): HistoryPort | Handlers<typeof historyContract> {
  try {
    return openHistory(path, { onNotice: (notice) => notices.push(notice) });
  } catch (error) {
    if (error instanceof LabError) return refuseAll(historyContract, error);
    throw error;
  }
}

/** The write-ahead log is merged into the file on the way out. */
async function leave(): Promise<void> {
  await Promise.allSettled([handlers.close()]);
  process.exit();
}

/** Ctrl+C reaches every process of the terminal; only the parent decides what it means. */
function leaveToParent(): void {}
