/** The history as a service in a process of its own: its commands with the form of their arguments, and its events. */
import * as z from 'zod';
import { experimentSchema } from '../spec/experiment.ts';
import type { BatchPoint, Evaluation, TrainingPredictions } from './engine.ts';
import type { LabErrorData } from './errors.ts';
import { errorsViewSchema } from './errors-view.ts';
import {
  type ColumnNames,
  type ComparisonRecord,
  figureColumns,
  type HistoryPort,
  repeatFacts,
  type RunDetail,
  type RunFacets,
  runOrders,
  type RunPage,
  type SavedSelection,
  type RunSummary,
} from './history.ts';
import { type Connection, type Contract, type } from './rpc.ts';

/** The path of a setting: words and places in lists. */
export const settingPath = /^[a-z_]\w*(\.[a-z_]\w*|\[\d+\])*$/i;

const id = z.string().max(100);
const text = z.string().max(2_000_000);
const whole = z.int().nonnegative();

/** Any number: a diverged run has NaN and infinities, which zod's own number refuses. */
const anyNumber = z.custom<number>((value) => typeof value === 'number');
const numberOrNull = anyNumber.nullable();

const runEnds = ['interrupted', 'failed', 'completed', 'stopped', 'diverged'] as const;

const newRun = z.strictObject({
  name: text,
  experiment: experimentSchema,
  comparison: z.strictObject({ id, variant: text }).nullable(),
  repeatOf: id.nullable(),
});

const startProof = z.strictObject({
  weights: z.record(z.string(), text),
  batchOrderSha256: text,
  firstEpochOrderSha256: text,
  maskStreams: z.record(z.string(), z.int()),
  stepsPerEpoch: whole,
});

/** The facts of a start, see `RunStart`. */
export const runStartSchema = z.strictObject({
  device: z.strictObject({
    kind: z.enum(['cpu', 'gpu']),
    name: text,
    reason: text,
    threads: whole,
    tensorflow: text,
    cpuFeatures: z.array(text),
  }),
  versions: z.record(z.string(), text),
  dataSha256: text,
  initialWeightsSha256: text,
  parameterCount: whole,
  proof: startProof.optional(),
});

/** What callbacks made of a run's end, see `CallbackEnding`. */
const callbackEnding = z.strictObject({
  stoppedEarly: z
    .strictObject({ epoch: whole, monitor: text, best: numberOrNull, bestEpoch: whole.nullable() })
    .nullable(),
  restoredEpoch: whole.nullable(),
});

const end = z.strictObject({
  status: z.enum(runEnds),
  finalWeightsSha256: text.nullable(),
  imagesPerSecond: numberOrNull,
  divergedAtStep: whole.nullable(),
  failure: text.nullable(),
  callbacks: callbackEnding.optional(),
});

const batchPoint = z.strictObject({ step: whole, loss: anyNumber, accuracy: anyNumber, timeMs: anyNumber });

const epochRecord = z.strictObject({
  epoch: z.int().positive(),
  loss: anyNumber,
  accuracy: anyNumber,
  val_loss: numberOrNull,
  val_accuracy: numberOrNull,
  metrics: z.record(z.string(), numberOrNull).optional(),
  learning_rate: anyNumber,
  durationMs: anyNumber,
});

/** The form of a `CheckpointRecord`. */
export const checkpointSchema = z.strictObject({
  file: z.string().min(1).max(1000),
  epoch: whole,
  stepInEpoch: whole,
  step: whole,
  sizeBytes: whole,
  sha256: text,
  kind: z.enum(['epoch', 'stop', 'best', 'final']),
});

const evaluation = z.strictObject({
  count: whole,
  loss: anyNumber,
  accuracy: anyNumber,
  superclassAccuracy: numberOrNull,
  metrics: z.record(z.string(), anyNumber).optional(),
  labels: z.instanceof(Uint16Array),
  topClasses: z.instanceof(Uint16Array),
  topProbabilities: z.instanceof(Float32Array),
  topK: whole,
});

const watchedPictures = z.strictObject({
  half: z.enum(['train', 'test']),
  places: z.instanceof(Int32Array),
  labels: z.instanceof(Uint16Array),
});

const epochPredictions = z.strictObject({
  epoch: z.int().positive(),
  classes: z.instanceof(Uint16Array),
  confidences: z.instanceof(Uint8Array),
});

/** A verdict on both runs, see `RecordedVerdict`. */
export const verdictSchema = z.strictObject({
  original: id,
  repetition: id,
  verdict: z.enum(['bit-equal', 'within-tolerance', 'differs', 'unfinished']),
  largestWeightDifference: z.number().nullable(),
  largestLossDifference: z.number().nullable(),
  equalPredictions: z.number().nullable(),
  because: z.array(z.strictObject({ fact: z.enum(repeatFacts), before: text, now: text })),
});

