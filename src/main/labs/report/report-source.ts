/** What a report is about, gathered from the history and the data sets; nothing is trained. */
import type { ImageDataset, Taxonomy } from '../../../shared/contract/data.ts';
import type { ComparisonReport } from '../../../shared/contract/comparison-report.ts';
import type { Evaluation } from '../../../shared/contract/engine.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { RunDetail } from '../../../shared/contract/history.ts';
import { openExperimentImages } from '../../datasets/experiment-images.ts';
import { comparisonReport } from '../comparison-report.ts';
import { findEntry } from '../history-entry.ts';
import type { LabPorts } from '../ports.ts';

/** What a report needs from outside. */
export type ReportPorts = Pick<LabPorts, 'history' | 'dataFolder'>;

/** A run with all that its part of a report shows. */
export interface ReportedRun {
  /** Name of the variant, or of the run where it stands alone. */
  readonly label: string;
  readonly run: RunDetail;
  readonly evaluation: Evaluation | null;
  /** The pictures that it was tested on; null where the data set is not on this computer. */
  readonly dataset: ImageDataset | null;
  readonly taxonomy: Taxonomy | null;
  /** The run as the history exports it. */
  readonly document: unknown;
}

/** A report's subject: one run, or a comparison with all its runs. */
export interface ReportSource {
  readonly title: string;
  readonly comparison: ComparisonReport | null;
  readonly runs: readonly ReportedRun[];
}

/** Gathers all. @throws LabError `history.no-such-run`, … */
export async function reportSource(ports: ReportPorts, idOrPrefix: string): Promise<ReportSource> {
  const entry = await findEntry(ports.history, idOrPrefix);
  if (entry.kind === 'run') {
    const { run } = entry;
    return { title: run.name, comparison: null, runs: [await reportedRun(ports, run.name, run)] };
  }
  const comparison = await comparisonReport(ports.history, entry.record.id);
  const several = new Set(comparison.runs.map(({ run }) => run.experiment.seed)).size > 1;
  const runs: ReportedRun[] = [];
  for (const { variant, run } of comparison.runs)
    runs.push(await reportedRun(ports, several ? `${variant} #${run.experiment.seed}` : variant, run));
  return { title: comparison.name, comparison, runs };
}

async function reportedRun(ports: ReportPorts, label: string, run: RunDetail): Promise<ReportedRun> {
  const evaluation = await ports.history.evaluation(run.id);
  const dataset = await openedImages(ports, run);
  const document = await ports.history.exportRun(run.id);
  return { label, run, evaluation, dataset, taxonomy: dataset?.info.taxonomy ?? null, document };
}

/** Null where the set is not here, or is another one than that of the run. */
async function openedImages({ dataFolder }: ReportPorts, run: RunDetail): Promise<ImageDataset | null> {
  try {
    const dataset = await openExperimentImages(run.experiment, dataFolder);
    return run.start === null || dataset.info.sha256 === run.start.dataSha256 ? dataset : null;
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
