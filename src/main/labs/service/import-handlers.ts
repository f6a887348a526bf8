import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { parseExperiment } from '../../../shared/spec/experiment.ts';
import { beginFrom } from '../begin-from.ts';
import { importDatasets } from '../import-datasets.ts';
import { importModel } from '../import-model.ts';
import type { ServicePorts } from './service-ports.ts';

/** Answers what the window asks about nets that an experiment begins from: of other programs, and of runs. */
export function importHandlers(
  ports: Pick<ServicePorts, 'engine' | 'history' | 'dataFolder' | 'checkpointRoot'>,
): Pick<Handlers<LabContract>, 'importModel' | 'beginFrom'> {
  return {
    importModel: (path, base) => {
      const experiment = base === null ? null : parseExperiment(base);
      return importModel(ports, importDatasets(ports.dataFolder), { path, dataset: null, base: experiment });
    },
    beginFrom: (run) => beginFrom(ports, importDatasets(ports.dataFolder), run),
  };
}
