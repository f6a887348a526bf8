import type { LabErrorData } from '../../../../../shared/contract/errors.ts';
import type { Comparison } from '../../../../../shared/spec/comparison.ts';

/** What every part of the form gets. */
export interface FormPart {
  readonly comparison: Comparison;
  /** Takes a change over; answers what is wrong with it. */
  readonly edit: (change: (comparison: Comparison) => Comparison) => LabErrorData | null;
}
