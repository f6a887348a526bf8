import type { DataMeasures } from '../contract/diagnosis.ts';
import type { NetMeasures } from '../contract/net-measures.ts';
import type { EpochRecord, Evaluation } from '../contract/engine.ts';
import type { RunStatus } from '../contract/history.ts';
import type { Experiment } from '../spec/experiment.ts';

/** Everything that a diagnosis is made of. */
export interface RunFacts {
  readonly experiment: Experiment;
  readonly status: RunStatus;
  /** For a diverged run: the step whose loss was not finite. */
  readonly divergedAtStep: number | null;
  readonly epochs: readonly EpochRecord[];
  /** Null for a run that was not evaluated. */
  readonly evaluation: Evaluation | null;
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** Null for a run without weights. */
  readonly net: NetMeasures | null;
  readonly data: DataMeasures;
}