/** A question to the history, see `RunQuery`. */
export const runQuerySchema = z.strictObject({
  text: text.exactOptional(),
  optimizer: text.exactOptional(),
  isStarred: z.boolean().exactOptional(),
  isArchived: z.boolean().exactOptional(),
  sinceMs: z.number().exactOptional(),
  status: z.enum(['running', ...runEnds]).exactOptional(),
  dataset: text.exactOptional(),
  tag: text.exactOptional(),
  comparisonId: id.exactOptional(),
  limit: z.number().exactOptional(),
  offset: z.number().exactOptional(),
});

/** Most columns that the list shows besides its own. */
export const mostColumns = 12;

/** The form of a {@link RunColumn}. */
export const columnSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('figure'), name: z.enum(figureColumns) }),
  z.strictObject({ kind: z.literal('metric'), name: z.string().regex(/^\w{1,200}$/) }),
  z.strictObject({ kind: z.literal('setting'), name: z.string().max(200).regex(settingPath) }),
]);

/** A question for one page, see `PageQuery`. */
export const pageQuerySchema = z.strictObject({
  ...runQuerySchema.shape,
  columns: z.array(columnSchema).max(mostColumns).readonly().exactOptional(),
  sortBy: z.strictObject({ column: columnSchema, isRising: z.boolean() }).exactOptional(),
  order: z.enum(runOrders).exactOptional(),
  isGrouped: z.boolean().exactOptional(),
});

/** A selection to keep, see `NewSelection`. */
export const newSelectionSchema = z.strictObject({
  name: z.string().min(1).max(200),
  note: z.string().max(20_000),
  dataset: z.string().min(1).max(64),
  half: z.enum(['train', 'test']),
  places: z.instanceof(Int32Array),
  view: errorsViewSchema,
});

/** What is changed of a run's marks. */
export const marksSchema = z.strictObject({
  isStarred: z.boolean().nullable(),
  isArchived: z.boolean().nullable(),
});

/** Commands and events of the history's process; see `HistoryPort` for what each does. */
export const historyContract = {
  name: 'history',
  commands: {
    createRun: { input: z.tuple([newRun]), output: type<string>() },
    createComparison: { input: z.tuple([text, z.unknown()]), output: type<string>() },
    startRun: { input: z.tuple([id, runStartSchema, whole]), output: type<void>() },
    appendBatches: { input: z.tuple([id, z.array(batchPoint)]), output: type<void>() },
    finishEpoch: { input: z.tuple([id, epochRecord]), output: type<void>() },
    recordCheckpoint: { input: z.tuple([id, checkpointSchema]), output: type<readonly string[]>() },
    recordEvaluation: { input: z.tuple([id, evaluation]), output: type<void>() },
    recordPredictions: { input: z.tuple([id, watchedPictures, epochPredictions]), output: type<void>() },
    endRun: { input: z.tuple([id, end]), output: type<void>() },
    recordVerdict: { input: z.tuple([verdictSchema]), output: type<void>() },
    run: { input: z.tuple([id]), output: type<RunDetail>() },
    curve: { input: z.tuple([id]), output: type<readonly BatchPoint[]>() },
    evaluation: { input: z.tuple([id]), output: type<Evaluation | null>() },
    trainingPredictions: { input: z.tuple([id]), output: type<TrainingPredictions | null>() },
    list: { input: z.tuple([runQuerySchema]), output: type<readonly RunSummary[]>() },
    page: { input: z.tuple([pageQuerySchema]), output: type<RunPage>() },
    facets: { input: z.tuple([]), output: type<RunFacets>() },
    columnNames: { input: z.tuple([]), output: type<ColumnNames>() },
    comparison: { input: z.tuple([id]), output: type<ComparisonRecord>() },
    setTags: { input: z.tuple([id, z.array(text)]), output: type<void>() },
    setNote: { input: z.tuple([id, text]), output: type<void>() },
    setName: { input: z.tuple([id, text]), output: type<void>() },
    setMarks: { input: z.tuple([id, marksSchema]), output: type<void>() },
    saveSelection: { input: z.tuple([newSelectionSchema]), output: type<string>() },
    selections: { input: z.tuple([]), output: type<readonly SavedSelection[]>() },
    setSelectionNote: { input: z.tuple([id, text]), output: type<void>() },
    deleteSelection: { input: z.tuple([id]), output: type<void>() },
    deleteRun: { input: z.tuple([id]), output: type<void>() },
    markInterrupted: { input: z.tuple([]), output: type<readonly string[]>() },
    exportRun: { input: z.tuple([id]), output: type<unknown>() },
    importRun: { input: z.tuple([z.unknown(), z.array(checkpointSchema).max(100)]), output: type<string>() },
    backup: { input: z.tuple([z.string().min(1).max(10_000)]), output: type<void>() },
    close: { input: z.tuple([]), output: type<void>() },
  },
  events: {
    /** What the user should know though the history opened, such as a repair. */
    notice: type<LabErrorData>(),
  },
} as const satisfies Contract;

/** The history behind a connection, as the port that use cases ask for; closing it ends the connection. */
export function remoteHistory(connection: Connection<typeof historyContract>): HistoryPort {
  return {
    ...connection.call,
    close: async () => {
      await connection.call.close();
      connection.close();
    },
  };
}
