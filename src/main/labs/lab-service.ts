import { LabError } from '../../shared/contract/errors.ts';
import { type LabContract, labContract } from '../../shared/contract/lab.ts';
import { type Handlers, refuseAll } from '../../shared/contract/rpc.ts';
import { readLabs } from './labs-catalogue.ts';
import { dataHandlers } from './service/data-handlers.ts';
import { historyHandlers } from './service/history-handlers.ts';
import type { ServicePorts } from './service/service-ports.ts';
import { sweepCheckpoints } from './sweep-checkpoints.ts';

/** The lab, ready to be served. */
export interface LabService {
  readonly handlers: Handlers<LabContract>;
  /** Stops what is being trained, with its state saved. */
  close(): Promise<void>;
}

/**
 * The lab as a service: everything that the window may ask, on the ports that it is given. On its way it marks the runs
 * that earlier deaths interrupted and removes what they left; questions about runs wait for that.
 */
export function labService(ports: ServicePorts): LabService {
  const recovered = recover(ports);
  const { runs, ...others } = historyHandlers(ports, () => false);
  return {
    handlers: {
      ...refuseAll(labContract, new LabError('process.unexpected', { service: 'lab', command: 'jobs' })),
      ...others,
      ...dataHandlers(ports.dataFolder, ports.emit),
      runs: async (query) => {
        await recovered;
        return runs(query);
      },
      labs: () => readLabs(ports.labsFolder),
      device: () => ports.engine.describe(),
      jobs: () => [],
    },
    close: async () => undefined,
  };
}

/** A history that cannot be opened answers for itself when it is asked. */
async function recover(ports: ServicePorts): Promise<void> {
  try {
    await ports.history.markInterrupted();
    await sweepCheckpoints(ports);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    ports.emit('notice', error.toData());
  }
}
