import type { RunDetail } from '../../shared/contract/history.ts';

/** A run of a comparison after its end. */
export interface ComparedRun {
  readonly variant: string;
  readonly run: RunDetail;
}
