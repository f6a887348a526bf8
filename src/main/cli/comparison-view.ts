/** What people and scripts read when a comparison has ended. */
import type { ComparedRun } from '../../shared/contract/comparison-report.ts';
import type { ComparisonReport, UnfinishedRun } from '../../shared/contract/comparison-report.ts';
import { describeError } from '../../shared/contract/errors.ts';
import { bestPoint } from '../../shared/metrics/curves.ts';
import type { TimeToTarget } from '../../shared/metrics/time-to-target.ts';
import { type Difference, differenceText } from '../../shared/spec/differences.ts';
import type { CommandContext } from './context.ts';
import { formatClock, formatMetric, formatShare, shortHash } from './numbers.ts';
import { type RunDocument, runDocument } from './run-document.ts';
import { lossCurve, statusTexts } from './run-view.ts';
import { type Column, formatTable } from './table.ts';
import { fitDisplay, printable } from './text-width.ts';
import { exitCodes } from './exit-codes.ts';
import { equalStartLines } from './equal-start-view.ts';
import { comparisonTarget, targetLines } from './target-view.ts';
import { type ComparisonStatistics, comparisonStatistics, statisticsLines } from './statistics-view.ts';

/** A comparison as `compare --json` prints it. */
export interface ComparisonDocument {
  /** Id of the comparison in the history. */
  readonly comparison: string;
  readonly name: string;
  /** `stopped` where runs are missing or were stopped; `incomplete` where others failed or lost their engine. */
  readonly status: 'completed' | 'stopped' | 'incomplete';
  /** The one hash of all runs with the first seed; null where their networks have different weights. */
  readonly initialWeightsSha256: string | null;
  readonly initialWeights: ComparisonReport['start']['bySeed'];
  readonly differs: readonly Difference[];
  /** For each seed: hashes of weights, batches and masks, and which variants share them. */
  readonly equalStart: ComparisonReport['equalStart'];
  /** Spread over seeds and a verdict per pair of variants, on test accuracy. */
  readonly statistics: ComparisonStatistics;
  /** When each run reached a validation accuracy; null where none was measured and none asked for. */
  readonly timeToTarget: TimeToTarget | null;
  /** Planned runs that did not come to their end, with the reason. */
  readonly unfinished: readonly UnfinishedRun[];
  /** Each run that has begun as `run --json` prints it; `name` is the variant's. */
  readonly runs: readonly RunDocument[];
}

/**
 * The document of a comparison.
 * @param target - Validation accuracy to time, 0 to 1; null for one that all completed runs reached.
 */
export function comparisonDocument(
  report: ComparisonReport,
  target: number | null = null,
): ComparisonDocument {
  return {
    comparison: report.comparison,
    name: report.name,
    status: statusOf(report),
    initialWeightsSha256: report.start.initialWeightsSha256,
    initialWeights: report.start.bySeed,
    differs: report.differs,
    equalStart: report.equalStart,
    statistics: comparisonStatistics(report.runs),
    timeToTarget: comparisonTarget(report.runs, target),
    unfinished: report.unfinished,
    runs: report.runs.map(({ variant, run }) => ({ ...runDocument(run), name: variant })),
  };
}

function statusOf({ isComplete, unfinished }: ComparisonReport): ComparisonDocument['status'] {
  if (isComplete) return 'completed';
  const isStopped = unfinished.some(({ status }) => status === 'stopped' || status === 'missing');
  return isStopped ? 'stopped' : 'incomplete';
}

/** The exit code after training a comparison: 4 where a run failed or lost its engine, or the race was not fair. */
export function comparisonExitCode({ unfinished, start }: ComparisonReport): number {
  const hasFailed = unfinished.some(({ status }) => status === 'failed' || status === 'interrupted');
  return hasFailed || start.fault !== null ? exitCodes.engineFailed : exitCodes.done;
}

/**
 * Prints the table of a comparison, best test accuracy first, the time to an accuracy, what differs, and the proof of
 * an equal start.
 * @param target - As for {@link comparisonDocument}.
 */
