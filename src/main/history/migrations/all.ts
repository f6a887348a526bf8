import type { Migration } from '../migrate.ts';
import { migration0010 } from './0010-runs.ts';
import { migration0030 } from './0030-verdicts.ts';
import { migration0040 } from './0040-metrics-and-callbacks.ts';
import { migration0060 } from './0060-marks.ts';
import { migration0070 } from './0070-training-predictions.ts';
import { migration0080 } from './0080-selections.ts';

/** Every migration, oldest first. A new one goes at the end, its version the next ten. */
export const migrations: readonly Migration[] = [
  migration0010,
  migration0030,
  migration0040,
  migration0060,
  migration0070,
  migration0080,
];
