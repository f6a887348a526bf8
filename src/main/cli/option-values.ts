/** Readers of option values; each throws `command.wrong-usage` in the reader's language. */
import { Option } from 'commander';
import { type RewriteName, rewriteNames } from '../../shared/contract/graph-form.ts';
import { nearestName } from '../../shared/spec/names.ts';
import type { CommandLine } from './command-line.ts';

/** A reader of whole numbers in decimal digits, such as `--epochs 5`. Ranges are checked where their meaning is known. */
export function wholeNumber(command: CommandLine, option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
    throw command.wrongUsage('wantWholeNumber', { option, value: text });
  };
}

/** Most threads that may be asked for; TensorFlow makes as many as it is told. */
const mostThreads = 1024;

/** A reader of the thread count of `--threads`: a whole number from 1. */
export function threadCount(command: CommandLine): (text: string) => number {
  const read = wholeNumber(command, '--threads');
  return (text) => {
    const value = read(text);
    if (value >= 1 && value <= mostThreads) return value;
    throw command.wrongUsage('wantThreads', { value: text, most: String(mostThreads) });
  };
}

/** A reader of whole numbers that also takes the word `all`. */
export function wholeNumberOrAll(command: CommandLine, option: string): (text: string) => number | 'all' {
  const read = wholeNumber(command, option);
  return (text) => (text === 'all' ? text : read(text));
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** A reader of names separated by commas, such as `SGD,Adam`; at least one. */
export function nameList(command: CommandLine, option: string): (text: string) => readonly string[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    if (names.every((name) => name.length > 0)) return names;
    throw command.wrongUsage('wantNameList', { option, value: text });
  };
}

/** An option whose value must be one of a few words. */
export function choiceOption(
  command: CommandLine,
  texts: Readonly<{ flags: string; description: string }>,
  choices: readonly string[],
): Option {
  const option = new Option(texts.flags, `${texts.description} (${choices.join(' | ')})`);
  return option.argParser((value: string) => {
    if (choices.includes(value)) return value;
    const shown = option.long ?? texts.flags;
    throw command.wrongUsage(
      'wantChoice',
      { option: shown, value, choices: choices.join(', ') },
      nearestName(value, choices),
    );
  });
}

/** What `--rewrites` takes. */
const rewriteChoices = ['all', 'none', ...rewriteNames] as const;

/** The option `--rewrites`: one graph rewrite, all or none. */
export function rewritesOption(command: CommandLine, description: string): Option {
  return choiceOption(command, { flags: '--rewrites <name>', description }, rewriteChoices);
}

/** The graph rewrites that a word of `--rewrites` stands for; undefined where none was given. */
export function rewritesNamed(word: string | undefined): readonly RewriteName[] | undefined {
  if (word === undefined) return undefined;
  return rewriteNames.filter((name) => word === 'all' || word === name);
}