export async function printComparison(
  context: CommandContext,
  report: ComparisonReport,
  target: number | null = null,
): Promise<void> {
  const { say, terminal } = context;
  terminal.print(terminal.paint('heading', `${report.name}  ${report.comparison}`));
  for (const line of await comparisonTable(context, report.runs)) terminal.print(`  ${line}`);
  for (const line of statisticsLines(context, report.runs)) terminal.print(`  ${line}`);
  for (const line of targetLines(context, comparisonTarget(report.runs, target))) terminal.print(`  ${line}`);
  for (const { path, values } of report.differs) {
    const shown = [...new Set(values.map(differenceText))].map((text) => fitDisplay(text, 60)).join(' | ');
    terminal.print(`  ${say('differsAt', { path, values: shown })}`);
  }
  for (const { seed, hashes } of report.start.bySeed) {
    const [hash = null] = hashes;
    const isOne = hashes.length === 1;
    const line = isOne
      ? say('equalStart', { seed, hash: shortHash(hash) })
      : say('unequalStart', { seed, hashes: hashes.map(shortHash).join(', ') });
    terminal.print(`  ${terminal.paint(isOne ? 'good' : 'accent', line)}`);
  }
  for (const { text, isEqual } of report.equalStart.flatMap((start) => equalStartLines(context, start))) {
    terminal.print(`  ${terminal.paint(isEqual ? 'good' : 'accent', text)}`);
  }
  if (report.start.fault !== null) {
    terminal.print(`  ${terminal.paint('bad', describeError(report.start.fault, context.language).message)}`);
  }
  for (const line of unfinishedLines(context, report)) terminal.print(`  ${line}`);
}

/** What went wrong, what was not trained, and how to go on. */
function unfinishedLines({ say, terminal }: CommandContext, report: ComparisonReport): string[] {
  const { unfinished, isComplete, comparison, runs } = report;
  if (isComplete) return [];
  const missing = unfinished.filter(({ status }) => status === 'missing');
  const failed = unfinished.flatMap(({ variant, seed, failure }) =>
    failure === null ? [] : [say('comparisonFailed', { variant, seed, failure: printable(failure) })],
  );
  const count = runs.length + missing.length;
  return [
    ...failed.map((line) => terminal.paint('bad', line)),
    ...(missing.length === 0 ? [] : [say('comparisonMissing', { names: namesOf(missing) })]),
    say('comparisonLeft', { done: count - unfinished.length, count, comparison }),
  ];
}

/** Names of runs, each with its seed, as far as a line holds them. */
function namesOf(runs: readonly UnfinishedRun[]): string {
  return fitDisplay(runs.map(({ variant, seed }) => `${variant} (${seed})`).join(', '), 100);
}

async function comparisonTable(context: CommandContext, runs: readonly ComparedRun[]): Promise<string[]> {
  const { say } = context;
  const columns: Column[] = [
    { title: say('columnVariant') },
    { title: say('labelSeed'), align: 'right' },
    { title: say('columnTest'), align: 'right' },
    { title: say('columnTestLoss'), align: 'right' },
    { title: say('columnBestValidation'), align: 'right' },
    { title: say('labelLossCurve') },
    { title: say('columnTime'), align: 'right' },
    { title: say('columnStatus') },
    { title: say('columnRun') },
  ];
  const best = runs.toSorted((a, b) => (b.run.test?.accuracy ?? -1) - (a.run.test?.accuracy ?? -1));
  const rows = best.map(async ({ variant, run }) => [
    variant,
    String(run.experiment.seed),
    formatShare(run.test?.accuracy ?? null),
    formatMetric(run.test?.loss ?? null),
    formatShare(bestValidation(run)),
    await lossCurve(context, run.id, 16),
    formatClock(run.epochRecords.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    say(statusTexts[run.status]),
    run.id,
  ]);
  return formatTable(columns, await Promise.all(rows));
}

function bestValidation({ epochRecords }: ComparedRun['run']): number | null {
  const points = epochRecords.map((record) => ({
    step: record.epoch,
    timeMs: null,
    accuracy: record.val_accuracy,
  }));
  return bestPoint(points)?.accuracy ?? null;
}
