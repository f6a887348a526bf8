import { LabError } from '../../../shared/contract/errors.ts';
import type { NamedWeight } from '../../../shared/contract/replay.ts';
import type { Checkpoint } from '../checkpoint.ts';
import type { Model } from '../model.ts';

/** All weights of a model as a checkpoint holds them, in Keras's order. @throws LabError `engine.bad-checkpoint`. */
export function savedWeights(model: Model, { state }: Checkpoint, path: string): NamedWeight[] {
  return model.weights.map(({ key, shape }) => {
    const data = state.get(`weights/${key}`)?.data;
    if (data instanceof Float32Array) return { name: key, shape, data };
    throw new LabError('engine.bad-checkpoint', { path, problem: `it lacks the weight ${key}` });
  });
}
