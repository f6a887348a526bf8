/** The experiment history as the rest of Tatami sees it. One process writes it; everything here is plain data. */
import type { Experiment } from '../spec/experiment.ts';
import type {
  BatchPoint,
  CallbackEnding,
  CheckpointRecord,
  DeviceReport,
  EpochRecord,
  EpochPredictions,
  Evaluation,
  StartProof,
  TrainingPredictions,
  TrainStatus,
  WatchedPictures,
} from './engine.ts';
import type { ErrorsView } from './errors-view.ts';

/** State of a run: `running` without a living engine means interrupted. */
export type RunStatus = 'running' | 'interrupted' | 'failed' | TrainStatus;

/** Every {@link RunStatus}. */
export const runStatuses = [
  'running',
  'completed',
  'stopped',
  'interrupted',
  'diverged',
  'failed',
] as const satisfies readonly RunStatus[];

/** What is known of a run before its first step. */
export interface NewRun {
  readonly name: string;
  readonly experiment: Experiment;
  /** The comparison that the run belongs to, with the name of its variant; null for a single run. */
  readonly comparison: { readonly id: string; readonly variant: string } | null;
  /** The run that this one repeats, or null. */
  readonly repeatOf: string | null;
}

/** Facts that the engine reports when training starts. */
export interface RunStart {
  readonly device: DeviceReport;
  readonly versions: Readonly<Record<string, string>>;
  readonly dataSha256: string;
  readonly initialWeightsSha256: string;
  readonly parameterCount: number;
  /** Absent for runs of a Tatami that did not keep it yet. */
  readonly proof?: StartProof | undefined;
}

/** Facts known when a run ends. */
export interface RunEnd {
  readonly status: Exclude<RunStatus, 'running'>;
  readonly finalWeightsSha256: string | null;
  readonly imagesPerSecond: number | null;
  readonly divergedAtStep: number | null;
  /** Error in words for a failed run. */
  readonly failure: string | null;
  /** Absent for an experiment without callbacks. */
  readonly callbacks?: CallbackEnding | undefined;
}

/** Circumstances of a run that can change its bits. */
export const repeatFacts = [
  'data',
  'initialWeights',
  'device',
  'threads',
  'cpuFeatures',
  'versions',
  'code',
] as const;

/** A name of {@link repeatFacts}. */
export type RepeatFact = (typeof repeatFacts)[number];

/** What a repetition proves, with its figures; a figure is null where it could not be measured. */
export interface RepeatVerdict {
  /**
   * `bit-equal`: the final weights have the same hash. `within-tolerance`: every epoch's loss, and the
   * weights where they are still there, agree to the tolerance of `repeat.ts`. `differs`: neither. `unfinished`: the repetition was stopped.
   */
  readonly verdict: 'bit-equal' | 'within-tolerance' | 'differs' | 'unfinished';
  /** Largest difference of a final weight, relative to the largest weight of its tensor. */
  readonly largestWeightDifference: number | null;
  /** Largest relative difference of the loss of an epoch. */
  readonly largestLossDifference: number | null;
  /** Share of test images with the same most probable class, 0 to 1. */
  readonly equalPredictions: number | null;
  /** Facts that were not the same, each with both values; these explain a difference. */
  readonly because: readonly { readonly fact: RepeatFact; readonly before: string; readonly now: string }[];
}

/** A verdict as both runs keep it. */
export interface RecordedVerdict extends RepeatVerdict {
  /** Id of the run that was repeated. */
  readonly original: string;
  /** Id of the run that repeated it. */
  readonly repetition: string;
}

/** A line of the history list. */
export interface RunSummary {
  /** 12 characters, unique; commands accept any unambiguous prefix of at least 4. */
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly dataset: string;
  readonly optimizer: string;
  /** Milliseconds since 1970; for people, never for ordering. */
  readonly createdAtMs: number;
  readonly epochsDone: number;
  readonly epochs: number;
  readonly comparisonId: string | null;
  readonly variant: string | null;
  readonly testAccuracy: number | null;
  readonly testLoss: number | null;
  readonly bestValAccuracy: number | null;
  readonly tags: readonly string[];
  readonly note: string;
}

