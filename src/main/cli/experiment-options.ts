/** The options that `run` and `compare` share: changes of the experiment. */
import { parseSetting, type Settings } from '../../shared/spec/settings.ts';
import type { CommandLine } from './command-line.ts';
import { collect, wholeNumber, wholeNumberOrAll } from './option-values.ts';
import type { Say } from './texts/texts.ts';

/** The options as the parser answers them. */
export interface ExperimentOptions {
  readonly set: readonly string[];
  readonly epochs?: number;
  readonly train?: number;
  readonly test?: number;
  readonly batchSize?: number | string;
  readonly seed?: number;
  readonly validation?: string;
}

/** Adds the options to a command. */
export function addExperimentOptions(command: CommandLine, say: Say): CommandLine {
  return command
    .option('--set <path=value>', say('optionSet'), collect, [])
    .option('--epochs <n>', say('optionEpochs'), wholeNumber(command, '--epochs'))
    .option('--train <n>', say('optionTrain'), wholeNumber(command, '--train'))
    .option('--test <n>', say('optionTest'), wholeNumber(command, '--test'))
    .option('--batch-size <n>', say('optionBatchSize'), wholeNumberOrAll(command, '--batch-size'))
    .option('--seed <n>', say('optionSeed'), wholeNumber(command, '--seed'))
    .option('--validation <share>', say('optionValidation'));
}

/**
 * The changes that the options ask for, by path in the experiment document. `--set` comes first: it may replace a
 * whole part (`dataset=…`) that the short options then refine.
 *
 * @throws LabError `spec.bad-setting`.
 */
export function settingsOf(options: ExperimentOptions): Settings {
  const named = options.set.map(parseSetting).map(({ path, value }) => [path, value] as const);
  const short: Readonly<Record<string, unknown>> = {
    epochs: options.epochs,
    'dataset.train': options.train,
    'dataset.test': options.test,
    batch_size: options.batchSize,
    seed: options.seed,
    validation: options.validation === undefined ? undefined : validationOf(options.validation),
  };
  const given = Object.entries(short).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...named, ...given]);
}

/** `0` is no validation, another number a share of the training images, and a word what the document calls it. */
function validationOf(text: string): unknown {
  const share = Number(text);
  if (text.trim() === '' || Number.isNaN(share)) return text;
  return share === 0 ? { from: 'none' } : { from: 'train', split: share };
}
