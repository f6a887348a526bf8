/** Gives a finished run back as plain data: the weights that it began and ended with, and the images of each step. */
import type { ImageDataset } from '../../shared/contract/data.ts';
import type { NamedWeight, Replay } from '../../shared/contract/replay.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { readCheckpoint } from './checkpoint.ts';
import { savedWeights } from './exchange/saved-weights.ts';
import { fingerprintOf } from './fingerprint.ts';
import { firstWeights } from './exchange/stored-weights.ts';
import { buildModel, type Model } from './model.ts';
import { epochOrder, planSteps, splitImages, type StepPlan } from './split.ts';
import { arraysSha256 } from './array-hash.ts';

/**
 * What a run did, from its document, its images (cut to its subset) and the checkpoint of its end. Nothing is
 * trained, and TensorFlow is not needed.
 *
 * @param dataFolder Folder of the data sets, with the weights that experiments begin from among them.
 * @throws LabError `engine.no-stored-weights`; `engine.bad-checkpoint` when the checkpoint is damaged or of another run.
 */
export function replayOf(
  experiment: Experiment,
  dataset: ImageDataset,
  checkpointFile: string,
  dataFolder: string,
): Replay {
  const { height, width, channels, sha256 } = dataset.info;
  const checkpoint = readCheckpoint(checkpointFile, fingerprintOf(experiment, sha256));
  const model = buildModel(experiment.model, [height, width, channels]);
  const { train } = splitImages(dataset, experiment);
  const plan = planSteps(train.length, experiment.batch_size);
  const first = named(model, firstWeights(experiment, model, dataFolder));
  const last = savedWeights(model, checkpoint, checkpointFile);
  return {
    initialWeights: first,
    finalWeights: last,
    initialWeightsSha256: arraysSha256(first.map(({ data }) => data)),
    finalWeightsSha256: arraysSha256(last.map(({ data }) => data)),
    stepsPerEpoch: plan.stepsPerEpoch,
    totalSteps: plan.stepsPerEpoch * checkpoint.progress.epoch,
    batchSize: plan.batch,
    trainImages: train.length,
    batches: () => batches({ train, plan, experiment, epochs: checkpoint.progress.epoch }),
  };
}

function named(model: Model, values: ReadonlyMap<string, Float32Array>): NamedWeight[] {
  return model.weights.map(({ key, shape }) => ({
    name: key,
    shape,
    data: values.get(key) as Float32Array,
  }));
}

interface Course {
  readonly train: Int32Array;
  readonly plan: StepPlan;
  readonly experiment: Experiment;
  /** Epochs that were trained. */
  readonly epochs: number;
}

function* batches({ train, plan, experiment, epochs }: Course): Generator<Int32Array> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = epochOrder(train, epoch, experiment);
    for (let step = 0; step < plan.stepsPerEpoch; step++) {
      yield order.subarray(step * plan.batch, (step + 1) * plan.batch);
    }
  }
}
