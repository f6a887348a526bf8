/** Ties checkpoints to what they were written by. */
import { createHash } from 'node:crypto';
import type { Experiment } from '../../shared/spec/experiment.ts';

/**
 * Identifies what a checkpoint belongs to: everything of the document that shapes the training, and the data. Without
 * callbacks and the fast mode it is what it was before Tatami had any, so that older checkpoints stay good.
 */
export function fingerprintOf(experiment: Experiment, dataSha256: string): string {
  const { name: _name, epochs: _epochs, callbacks, dtype_policy, ...others } = experiment;
  const shaping = {
    ...others,
    ...(callbacks.length > 0 && { callbacks }),
    ...(dtype_policy !== 'float32' && { dtype_policy }),
  };
  return createHash('sha256').update(JSON.stringify(shaping)).update(dataSha256).digest('hex');
}
