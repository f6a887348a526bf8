/** The JSON documents of `run`, `resume`, `repeat` and `compare`. */
import type { DeviceReport, EpochRecord } from '../../shared/contract/engine.ts';
import type { RunDetail, RunStatus } from '../../shared/contract/history.ts';

/** One run as `run --json` prints it; a number that is not finite becomes null. */
export interface RunDocument {
  /** The run's id in the history. */
  readonly run: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly dataset: string;
  readonly dataSha256: string | null;
  readonly device: DeviceReport | null;
  readonly seed: number;
  readonly parameterCount: number | null;
  readonly initialWeightsSha256: string | null;
  readonly finalWeightsSha256: string | null;
  readonly epochs: readonly EpochRecord[];
  readonly imagesPerSecond: number | null;
  /** Step whose loss was not finite; null for a run that did not diverge. */
  readonly divergedAtStep: number | null;
  /** Result on the test images; null where the run ended before they were evaluated. */
  readonly test: {
    readonly loss: number;
    readonly accuracy: number;
    readonly superclassAccuracy?: number;
  } | null;
}

/** The document of a run. */
export function runDocument(run: RunDetail): RunDocument {
  const { start, end, test } = run;
  return {
    run: run.id,
    name: run.name,
    status: run.status,
    dataset: run.dataset,
    dataSha256: start?.dataSha256 ?? null,
    device: start?.device ?? null,
    seed: run.experiment.seed,
    parameterCount: start?.parameterCount ?? null,
    initialWeightsSha256: start?.initialWeightsSha256 ?? null,
    finalWeightsSha256: end?.finalWeightsSha256 ?? null,
    epochs: run.epochRecords,
    imagesPerSecond: end?.imagesPerSecond ?? null,
    divergedAtStep: end?.divergedAtStep ?? null,
    test: test === null ? null : testDocument(test),
  };
}

function testDocument(test: NonNullable<RunDetail['test']>): NonNullable<RunDocument['test']> {
  const { loss, accuracy, superclassAccuracy } = test;
  return superclassAccuracy === null ? { loss, accuracy } : { loss, accuracy, superclassAccuracy };
}
