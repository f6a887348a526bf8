import { freemem, totalmem } from 'node:os';
import { LabError } from '../../shared/contract/errors.ts';
import type { LabContract } from '../../shared/contract/lab.ts';
import type { Handlers } from '../../shared/contract/rpc.ts';
import { inspectRun } from './inspect-run.ts';
import { JobQueue } from './queue.ts';
import { recoverRuns } from './recover-runs.ts';
import { comparisonHandlers } from './service/comparison-handlers.ts';
import { dataHandlers } from './service/data-handlers.ts';
import { exportHandlers } from './service/export-handlers.ts';
import { importHandlers } from './service/import-handlers.ts';
import { historyHandlers } from './service/history-handlers.ts';
import { isTrained, jobHandlers } from './service/job-handlers.ts';
import type { ServicePorts } from './service/service-ports.ts';

/** The lab, ready to be served. */
export interface LabService {
  readonly handlers: Handlers<LabContract>;
  /** Empties the queue: stops what is being trained, with its state saved. */
  close(): Promise<void>;
}

/**
 * The lab as a service: everything that the window may ask, on the ports that it is given. On its way it marks the runs
 * that earlier deaths interrupted and removes what they left; the list of runs and new jobs wait for that.
 */
export function labService(ports: ServicePorts): LabService {
  const { engineWith, emit } = ports;
  const queue = new JobQueue({ ports, engineWith, onEvent: (event) => emit('queue', event) });
  const recovered = recover(ports);
  const { runs, ...history } = historyHandlers(ports, (runId) => isTrained(queue, runId));
  const { addJob, ...jobs } = jobHandlers(ports, queue);
  return {
    handlers: {
      ...{ ...history, ...jobs, ...comparisonHandlers(ports), ...dataHandlers(ports) },
      ...{ ...exportHandlers(ports), ...importHandlers(ports) },
      inspect: (run, picture, classIndex) => inspectRun(ports, run, picture, classIndex),
      machine: () => ({ memoryBytes: totalmem(), freeBytes: freemem() }),
      runs: async (query) => {
        await recovered;
        return runs(query);
      },
      addJob: async (request) => {
        await recovered;
        return addJob(request);
      },
    },
    close: () => queue.stopAll(),
  };
}

/** A history that cannot be opened is said as a notice, and by every question about it. */
async function recover(ports: ServicePorts): Promise<void> {
  try {
    await recoverRuns(ports);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    ports.emit('notice', error.toData());
  }
}
