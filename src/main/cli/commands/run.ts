/** `tatami run NAME|FILE`: trains one experiment. */
import { LabError } from '../../../shared/contract/errors.ts';
import { applySettings } from '../../../shared/spec/settings.ts';
import { findDocument } from '../../labs/labs-catalogue.ts';
import { runExperiment } from '../../labs/run-experiment.ts';
import { type CommandContext, type CommandResult, openLabPorts, type Registrar } from '../context.ts';
import { addExperimentOptions, type ExperimentOptions, settingsOf } from '../experiment-options.ts';
import { rewritesNamed, rewritesOption, threadCount } from '../option-values.ts';
import { runDocument } from '../run-document.ts';
import { printRun } from '../run-view.ts';
import { watchTraining } from '../watch-training.ts';

/** The options of `run` as the parser answers them. */
interface RunOptions extends ExperimentOptions {
  readonly threads?: number;
  readonly rewrites?: string;
}

/** Adds the command. */
export function addRunCommand({ program, say, start }: Registrar): void {
  const command = program
    .command('run')
    .description(say('aboutRun'))
    .argument('<lab>', say('argumentLab'))
    .examples(
      'tatami run mnist-cnn --epochs 1',
      'tatami run mnist-cnn --set optimizer=SGD --set optimizer.learning_rate=0.1 --train 6000',
      'tatami run my-experiment.json --json',
    );
  addExperimentOptions(command, say)
    .option('--threads <n>', say('optionThreads'), threadCount(command))
    .addOption(rewritesOption(command, say('optionRewrites')))
    .action((name: string, options: RunOptions) => start((context) => run(context, name, options)));
}

async function run(context: CommandContext, name: string, options: RunOptions): Promise<CommandResult> {
  const { source, document } = await findDocument(name, context.services.labsFolder);
  if (document.tatami === 'comparison') throw new LabError('command.is-comparison', { name: source });
  const experiment = applySettings(document, settingsOf(options));
  const ports = await openLabPorts(context, options.threads ?? null);
  const rewrites = rewritesNamed(options.rewrites);
  const request = { name: experiment.name, experiment, form: rewrites && { rewrites } };
  const ended = await watchTraining(context, experiment.epochs, (watch) =>
    runExperiment(ports, request, watch),
  );
  await printRun(context, ended);
  return { document: runDocument(ended) };
}
