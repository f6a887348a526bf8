import { Command, type Option } from 'commander';
import { LabError } from '../../shared/contract/errors.ts';
import { nearestName } from '../../shared/spec/names.ts';
import { displayWidth, wrapDisplay } from './text-width.ts';
import type { Say, TextKey } from './texts/texts.ts';

/** Headings of commander's help pages and their texts. */
const headings: Readonly<Record<string, TextKey>> = {
  'Usage:': 'helpUsage',
  'Arguments:': 'helpArguments',
  'Options:': 'helpOptions',
  'Global Options:': 'helpGlobalOptions',
  'Commands:': 'helpCommands',
};

/**
 * A commander command that speaks the reader's language. Commander calls the methods below for each kind of wrong
 * usage; here they throw `command.wrong-usage` instead of printing English.
 */
export class CommandLine extends Command {
  readonly #say: Say;

  constructor(name: string, say: Say) {
    super(name);
    this.#say = say;
    this.exitOverride();
    this.helpOption('-h, --help', say('optionHelp'));
    this.helpCommand(false);
    this.configureHelp({
      displayWidth,
      boxWrap: wrapDisplay,
      showGlobalOptions: true,
      styleTitle: (title) => {
        const key = headings[title];
        return key === undefined ? title : say(key);
      },
      optionDescription: (option) => option.description,
    });
  }

  override createCommand(name: string): CommandLine {
    return new CommandLine(name, this.#say);
  }

  /** Adds examples, one command line each, at the end of the help page. */
  examples(...lines: readonly string[]): this {
    return this.addHelpText(
      'after',
      ['', this.#say('helpExamples'), ...lines.map((line) => `  ${line}`)].join('\n'),
    );
  }

  /** The command with those above it, as it is typed: `tatami history list`. */
  get path(): string {
    return this.parent instanceof CommandLine ? `${this.parent.path} ${this.name()}` : this.name();
  }

  unknownOption(flag: string): never {
    const near = nearestName(flag, this.#longOptions());
    throw this.wrongUsage('wrongOption', { option: flag }, near);
  }

  unknownCommand(): never {
    const typed = this.args[0] ?? '';
    const names = this.commands.map((command) => command.name());
    throw this.wrongUsage('wrongCommand', { command: typed }, nearestName(typed, names));
  }

  missingArgument(name: string): never {
    throw this.wrongUsage('missingArgument', { argument: name });
  }

  optionMissingArgument(option: Option): never {
    throw this.wrongUsage('missingOptionValue', { option: option.flags });
  }

  missingMandatoryOptionValue(option: Option): never {
    throw this.wrongUsage('missingOption', { option: option.flags });
  }

  _excessArguments(received: readonly string[]): never {
    const extra = received.slice(this.registeredArguments.length).join(' ');
    throw this.wrongUsage('excessArguments', { arguments: extra });
  }

  /** The error for a command line that cannot be understood, with the command that is to be looked up. */
  wrongUsage(key: TextKey, values: Readonly<Record<string, string>>, near: string | null = null): LabError {
    const suggestion = near === null ? '' : this.#say('didYouMean', { name: near });
    const problem = this.#say(key, values) + suggestion;
    return new LabError('command.wrong-usage', { problem, command: this.path });
  }

  #longOptions(): string[] {
    const own = this.options.flatMap((option) => (option.long ? [option.long] : []));
    return this.parent instanceof CommandLine ? [...own, ...this.parent.#longOptions()] : own;
  }
}
