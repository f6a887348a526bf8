import type { RunDetail, RunEnd, RunStart } from '../../shared/contract/history.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { fromEndingCell } from './callback-endings.ts';
import { type Cell, fromCell } from './cells.ts';
import { readCheckpoints } from './checkpoints.ts';
import { readTestMetrics } from './evaluations.ts';
import { readEpochs } from './epochs.ts';
import { summaryQuery, toSummary } from './run-list.ts';
import type { SummaryRow } from './run-list.ts';
import { type Database, promised } from './sqlite.ts';
import { readVerdicts } from './verdicts.ts';

interface DetailRow {
  readonly repeat_of: string | null;
  readonly test_superclass_accuracy: Cell;
  readonly experiment: string;
  readonly start: string | null;
  readonly end_status: RunEnd['status'] | null;
  readonly final_weights_sha256: string | null;
  readonly images_per_second: Cell;
  readonly diverged_at_step: number | null;
  readonly failure: string | null;
  readonly callbacks: string | null;
}

/** Everything about one run except its curve and its evaluation arrays. */
export function readDetail(db: Database, run: number): RunDetail {
  const summaries = db.prepare<[number], SummaryRow>(`${summaryQuery} WHERE sequence = ?`);
  const rows = db.prepare<[number], DetailRow>(
    `SELECT repeat_of, test_superclass_accuracy, run_document.*
     FROM run JOIN run_document ON run_document.run = run.sequence WHERE sequence = ?`,
  );
  const summary = toSummary(promised(db, summaries.get(run)));
  const row = promised(db, rows.get(run));
  const { testLoss: loss, testAccuracy: accuracy } = summary;
  const superclassAccuracy = fromCell(row.test_superclass_accuracy);
  return {
    ...summary,
    experiment: experimentOf(row.experiment),
    start: row.start === null ? null : (JSON.parse(row.start) as RunStart),
    end: endOf(row),
    epochRecords: readEpochs(db, run),
    checkpoints: readCheckpoints(db, run),
    test:
      loss === null || accuracy === null
        ? null
        : { loss, accuracy, superclassAccuracy, metrics: readTestMetrics(db, run) },
    repeatOf: row.repeat_of,
    verdicts: readVerdicts(db, run),
  };
}

/** The document of a run; those of a Tatami without callbacks lack the key. */
function experimentOf(text: string): Experiment {
  const written = JSON.parse(text) as Experiment;
  return 'callbacks' in written ? written : { ...(written as Experiment), callbacks: [] };
}

function endOf(row: DetailRow): RunEnd | null {
  if (row.end_status === null) return null;
  return {
    status: row.end_status,
    finalWeightsSha256: row.final_weights_sha256,
    imagesPerSecond: fromCell(row.images_per_second),
    divergedAtStep: row.diverged_at_step,
    failure: row.failure,
    callbacks: fromEndingCell(row.callbacks),
  };
}
