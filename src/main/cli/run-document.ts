/** The JSON documents of `run`, `resume`, `repeat` and `compare`. */
import type { DeviceReport, EarlyEnd, EpochRecord } from '../../shared/contract/engine.ts';
import type { RunDetail, RunStatus } from '../../shared/contract/history.ts';

/** An epoch as it is printed: its further metrics stand beside the other numbers, as in Keras's logs. */
export type EpochDocument = Omit<EpochRecord, 'metrics'> & Readonly<Record<string, number | null>>;

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
  readonly epochs: readonly EpochDocument[];
  readonly imagesPerSecond: number | null;
  /** Step whose loss was not finite; null for a run that did not diverge. */
  readonly divergedAtStep: number | null;
  /** Why the run ended before its last epoch; null for one that did not. */
  readonly stoppedEarly: EarlyEnd | null;
  /** Epoch whose weights were restored at the end; null where the weights are those of the last step. */
  readonly restoredEpoch: number | null;
  /** Result on the test images; null where the run ended before they were evaluated. */
  readonly test: TestDocument | null;
}

/** The result on the test images, with the further metrics beside it. */
type TestDocument = {
  readonly loss: number;
  readonly accuracy: number;
  readonly superclassAccuracy?: number;
} & Readonly<Record<string, number>>;

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
    epochs: run.epochRecords.map(({ metrics, ...record }) => ({ ...record, ...metrics })),
    imagesPerSecond: end?.imagesPerSecond ?? null,
    divergedAtStep: end?.divergedAtStep ?? null,
    stoppedEarly: end?.callbacks?.stoppedEarly ?? null,
    restoredEpoch: end?.callbacks?.restoredEpoch ?? null,
    test: test === null ? null : testDocument(test),
  };
}

function testDocument(test: NonNullable<RunDetail['test']>): TestDocument {
  const { loss, accuracy, superclassAccuracy, metrics } = test;
  const superclass = superclassAccuracy === null ? {} : { superclassAccuracy };
  return { loss, accuracy, ...superclass, ...metrics };
}
