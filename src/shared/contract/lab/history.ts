/** Commands of the lab about the history; see `HistoryPort` for what each does. */
import * as z from 'zod';
import type { BatchPoint, Evaluation } from '../engine.ts';
import type { ComparisonRecord, RunDetail, RunSummary } from '../history.ts';
import { runQuerySchema } from '../history-rpc.ts';
import { type Command, type } from '../rpc.ts';

const id = z.string().min(1).max(100);
const tag = z.string().min(1).max(100);

/** The history as the window sees it. */
export const historyCommands = {
  runs: { input: z.tuple([runQuerySchema]), output: type<readonly RunSummary[]>() },
  run: { input: z.tuple([id]), output: type<RunDetail>() },
  /** The thinned curve per batch. */
  curve: { input: z.tuple([id]), output: type<readonly BatchPoint[]>() },
  /** The predictions on the test pictures; null for a run without. */
  evaluation: { input: z.tuple([id]), output: type<Evaluation | null>() },
  comparison: { input: z.tuple([id]), output: type<ComparisonRecord>() },
  setTags: { input: z.tuple([id, z.array(tag).max(50)]), output: type<undefined>() },
  setNote: { input: z.tuple([id, z.string().max(20_000)]), output: type<undefined>() },
  /** Removes a run, its curves, its predictions and its checkpoints for good. */
  deleteRun: { input: z.tuple([id]), output: type<undefined>() },
} as const satisfies Record<string, Command>;
