import { fileURLToPath } from 'node:url';
import { LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import { historyContract } from '../../shared/contract/history-rpc.ts';
import { SupervisedService } from './supervised-service.ts';

/** How the history's process is kept. */
export interface HistoryHostOptions {
  /** The history's file. */
  readonly historyFile: string;
  /** File for what the process writes, of limited size. */
  readonly logFile: string;
  /** Hears of what the user should know though the history opened, such as a repair. */
  readonly onNotice?: (notice: LabErrorData) => void;
  /** The service's file; default `src/main/history-process.ts`. */
  readonly serviceFile?: string;
}

/** The history in a process of its own. */
export interface HistoryHost extends HistoryPort {
  /** The id of the living process, or null. */
  readonly processId: number | null;
}

/**
 * The history in a supervised process of its own, see {@link SupervisedService}. A call that was under way when the
 * process died rejects with `history.process-lost` and is not tried again, for nobody knows whether it was done; a
 * run that is being trained is stopped by that and can be resumed. Between two calls a death goes unnoticed: the next
 * process takes the runs of the dead one over with the first thing that is written to them.
 */
export function superviseHistory(options: HistoryHostOptions): HistoryHost {
  const { historyFile, logFile, onNotice } = options;
  const service = new SupervisedService({
    contract: historyContract,
    file: options.serviceFile ?? fileURLToPath(new URL('../history-process.ts', import.meta.url)),
    args: [historyFile],
    logFile,
    lost: (details, cause) => new LabError('history.process-lost', details, cause),
    onConnection: (connection) => {
      if (onNotice) connection.on('notice', onNotice);
    },
  });
  return {
    ...service.calls,
    close: () => service.close(),
    get processId() {
      return service.processId;
    },
  };
}
