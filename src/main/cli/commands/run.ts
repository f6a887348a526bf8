/** `tatami run NAME|FILE`: trains one experiment. */
import { LabError } from '../../../shared/contract/errors.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import { applySettings, type Settings } from '../../../shared/spec/settings.ts';
import { beginFrom } from '../../labs/begin-from.ts';
import { importDatasets } from '../../labs/import-datasets.ts';
import { findDocument } from '../../labs/labs-catalogue.ts';
import type { LabPorts } from '../../labs/ports.ts';
import { runExperiment } from '../../labs/run-experiment.ts';
import { type CommandContext, type CommandResult, openLabPorts, type Registrar } from '../context.ts';
import { addExperimentOptions, type ExperimentOptions, settingsOf } from '../experiment-options.ts';
import { threadCount } from '../option-values.ts';
import { runDocument } from '../run-document.ts';
import { printRun } from '../run-view.ts';
import { watchTraining } from '../watch-training.ts';

/** The options of `run` as the parser answers them. */
interface RunOptions extends ExperimentOptions {
  readonly threads?: number;
  readonly from?: string;
}

/** Adds the command. */
export function addRunCommand({ program, say, start }: Registrar): void {
  const command = program
    .command('run')
    .description(say('aboutRun'))
    .argument('[lab]', say('argumentLab'))
    .examples(
      'tatami run mnist-cnn --epochs 1',
      'tatami run mnist-cnn --set optimizer=SGD --set optimizer.learning_rate=0.1 --train 6000',
      'tatami run my-experiment.json --json',
      'tatami run --from 4f2a --epochs 3',
    );
  addExperimentOptions(command, say)
    .option('--threads <n>', say('optionThreads'), threadCount(command))
    .option('--from <run>', say('optionFrom'))
    .action((name: string | undefined, options: RunOptions) => {
      if (name === undefined && options.from === undefined)
        throw command.wrongUsage('missingArgument', { argument: 'lab' });
      return start((context) => run(context, name ?? null, options));
    });
}

async function run(
  context: CommandContext,
  name: string | null,
  options: RunOptions,
): Promise<CommandResult> {
  const named = name === null ? null : await namedExperiment(context, name);
  const settings = settingsOf(options);
  const changed = named === null ? null : applySettings(named, settings);
  const ports = await openLabPorts(context, options.threads ?? null);
  const experiment = await beginning(ports, changed, { from: options.from ?? null, settings });
  const request = { name: experiment.name, experiment };
  const ended = await watchTraining(context, experiment.epochs, (watch) =>
    runExperiment(ports, request, watch),
  );
  await printRun(context, ended);
  return { document: runDocument(ended) };
}

async function namedExperiment({ services }: CommandContext, name: string): Promise<Experiment> {
  const { source, document } = await findDocument(name, services.labsFolder);
  if (document.tatami === 'comparison') throw new LabError('command.is-comparison', { name: source });
  return document;
}

/** The experiment with the weights of the run that it begins from; that run's own where none is named. */
async function beginning(
  ports: LabPorts,
  experiment: Experiment | null,
  { from, settings }: Readonly<{ from: string | null; settings: Settings }>,
): Promise<Experiment> {
  if (from === null && experiment !== null) return experiment;
  const datasets = importDatasets(ports.dataFolder);
  const begun = await beginFrom(ports, datasets, from ?? '', experiment);
  return experiment === null ? applySettings(begun, settings) : begun;
}
