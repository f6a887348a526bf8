/** Commands of the lab about the history; see `HistoryPort` for what each does. */
import * as z from 'zod';
import type { BatchPoint, Evaluation, TrainingPredictions } from '../engine.ts';
import type {
  ColumnNames,
  ComparisonRecord,
  RunDetail,
  RunFacets,
  RunPage,
  SavedSelection,
} from '../history.ts';
import { marksSchema, newSelectionSchema, pageQuerySchema } from '../history-rpc.ts';
import type { Experiment } from '../../spec/experiment.ts';
import { type Command, type } from '../rpc.ts';

const id = z.string().min(1).max(100);
const tag = z.string().min(1).max(100);

/** The history as the window sees it. */
export const historyCommands = {
  /** A page of the list. */
  runs: { input: z.tuple([pageQuerySchema]), output: type<RunPage>() },
  /** Values for choosing a filter. */
  runFacets: { input: z.tuple([]), output: type<RunFacets>() },
  /** Columns that the list can show. */
  runColumns: { input: z.tuple([]), output: type<ColumnNames>() },
  run: { input: z.tuple([id]), output: type<RunDetail>() },
  /**
   * The experiment of a run, beginning from its final weights, which are kept for it.
   * @throws LabError `export.no-final-state`, `engine.*`.
   */
  beginFrom: { input: z.tuple([id]), output: type<Experiment>() },
  /** The thinned curve per batch. */
  curve: { input: z.tuple([id]), output: type<readonly BatchPoint[]>() },
  /** The predictions on the test pictures; null for a run without. */
  evaluation: { input: z.tuple([id]), output: type<Evaluation | null>() },
  /** What a run said of the same pictures at the end of each kept epoch; null for a run that kept nothing. */
  trainingPredictions: { input: z.tuple([id]), output: type<TrainingPredictions | null>() },
  comparison: { input: z.tuple([id]), output: type<ComparisonRecord>() },
  setTags: { input: z.tuple([id, z.array(tag).max(50)]), output: type<undefined>() },
  setNote: { input: z.tuple([id, z.string().max(20_000)]), output: type<undefined>() },
  setName: { input: z.tuple([id, z.string().min(1).max(200)]), output: type<undefined>() },
  setMarks: { input: z.tuple([id, marksSchema]), output: type<undefined>() },
  /** Keeps a selection of pictures; answers its id. */
  saveSelection: { input: z.tuple([newSelectionSchema]), output: type<string>() },
  /** All selections, newest first. */
  selections: { input: z.tuple([]), output: type<readonly SavedSelection[]>() },
  setSelectionNote: { input: z.tuple([id, z.string().max(20_000)]), output: type<undefined>() },
  deleteSelection: { input: z.tuple([id]), output: type<undefined>() },
  /** Removes a run, its curves, its predictions and its checkpoints for good. */
  deleteRun: { input: z.tuple([id]), output: type<undefined>() },
} as const satisfies Record<string, Command>;
