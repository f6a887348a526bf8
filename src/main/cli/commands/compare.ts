/** `tatami compare NAME|FILE`: trains variants from the same weights and compares them. */
import { parseVariation } from '../../../shared/spec/variation.ts';
import { compareExperiments } from '../../labs/compare.ts';
import { findDocument } from '../../labs/labs-catalogue.ts';
import { optimizerNames, planRace } from '../../../shared/spec/race.ts';
import { comparisonDocument, comparisonExitCode, printComparison } from '../comparison-view.ts';
import { type CommandContext, type CommandResult, openLabPorts, type Registrar } from '../context.ts';
import { addExperimentOptions, type ExperimentOptions, settingsOf } from '../experiment-options.ts';
import { collect, nameList, wholeNumber } from '../option-values.ts';
import { accuracyTarget } from '../target-view.ts';
import { watchComparison } from '../watch-training.ts';

interface CompareOptions extends ExperimentOptions {
  readonly optimizers?: readonly string[];
  readonly seeds?: number;
  readonly vary: readonly string[];
  readonly target?: number;
}

/** Adds the command. */
export function addCompareCommand({ program, say, start }: Registrar): void {
  const command = program
    .command('compare')
    .description(say('aboutCompare'))
    .argument('<lab>', say('argumentLab'))
    .examples(
      'tatami compare optimizer-race',
      'tatami compare mnist-cnn --optimizers SGD,momentum,Nesterov,Adam --train 6000',
      'tatami compare mnist-cnn --vary optimizer.learning_rate=0.01,0.001 --target 0.9',
      'tatami compare dropout-pair --seeds 3 --json',
    );
  addExperimentOptions(command, say)
    .option(
      '--optimizers <names>',
      `${say('optionOptimizers')} (${optimizerNames.join(', ')})`,
      nameList(command, '--optimizers'),
    )
    .option('--seeds <k>', say('optionSeeds'), wholeNumber(command, '--seeds'))
    .option('--vary <path=a,b>', say('optionVary'), collect, [])
    .option('--target <accuracy>', say('optionTarget'), accuracyTarget(command))
    .action((name: string, options: CompareOptions) => start((context) => compare(context, name, options)));
}

async function compare(
  context: CommandContext,
  name: string,
  options: CompareOptions,
): Promise<CommandResult> {
  const { source, document } = await findDocument(name, context.services.labsFolder);
  const comparison = planRace(document, source, {
    settings: settingsOf(options),
    variations: options.vary.map(parseVariation),
    ...(options.optimizers && { optimizers: options.optimizers }),
    ...(options.seeds !== undefined && { seedCount: options.seeds }),
  });
  const ports = await openLabPorts(context);
  const report = await watchComparison(context, (watch) => compareExperiments(ports, comparison, watch));
  const target = options.target ?? null;
  await printComparison(context, report, target);
  return { document: comparisonDocument(report, target), exitCode: comparisonExitCode(report) };
}
