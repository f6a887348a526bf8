import { LabError } from '../../shared/contract/errors.ts';
import { type Experiment, parseExperiment } from '../../shared/spec/experiment.ts';
import type { ImportDatasets } from './import-model.ts';
import { finalCheckpoint } from './final-checkpoint.ts';
import type { LabPorts } from './ports.ts';

/**
 * An experiment that begins from the final weights of a run, which are kept under their hash. The run's own experiment
 * goes on where none is named, for at least one epoch.
 *
 * @throws LabError `export.no-final-state`, `engine.weights-do-not-fit`, and those of the history.
 */
export async function beginFrom(
  ports: Pick<LabPorts, 'engine' | 'history' | 'dataFolder' | 'checkpointRoot'>,
  datasets: Pick<ImportDatasets, 'info'>,
  idOrPrefix: string,
  experiment: Experiment | null = null,
): Promise<Experiment> {
  const run = await ports.history.run(idOrPrefix);
  const checkpointFile = await finalCheckpoint(ports, run);
  if (checkpointFile === null || run.start === null)
    throw new LabError('export.no-final-state', { run: run.id, status: run.status });
  const { height, width, channels } = await datasets.info(run.experiment.dataset.id);
  const inputShape = [height, width, channels] as const;
  const { dataSha256 } = run.start;
  const weights = await ports.engine.trainedWeights({
    ...{ experiment: run.experiment, checkpointFile, dataSha256 },
    inputShape,
  });
  const next = experiment ?? { ...run.experiment, epochs: Math.max(1, run.experiment.epochs) };
  const { dataFolder } = ports;
  const sha256 = await ports.engine.storeWeights({
    ...{ model: next.model, inputShape, dataFolder },
    weights: [...weights],
  });
  return parseExperiment({ ...next, initial_weights: { sha256, source: run.id } });
}
