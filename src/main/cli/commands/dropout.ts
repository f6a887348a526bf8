/** `tatami dropout [SOURCE]`: the dropout lab on a lab that is trained, or on runs of the history. */
import { mostPasses } from '../../../shared/contract/dropout.ts';
import { labErrorFromData } from '../../../shared/contract/errors.ts';
import type { ComparedRun } from '../../../shared/contract/comparison-report.ts';
import { compareExperiments } from '../../labs/compare.ts';
import { startReport } from '../../labs/comparison-report.ts';
import { type DropoutVariant, dropoutVariants } from '../../labs/dropout-gap.ts';
import { type DropoutSource, findDropoutSource, planDropoutPair } from '../../labs/dropout-source.ts';
import { checkPicture, studyDropout } from '../../labs/dropout-study.ts';
import type { DropoutStudy, StudyOptions } from '../../../shared/contract/dropout-study.ts';
import type { CommandLine } from '../command-line.ts';
import {
  type CommandContext,
  type CommandResult,
  openHistory,
  openLabPorts,
  type Registrar,
} from '../context.ts';
import { printStudy } from '../dropout-study-view.ts';
import { printGaps, variantDocuments } from '../dropout-view.ts';
import { addExperimentOptions, type ExperimentOptions, settingsOf } from '../experiment-options.ts';
import { wholeNumber } from '../option-values.ts';
import { watchComparison } from '../watch-training.ts';

interface DropoutOptions extends ExperimentOptions {
  readonly seeds?: number;
  readonly passes?: number;
  readonly picture?: number;
}

/** The slides' CNN, few images, with and without dropout. */
const defaultLab = 'dropout-pair';

/** Seeds that are trained where nothing else is asked for: enough for a spread and an ensemble. */
const defaultSeeds = 3;

/** Masked passes where nothing else is asked for. */
const defaultPasses = 50;

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
    .option(
      '--passes <m>',
      say('optionPasses', { most: mostPasses, passes: defaultPasses }),
      passCount(command),
    )
    .option('--picture <i>', say('optionPicture'), wholeNumber(command, '--picture'))
    .action((source: string | undefined, options: DropoutOptions) =>
      start((context) => dropout(context, command, { ...options, source: source ?? defaultLab })),
    );
}

async function dropout(
  context: CommandContext,
  command: CommandLine,
  options: DropoutOptions & { readonly source: string },
): Promise<CommandResult> {
  const { passes = defaultPasses, picture = 0 } = options;
  const history = await openHistory(context);
  const source = await findDropoutSource(history, options.source, context.services.labsFolder);
  if (source.kind !== 'lab') refuseTraining(command, options);
  const { comparison, runs } = await runsOf(context, source, { ...options, picture });
  const { bySeed, fault } = startReport(runs);
  if (fault !== null) throw labErrorFromData(fault);
  const variants = dropoutVariants(runs);
  printGaps(context, variants);
  const study = await watchStudy(context, variants, { passes, picture });
  printStudy(context, study);
  const document = {
    source: options.source,
    kind: source.kind,
    comparison,
    initialWeights: bySeed,
    variants: variantDocuments(variants),
    ...study,
  };
  return { document };
}

/** The runs of the history, or those of the pair that is trained now; a wrong picture is refused before that. */
async function runsOf(
  context: CommandContext,
  source: DropoutSource,
  options: DropoutOptions & { readonly picture: number },
): Promise<{ readonly comparison: string | null; readonly runs: readonly ComparedRun[] }> {
  const { datasets } = context.services;
  if (source.kind !== 'lab') {
    const [first] = source.runs;
    if (first !== undefined) await checkPicture(datasets, first.run.experiment, options.picture);
    return { comparison: source.kind === 'comparison' ? source.id : null, runs: source.runs };
  }
  const { seeds: seedCount = defaultSeeds } = options;
  const pair = planDropoutPair(source, { settings: settingsOf(options), seedCount });
  await checkPicture(datasets, pair.base, options.picture);
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

/** Studies the trained nets, saying which one is at work. */
async function watchStudy(
  context: CommandContext,
  variants: readonly DropoutVariant[],
  options: StudyOptions,
): Promise<DropoutStudy> {
  const { say, terminal, signal } = context;
  const ports = await openLabPorts(context);
  try {
    return await studyDropout(ports, variants, options, {
      signal,
      onNet: (net) => terminal.live(say('dropoutWorking', net)),
    });
  } finally {
    terminal.clearLive();
  }
}

/** A reader of `--passes`: a whole number from 1 to {@link mostPasses}. */
function passCount(command: CommandLine): (text: string) => number {
  const read = wholeNumber(command, '--passes');
  return (text) => {
    const value = read(text);
    if (value >= 1 && value <= mostPasses) return value;
    throw command.wrongUsage('wantPasses', { value: text, most: String(mostPasses) });
  };
}
