/** What people read about the time to an accuracy. */
import type { TargetRun, TimeToTarget } from '../../shared/metrics/time-to-target.ts';
import { timeToTarget } from '../../shared/metrics/time-to-target.ts';
import type { ComparedRun } from '../../shared/contract/comparison-report.ts';
import type { CommandLine } from './command-line.ts';
import type { CommandContext } from './context.ts';
import { formatCount, formatSeconds, formatShare } from './numbers.ts';
import { formatTable } from './table.ts';

/** A reader of `--target`: an accuracy above 0 and up to 1, such as 0.9. */
export function accuracyTarget(command: CommandLine): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value > 0 && value <= 1) return value;
    throw command.wrongUsage('wantTarget', { value: text });
  };
}

/** When the runs of a comparison reached a validation accuracy; see `timeToTarget` for null in and out. */
export function comparisonTarget(runs: readonly ComparedRun[], target: number | null): TimeToTarget | null {
  const courses = runs.map(({ variant, run }) => ({
    variant,
    seed: run.experiment.seed,
    run: run.id,
    isCompleted: run.status === 'completed',
    stepsPerEpoch: run.start?.proof?.stepsPerEpoch ?? null,
    epochs: run.epochRecords,
  }));
  return timeToTarget(courses, target);
}

/** The lines that say it: which accuracy and why, then a table of all runs, the soonest first. */
export function targetLines(
  { say }: Pick<CommandContext, 'say'>,
  answer: TimeToTarget | null,
): readonly string[] {
  if (answer === null) return [];
  const accuracy = formatShare(answer.target);
  const heading = say(answer.chosen === 'given' ? 'targetGiven' : 'targetChosen', { accuracy });
  if (answer.runs.every(({ best }) => best === null)) return [heading, `  ${say('targetUnmeasured')}`];
  const columns = [
    { title: say('columnVariant') },
    { title: say('labelSeed'), align: 'right' },
    { title: say('columnEpochs'), align: 'right' },
    { title: say('columnSteps'), align: 'right' },
    { title: say('columnTime'), align: 'right' },
  ] as const;
  const ordered = answer.runs.toSorted((a, b) => rank(a) - rank(b));
  const rows = ordered.map((run) => [run.variant, String(run.seed), ...reachedCells(run, say)]);
  return [heading, ...formatTable(columns, rows).map((line) => `  ${line}`)];
}

function rank({ reached }: TargetRun): number {
  return reached === null ? Infinity : reached.epoch + reached.seconds / 1e9;
}

function reachedCells({ reached, best }: TargetRun, say: CommandContext['say']): string[] {
  if (reached === null) {
    return [
      best === null ? say('targetNever') : say('targetNotReached', { best: formatShare(best) }),
      '',
      '',
    ];
  }
  const steps = reached.steps === null ? '-' : formatCount(reached.steps);
  return [String(reached.epoch), steps, formatSeconds(1000 * reached.seconds)];
}