/** Everything about one run except its evaluation arrays. */
export interface RunDetail extends RunSummary {
  readonly experiment: Experiment;
  readonly start: RunStart | null;
  readonly end: RunEnd | null;
  readonly epochRecords: readonly EpochRecord[];
  readonly checkpoints: readonly CheckpointRecord[];
  readonly test: {
    readonly loss: number;
    readonly accuracy: number;
    readonly superclassAccuracy: number | null;
    /** Further metrics by their words; absent where the experiment asks for none. */
    readonly metrics?: Readonly<Record<string, number>> | undefined;
  } | null;
  readonly repeatOf: string | null;
  /** What repetitions proved, oldest first; the same on the run and on its repetition. */
  readonly verdicts: readonly RecordedVerdict[];
}

/** A question to the history; absent fields do not restrict. */
export interface RunQuery {
  /** Full-text search over name, note, tags, data set, optimizer and layers. */
  readonly text?: string;
  readonly status?: RunStatus;
  readonly dataset?: string;
  readonly tag?: string;
  readonly comparisonId?: string;
  /** Class name of the optimizer, such as `Adam`. */
  readonly optimizer?: string;
  readonly isStarred?: boolean;
  readonly isArchived?: boolean;
  /** Made at or after this time, in milliseconds since 1970. */
  readonly sinceMs?: number;
  /** Default 50, at most 10,000. */
  readonly limit?: number;
  readonly offset?: number;
}

/** The order of a page: newest first, by name, best test accuracy first, or longest training first. */
export const runOrders = ['newest', 'name', 'accuracy', 'duration'] as const;

/** What a column of the list can show besides the settings: figures of a run by name, those of the last epoch among them. */
export const figureColumns = [
  'test_loss',
  'test_accuracy',
  'test_superclass_accuracy',
  'best_val_accuracy',
  'loss',
  'accuracy',
  'val_loss',
  'val_accuracy',
  'epochs_done',
  'duration_ms',
  'images_per_second',
  'parameters',
] as const;

/** A name of {@link figureColumns}. */
export type FigureColumn = (typeof figureColumns)[number];

/** A column that the user has chosen. */
export type RunColumn =
  | { readonly kind: 'figure'; readonly name: FigureColumn }
  /** A further metric on the test pictures, by Keras's name. */
  | { readonly kind: 'metric'; readonly name: string }
  /** A setting by its path in the experiment, such as `optimizer.config.learning_rate` or `model.layers[0].config.filters`. */
  | { readonly kind: 'setting'; readonly name: string };

/** What stands in a column; null where the run has no such value. */
export type ColumnValue = number | string | null;

/** Columns that can be chosen, beyond {@link figureColumns}: what the newest runs have. */
export interface ColumnNames {
  readonly metrics: readonly string[];
  readonly settings: readonly string[];
}

/** A question for one page of the window's list. */
export interface PageQuery extends RunQuery {
  /** Columns whose values the lines shall have. */
  readonly columns?: readonly RunColumn[];
  /** Orders by a column instead of by `order`; runs without a value come last. */
  readonly sortBy?: { readonly column: RunColumn; readonly isRising: boolean };
  /** Default `newest`. */
  readonly order?: (typeof runOrders)[number];
  /** One line for all runs of a comparison, in the place of its newest; default false. */
  readonly isGrouped?: boolean;
}

/** A line of the window's list: a run, or the newest run of a comparison that stands for all of it. */
export interface RunLine extends RunSummary {
  /** Runs that the line stands for: 1, or all of the comparison that meet the query. */
  readonly runCount: number;
  readonly isStarred: boolean;
  readonly isArchived: boolean;
  /** Validation accuracy by epoch, training accuracy where there is none; at most 60 values, the last among them. */
  readonly course: readonly number[];
  /** Training and validation of all epochs together. */
  readonly durationMs: number;
  readonly superclassAccuracy: number | null;
  /** Where it ran; null before its start. */
  readonly device: 'cpu' | 'gpu' | null;
  /** Of the columns that were asked for, in their order. */
  readonly values: readonly ColumnValue[];
}

/** A page of lines, and how many there are in all. */
export interface RunPage {
  readonly total: number;
  readonly lines: readonly RunLine[];
}

/** Values that the runs of the history have, most frequent first, for choosing a filter. */
export interface RunFacets {
  readonly datasets: readonly string[];
  readonly optimizers: readonly string[];
  readonly tags: readonly string[];
  /** All runs, archived ones among them. */
  readonly runs: number;
}

