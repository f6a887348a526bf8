/** Whether Keras can come to the same numbers as a run. */
import type { ComputeType } from '../../../shared/contract/graph-form.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import type { PlainLayerSpec } from '../../../shared/spec/layers/plain.ts';
import { openedLayers } from '../../../shared/spec/residual.ts';

/** What keeps Keras from coming to the same numbers. */
export interface Obstacles {
  /** Names of the layers that draw random numbers in training. */
  readonly random: readonly string[];
  /** In what the run was computed: Keras's mixed precision rounds to bfloat16 at other places than ours. */
  readonly compute: ComputeType;
}

/** Whether nothing keeps Keras from coming to the same numbers. */
export function isComparable({ random, compute }: Obstacles): boolean {
  return random.length === 0 && compute === 'float32';
}

/** Layers that draw random numbers while they train. */
const randomClass = /Dropout|Noise|^Random/;

/**
 * Names of the layers that draw random numbers in training. Keras draws with another generator, so masks, noise and
 * changed pictures differ, and with them everything that follows.
 */
export function randomLayers({ model }: Experiment): readonly string[] {
  return openedLayers(model.layers)
    .filter(isRandom)
    .map(({ config }) => config.name);
}

function isRandom({ class_name: className, config }: PlainLayerSpec): boolean {
  if (!randomClass.test(className)) return false;
  const strength = 'rate' in config ? config.rate : 'stddev' in config ? config.stddev : 1;
  return strength !== 0;
}
