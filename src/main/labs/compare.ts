/** Trains comparisons, and goes on with those that were cut short. */
import { LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { ComparisonRecord, RunDetail } from '../../shared/contract/history.ts';
import { type Comparison, parseComparison } from '../../shared/spec/comparison.ts';
import { comparedRuns } from './compared-run.ts';
import { isLeft, planComparison, type PlannedRun } from './comparison-plan.ts';
import { comparisonReport } from './comparison-report.ts';
import type { ComparisonReport } from '../../shared/contract/comparison-report.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { resumeRun } from './resume.ts';
import { forgetUnlessBegun } from './run-experiment.ts';
import { trainRun } from './train-run.ts';

/** How a caller follows a comparison: what {@link RunWatch} offers, and calls before and after each run. */
export interface ComparisonWatch extends RunWatch {
  /** Called once with the comparison's id in the history, before its first run. */
  readonly onComparison?: (id: string) => void;
  readonly onPlanned?: (planned: PlannedRun) => void;
  /** @param failure - Why the run could not come to its end; the comparison goes on with the next. */
  readonly onEnded?: (run: RunDetail, failure: LabErrorData | null) => void;
}

/** A comparison of the history, with all its runs. */
export interface Continuation {
  readonly record: ComparisonRecord;
  readonly planned: readonly PlannedRun[];
}

/**
 * Trains the runs of a comparison one after the other. A run that is stopped on its own, diverges, fails or loses its
 * engine ends only itself: it is kept as such and the next one begins. Aborting the watch's signal stops all. What is
 * wrong with the data, or with TensorFlow itself, before the first run has begun is said at once and leaves nothing
 * behind.
 *
 * @throws LabError `data.*`, `engine.unavailable`, and those of the history.
 */
export async function compareExperiments(
  ports: LabPorts,
  comparison: Comparison,
  watch: ComparisonWatch,
): Promise<ComparisonReport> {
  const id = await ports.history.createComparison(comparison.name, comparison);
  watch.onComparison?.(id);
  await trainPlanned(ports, { id, name: comparison.name }, planComparison(comparison, []), watch);
  return comparisonReport(ports.history, id);
}

/**
 * Goes on with a comparison: runs that came to their end are kept, those that were stopped, interrupted or failed are
 * resumed from their checkpoints, missing ones are trained.
 *
 * @throws LabError those of {@link planContinuation} and {@link compareExperiments}.
 */
export async function continueComparison(
  ports: LabPorts,
  idOrPrefix: string,
  watch: ComparisonWatch,
): Promise<ComparisonReport> {
  const { record, planned } = await planContinuation(ports.history, idOrPrefix);
  await trainPlanned(ports, record, planned.filter(isLeft), watch);
  return comparisonReport(ports.history, record.id);
}

/**
 * What there is of a comparison that is to be gone on with.
 * @throws LabError `command.nothing-to-continue`, `command.run-is-running`, `history.no-such-comparison`,
 *   `history.ambiguous-comparison`, and `spec.*` for a document that this program does not understand.
 */
export async function planContinuation(
  history: LabPorts['history'],
  idOrPrefix: string,
): Promise<Continuation> {
  const record = await history.comparison(idOrPrefix);
  const planned = planComparison(parseComparison(record.document), await comparedRuns(history, record.id));
  const running = planned.find(({ run }) => run?.status === 'running');
  if (running?.run) throw new LabError('command.run-is-running', { run: running.run.id });
  if (!planned.some(isLeft)) {
    throw new LabError('command.nothing-to-continue', { comparison: record.id, count: planned.length });
  }
  return { record, planned };
}

/** The number of threads with which a comparison was trained so far; null where no run has begun. */
export function threadsOf(planned: readonly PlannedRun[]): number | null {
  return planned.find(({ run }) => run?.start)?.run?.start?.device.threads ?? null;
}

async function trainPlanned(
  ports: LabPorts,
  comparison: Readonly<{ id: string; name: string }>,
  planned: readonly PlannedRun[],
  watch: ComparisonWatch,
): Promise<void> {
  for (const each of planned) {
    if (watch.signal.aborted) return;
    watch.onPlanned?.(each);
    const { run, failure } = await trainOne(ports, comparison, each, watch);
    watch.onEnded?.(run, failure);
  }
}

/** Trains one run, or goes on with it; a failure that concerns it alone is answered, any other thrown. */
async function trainOne(
  ports: LabPorts,
  { id, name }: Readonly<{ id: string; name: string }>,
  { variant, experiment, index, run }: PlannedRun,
  watch: RunWatch,
): Promise<{ readonly run: RunDetail; readonly failure: LabErrorData | null }> {
  const fresh = { name, experiment, comparison: { id, variant }, repeatOf: null };
  const runId = run?.id ?? (await ports.history.createRun(fresh));
  try {
    const training =
      run === null
        ? trainRun(ports, { runId, experiment, resumeFrom: null }, watch)
        : resumeRun(ports, runId, watch);
    return { run: await training, failure: null };
  } catch (error) {
    if (index === 0 && run === null && isHopeless(error)) await forgetUnlessBegun(ports, runId);
    else if (error instanceof LabError && isOfOneRun(error)) {
      return { run: await ports.history.run(runId), failure: error.toData() };
    }
    throw error;
  }
}

/** Whether the other runs of a comparison would fail alike. */
function isHopeless(error: unknown): boolean {
  return error instanceof LabError && /^data\.|^engine\.unavailable$/.test(error.code);
}

/** Whether an error is about the run and its engine; without a history nothing could be kept of the others. */
function isOfOneRun({ code, details }: LabError): boolean {
  return !code.startsWith('history.') && details['service'] !== 'history';
}
