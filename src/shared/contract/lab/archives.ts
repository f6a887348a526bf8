/** Runs and comparisons as files for another computer. */
import * as z from 'zod';

/** How runs are saved as a file: `tatami` takes weights and data along, `json` is one run as text. */
export const saveRunsSchema = z.strictObject({
  format: z.enum(['tatami', 'json']),
  /** Whether the newest weights go along. */
  hasWeights: z.boolean(),
  /** Whether the images of imported data sets go along. */
  hasData: z.boolean(),
});

/** See {@link saveRunsSchema}. */
export type SaveRuns = z.output<typeof saveRunsSchema>;

/** What a file brought into the history. */
export interface ImportedRuns {
  /** Ids of the runs as they are now. */
  readonly runs: readonly string[];
  /** The comparison that they are, or null for single runs. */
  readonly comparison: string | null;
  /** Data sets that were not there before. */
  readonly datasets: readonly string[];
}
