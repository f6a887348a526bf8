/** What people read when a run has ended. */
import type { RunDetail } from '../../shared/contract/history.ts';
import type { CommandContext } from './context.ts';
import { formatCount, formatMetric, formatShare, shortHash } from './numbers.ts';
import { sparkline } from './sparkline.ts';
import { metricParts } from './training-progress.ts';
import type { TextKey } from './texts/texts.ts';

/** The texts for the states of a run. */
export const statusTexts = {
  running: 'statusRunning',
  interrupted: 'statusInterrupted',
  failed: 'statusFailed',
  completed: 'statusCompleted',
  stopped: 'statusStopped',
  diverged: 'statusDiverged',
} as const satisfies Record<RunDetail['status'], TextKey>;

/** Prints the result of a run: state, accuracies, curve, hashes, and the command for its errors. */
export async function printRun(context: CommandContext, run: RunDetail): Promise<void> {
  const { say, terminal } = context;
  const curve = await lossCurve(context, run.id, 40);
  const role = run.status === 'completed' ? 'good' : 'bad';
  terminal.print(terminal.paint('heading', `${run.name}  ${run.id}`));
  terminal.print(`  ${say('labelStatus')}: ${terminal.paint(role, say(statusTexts[run.status]))}`);
  if (run.status === 'diverged')
    terminal.print(`  ${say('divergedAt', { step: run.end?.divergedAtStep ?? '?' })}`);
  for (const line of callbackLines(run, context)) terminal.print(`  ${line}`);
  if (run.test !== null) terminal.print(`  ${testLine(run.test, context)}`);
  if (curve.trim() !== '') terminal.print(`  ${say('labelLossCurve')}: ${curve}`);
  terminal.print(`  ${speedLine(run, context)}`);
  if (isResumable(run)) terminal.print(`  ${say('resumeHint', { run: run.id })}`);
  if (run.test !== null) terminal.print(`  ${say('errorsHint', { run: run.id })}`);
}

/** The loss of a run, batch by batch as the history keeps it, as one line of at most `width` characters. */
export async function lossCurve(context: CommandContext, runId: string, width: number): Promise<string> {
  const history = await context.services.history();
  const points = await history.curve(runId);
  const losses = points.map(({ loss }) => loss);
  return sparkline(losses, width);
}

/** Whether `tatami resume` can go on with a run. */
export function isResumable(run: Pick<RunDetail, 'status'>): boolean {
  return run.status === 'stopped' || run.status === 'interrupted' || run.status === 'failed';
}

/** What callbacks made of the run's end. */
export function callbackLines(
  run: Pick<RunDetail, 'end' | 'epochs'>,
  { say }: Pick<CommandContext, 'say'>,
): readonly string[] {
  const { stoppedEarly = null, restoredEpoch = null } = run.end?.callbacks ?? {};
  const lines: string[] = [];
  if (stoppedEarly !== null) {
    const { epoch, monitor, best, bestEpoch } = stoppedEarly;
    const values = {
      epoch,
      epochs: run.epochs,
      monitor,
      best: formatMetric(best),
      bestEpoch: bestEpoch ?? '-',
    };
    lines.push(say('endedEarly', values));
  }
  if (restoredEpoch !== null) lines.push(say('weightsRestored', { epoch: restoredEpoch }));
  return lines;
}

function testLine(test: NonNullable<RunDetail['test']>, { say, terminal }: CommandContext): string {
  const accuracy = terminal.paint('accent', formatShare(test.accuracy));
  const line = say('testResult', { accuracy, loss: formatMetric(test.loss) });
  const superclass =
    test.superclassAccuracy === null
      ? []
      : [say('superclassResult', { accuracy: formatShare(test.superclassAccuracy) })];
  return [line, ...superclass, ...metricParts(test.metrics)].join('  ');
}

function speedLine(run: RunDetail, { say }: CommandContext): string {
  return say('runFacts', {
    images: run.end?.imagesPerSecond == null ? '-' : formatCount(run.end.imagesPerSecond),
    initial: shortHash(run.start?.initialWeightsSha256 ?? null),
    final: shortHash(run.end?.finalWeightsSha256 ?? null),
  });
}
