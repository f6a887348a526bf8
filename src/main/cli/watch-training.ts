/** Shows training while it goes on; the live line is gone when it ends or fails. */
import { describeError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { ComparisonWatch } from '../labs/compare.ts';
import type { PlannedRun } from '../labs/comparison-plan.ts';
import type { RunWatch } from '../labs/ports.ts';
import type { CommandContext } from './context.ts';
import { TrainingProgress } from './training-progress.ts';

/** Shows the progress of one run. */
export async function watchTraining<T>(
  context: CommandContext,
  epochs: number,
  train: (watch: RunWatch) => Promise<T>,
): Promise<T> {
  const progress = new TrainingProgress(context, epochs);
  try {
    return await train({ signal: context.signal, onEvent: (event) => progress.show(event) });
  } finally {
    progress.end();
  }
}

/** Shows the progress of run after run, each below a line with its name and number; a failure is said at once. */
export async function watchComparison<T>(
  context: CommandContext,
  compare: (watch: ComparisonWatch) => Promise<T>,
): Promise<T> {
  let progress: TrainingProgress | null = null;
  try {
    return await compare({
      signal: context.signal,
      onPlanned: (planned) => {
        announce(context, planned);
        progress = new TrainingProgress(context, planned.experiment.epochs);
      },
      onEvent: (event) => progress?.show(event),
      onEnded: (_, failure) => {
        progress?.end();
        if (failure !== null) sayFailure(context, failure);
      },
    });
  } finally {
    (progress as TrainingProgress | null)?.end();
  }
}

function sayFailure({ say, terminal, language }: CommandContext, failure: LabErrorData): void {
  const { message } = describeError(failure, language);
  terminal.say(`${terminal.paintMessage('bad', say('error'))}${message}`);
}

function announce(
  { say, terminal }: CommandContext,
  { variant, experiment, index, count }: PlannedRun,
): void {
  const values = { number: index + 1, count, variant, seed: experiment.seed };
  terminal.say(terminal.paintMessage('heading', say('comparisonStep', values)));
}
