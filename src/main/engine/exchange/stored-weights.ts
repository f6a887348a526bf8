/** Weights that runs may begin from: kept by their hash in the folder of the data sets, as checkpoints are. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import type { NamedWeight } from '../../../shared/contract/replay.ts';
import { storedWeightsFile, storedWeightsFolder } from '../../../shared/contract/stored-weights.ts';
import type { StoreWeightsJob } from '../../../shared/contract/trained-jobs.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import { readCheckpoint, writeCheckpoint } from '../checkpoint.ts';
import { buildModel, initialWeights, type Model } from '../model.ts';
import { arraysSha256 } from '../array-hash.ts';

const progress = {
  ...{ epoch: 0, stepInEpoch: 0, iteration: 0, lossSum: 0, right: 0, images: 0 },
  metricSums: [],
};

/**
 * Keeps weights in the model's order, so that the numbers of the file have the hash that names it; answers that hash.
 * @throws LabError `engine.weights-do-not-fit` naming the weight, `spec.*`.
 */
export function storeWeights({ model, inputShape, weights, dataFolder }: StoreWeightsJob): string {
  const built = buildModel(model, inputShape);
  const fitting = fitted(built, weights);
  const sha256 = arraysSha256([...fitting.values()]);
  const folder = join(dataFolder, storedWeightsFolder);
  mkdirSync(folder, { recursive: true });
  const state = new Map(
    built.weights.map(({ key, shape }) => {
      const data = fitting.get(key) as Float32Array;
      return [`weights/${key}`, { type: 'float32', shape, data } as const];
    }),
  );
  writeCheckpoint(folder, storedWeightsFile(sha256), { progress, fingerprint: sha256, state });
  return sha256;
}

/**
 * What an experiment begins with: the stored weights that it names, else those that its seed draws.
 * @throws LabError `engine.no-stored-weights`, `engine.weights-do-not-fit`, `engine.bad-checkpoint`.
 */
export function firstWeights(
  { initial_weights: given, seed }: Experiment,
  model: Model,
  dataFolder: string,
): ReadonlyMap<string, Float32Array> {
  return given === undefined ? initialWeights(model, seed) : storedWeights(given.sha256, model, dataFolder);
}

function storedWeights(sha256: string, model: Model, dataFolder: string): ReadonlyMap<string, Float32Array> {
  const path = join(dataFolder, storedWeightsFolder, storedWeightsFile(sha256));
  const { state } = readStored(path, sha256);
  const weights = [...state].flatMap(([name, { shape, data }]) =>
    data instanceof Float32Array ? [{ name: name.replace(/^weights\//, ''), shape, data }] : [],
  );
  const fitting = fitted(model, weights);
  if (arraysSha256([...fitting.values()]) !== sha256)
    throw new LabError('engine.bad-checkpoint', { path, problem: 'its weights are not those of its name' });
  return fitting;
}

function readStored(path: string, sha256: string): ReturnType<typeof readCheckpoint> {
  try {
    return readCheckpoint(path, sha256);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw isMissing ? new LabError('engine.no-stored-weights', { sha256 }, error) : error;
  }
}

/** Weights by key in Keras's order, where each has the shape that the model wants. */
function fitted(model: Model, weights: readonly NamedWeight[]): ReadonlyMap<string, Float32Array> {
  const given = new Map(weights.map((weight) => [weight.name, weight]));
  return new Map(
    model.weights.map(({ key, shape }) => {
      const found = given.get(key);
      if (found?.shape.join() === shape.join()) return [key, found.data];
      const details = {
        weight: key,
        expected: shape.join(' × '),
        found: found ? found.shape.join(' × ') : '-',
      };
      throw new LabError('engine.weights-do-not-fit', details);
    }),
  );
}
