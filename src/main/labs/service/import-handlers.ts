import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { parseExperiment } from '../../../shared/spec/experiment.ts';
import { importDatasets } from '../import-datasets.ts';
import { importModel } from '../import-model.ts';
import type { ServicePorts } from './service-ports.ts';

/** Answers what the window asks about nets of other programs. */
export function importHandlers(
  ports: Pick<ServicePorts, 'engine' | 'dataFolder'>,
): Pick<Handlers<LabContract>, 'importModel'> {
  return {
    importModel: (path, base) => {
      const experiment = base === null ? null : parseExperiment(base);
      return importModel(ports, importDatasets(ports.dataFolder), { path, dataset: null, base: experiment });
    },
  };
}
