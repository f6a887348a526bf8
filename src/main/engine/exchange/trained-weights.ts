import type { NamedWeight } from '../../../shared/contract/replay.ts';
import type { TrainedWeightsJob } from '../../../shared/contract/trained-jobs.ts';
import { readCheckpoint } from '../checkpoint.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { buildModel } from '../model.ts';
import { savedWeights } from './saved-weights.ts';

/** The weights in a run's checkpoint, in Keras's order. TensorFlow is not needed. @throws LabError `engine.bad-checkpoint`. */
export function trainedWeights(job: TrainedWeightsJob): readonly NamedWeight[] {
  const { experiment, checkpointFile, dataSha256, inputShape } = job;
  const checkpoint = readCheckpoint(checkpointFile, fingerprintOf(experiment, dataSha256));
  return savedWeights(buildModel(experiment.model, inputShape), checkpoint, checkpointFile);
}
