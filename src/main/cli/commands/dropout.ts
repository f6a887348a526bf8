/** `tatami dropout [SOURCE]`: the dropout lab on a lab that is trained, or on runs of the history. */
import { type ComparedRun, compareExperiments, startReport } from '../../labs/compare.ts';
import { dropoutVariants } from '../../labs/dropout-gap.ts';
import { type DropoutSource, findDropoutSource, planDropoutPair } from '../../labs/dropout-source.ts';
import type { CommandLine } from '../command-line.ts';
import {
  type CommandContext,
  type CommandResult,
  openHistory,
  openLabPorts,
  type Registrar,
} from '../context.ts';
import { printGaps, variantDocuments } from '../dropout-view.ts';
import { addExperimentOptions, type ExperimentOptions, settingsOf } from '../experiment-options.ts';
import { wholeNumber } from '../option-values.ts';
import { watchComparison } from '../watch-training.ts';

interface DropoutOptions extends ExperimentOptions {
  readonly seeds?: number;
}

/** The slides' CNN, few images, with and without dropout. */
const defaultLab = 'dropout-pair';

/** Seeds that are trained where nothing else is asked for: enough for a spread and an ensemble. */
const defaultSeeds = 3;

/** Adds the command. */
export function addDropoutCommand({ program, say, start }: Registrar): void {
  const command = program
    .command('dropout')
    .description(say('aboutDropout'))
    .argument('[source]', say('argumentDropout'))
    .examples(
      'tatami dropout',
      'tatami dropout mnist-cnn --train 2000 --epochs 5 --seeds 2',
      'tatami dropout 4f2a',
    );
  addExperimentOptions(command, say)
    .option('--seeds <k>', say('optionSeeds'), wholeNumber(command, '--seeds'))
    .action((source: string | undefined, options: DropoutOptions) =>
      start((context) => dropout(context, command, { ...options, source: source ?? defaultLab })),
    );
}

async function dropout(
  context: CommandContext,
  command: CommandLine,
  options: DropoutOptions & { readonly source: string },
): Promise<CommandResult> {
  const history = await openHistory(context);
  const source = await findDropoutSource(history, options.source, context.services.labsFolder);
  if (source.kind !== 'lab') refuseTraining(command, options);
  const { comparison, runs } = await runsOf(context, source, options);
  const variants = dropoutVariants(runs);
  printGaps(context, variants);
  const document = {
    source: options.source,
    kind: source.kind,
    comparison,
    initialWeights: startReport(runs).bySeed,
    variants: variantDocuments(variants),
  };
  return { document };
}

/** The runs of the history, or those of the pair that is trained now. */
async function runsOf(
  context: CommandContext,
  source: DropoutSource,
  options: DropoutOptions,
): Promise<{ readonly comparison: string | null; readonly runs: readonly ComparedRun[] }> {
  if (source.kind === 'run') return { comparison: null, runs: source.runs };
  if (source.kind === 'comparison') return { comparison: source.id, runs: source.runs };
  const pair = planDropoutPair(source, {
    settings: settingsOf(options),
    seedCount: options.seeds ?? defaultSeeds,
  });
  const ports = await openLabPorts(context);
  return watchComparison(context, (watch) => compareExperiments(ports, pair, watch));
}

/** Refuses settings of a training where nothing is trained. */
function refuseTraining(command: CommandLine, options: DropoutOptions & { readonly source: string }): void {
  const { seeds, source } = options;
  const given = [...Object.keys(settingsOf(options)), ...(seeds === undefined ? [] : ['seeds'])];
  if (given.length > 0)
    throw command.wrongUsage('dropoutOnlyLab', { options: given.join(', '), name: source });
}