/** A comparison as kept in the history. */
export interface ComparisonRecord {
  readonly id: string;
  readonly name: string;
  /** The comparison document as JSON. */
  readonly document: unknown;
  readonly createdAtMs: number;
}

/** Pictures that somebody chose among the errors of a run, with a name. */
export interface NewSelection {
  readonly name: string;
  readonly note: string;
  /** Id of the data set. */
  readonly dataset: string;
  readonly half: 'train' | 'test';
  /** Places in the whole half, in the order in which they were shown. */
  readonly places: Int32Array;
  /** How to look at them again. */
  readonly view: ErrorsView;
}

/** A selection that is kept. It goes with the run that it was made in. */
export interface SavedSelection extends NewSelection {
  readonly id: string;
  readonly createdAtMs: number;
}

/** What a use case asks of the history, wherever it runs. */
export interface HistoryPort {
  createRun(run: NewRun): Promise<string>;
  createComparison(name: string, document: unknown): Promise<string>;
  /** Records the start; called again when a run is resumed. Curve points after `fromStep` are dropped: they are redone. */
  startRun(id: string, start: RunStart, fromStep: number): Promise<void>;
  appendBatches(id: string, points: readonly BatchPoint[]): Promise<void>;
  finishEpoch(id: string, record: EpochRecord): Promise<void>;
  /** Records a checkpoint; answers the files that retention (last two and best) no longer needs. */
  recordCheckpoint(id: string, record: CheckpointRecord): Promise<readonly string[]>;
  recordEvaluation(id: string, evaluation: Evaluation): Promise<void>;
  /** Keeps what the net said at the end of an epoch. @throws LabError `history.bad-evaluation`. */
  recordPredictions(id: string, pictures: WatchedPictures, predictions: EpochPredictions): Promise<void>;
  endRun(id: string, end: RunEnd): Promise<void>;
  /** Keeps what a repetition proved, on both runs. @throws LabError `history.no-such-run`. */
  recordVerdict(verdict: RecordedVerdict): Promise<void>;
  /** Finds a run by id or unambiguous prefix. @throws LabError `history.no-such-run`, `history.ambiguous-run`. */
  run(idOrPrefix: string): Promise<RunDetail>;
  curve(id: string): Promise<readonly BatchPoint[]>;
  evaluation(id: string): Promise<Evaluation | null>;
  /** What the net said through its training; null for a run that kept nothing. */
  trainingPredictions(id: string): Promise<TrainingPredictions | null>;
  list(query: RunQuery): Promise<readonly RunSummary[]>;
  /** A page of lines for the window. @throws LabError `history.bad-page`. */
  page(query: PageQuery): Promise<RunPage>;
  facets(): Promise<RunFacets>;
  columnNames(): Promise<ColumnNames>;
  comparison(idOrPrefix: string): Promise<ComparisonRecord>;
  setTags(id: string, tags: readonly string[]): Promise<void>;
  setNote(id: string, note: string): Promise<void>;
  setName(id: string, name: string): Promise<void>;
  /** Stars a run, or puts it away; null leaves a mark as it is. */
  setMarks(
    id: string,
    marks: { readonly isStarred: boolean | null; readonly isArchived: boolean | null },
  ): Promise<void>;
  /** Keeps a selection of pictures; answers its id. @throws LabError `history.no-such-run`. */
  saveSelection(selection: NewSelection): Promise<string>;
  /** All selections, newest first. */
  selections(): Promise<readonly SavedSelection[]>;
  /** @throws LabError `history.no-such-selection`. */
  setSelectionNote(id: string, note: string): Promise<void>;
  deleteSelection(id: string): Promise<void>;
  /** Removes a run with its curves and evaluation for good. */
  deleteRun(id: string): Promise<void>;
  /** Marks runs that no living process trains any more as interrupted; answers their ids. */
  markInterrupted(): Promise<readonly string[]>;
  /** One run with all it holds as a JSON document. */
  exportRun(id: string): Promise<unknown>;
  /** Adds an exported run, with those of its checkpoints whose files come along; answers its id. @throws LabError `history.bad-import`. */
  importRun(document: unknown, checkpoints: readonly CheckpointRecord[]): Promise<string>;
  /** Copies the history as of now into a new file, while it is in use. @throws LabError `history.disk-full`, … */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
