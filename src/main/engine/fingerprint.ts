/** Ties checkpoints to what they were written by. */
import { createHash } from 'node:crypto';
import type { Experiment } from '../../shared/spec/experiment.ts';

/** Identifies what a checkpoint belongs to: everything of the document that shapes the training, and the data. */
export function fingerprintOf(experiment: Experiment, dataSha256: string): string {
  const { name: _name, epochs: _epochs, ...shaping } = experiment;
  return createHash('sha256').update(JSON.stringify(shaping)).update(dataSha256).digest('hex');
}
