/** The command line as a whole: builds the commands, runs one, and says how it ended. */
import { CommanderError } from 'commander';
import { describeError, LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { Language } from '../../shared/contract/errors/entry.ts';
import { CommandLine } from './command-line.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDataCommands } from './commands/data.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDiagnoseCommand } from './commands/diagnose.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDropoutCommand } from './commands/dropout.ts';
import { addErrorsCommand } from './commands/errors.ts';
import { addExportCommand } from './commands/export.ts';
import { addHistoryCommands } from './commands/history.ts';
import { addImportCommand } from './commands/import.ts';
import { addLabsCommand } from './commands/labs.ts';
import { addRegisterCommand } from './commands/register.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addStartCommand } from './commands/start.ts';
import { addAgainCommands } from './commands/again.ts';
import { addXrayCommand } from './commands/xray.ts';
import type { CommandContext, CommandResult, Registrar, Services } from './context.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { defaultHome, type Environment, type HomeFolders, homeFolders } from './home-folders.ts';
import { type InterruptibleProcess, watchInterruption } from './interruption.ts';
import { languageOf } from './language.ts';
import { choiceOption } from './option-values.ts';
import { type OutputStream, Terminal } from './terminal.ts';
import { type Say, speaker } from './texts/texts.ts';

/** The surroundings of a command, and the rooms behind it. */
export interface CommandLineParts {
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly process: InterruptibleProcess;
  readonly version: string;
  openServices(home: HomeFolders, onNotice: (notice: LabErrorData) => void): Services;
}

interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
}

/**
 * Runs one command. What commander itself reports as an error is only a missing command, after the help page.
 *
 * @returns The exit code: 0 done, 2 wrong usage, 3 bad input, 4 the engine failed, 130 interrupted, 1 a fault of
 *   Tatami.
 */
export async function runCommandLine(parts: CommandLineParts): Promise<number> {
  const language = languageOf(parts.argv, parts.environment);
  const say = speaker(language);
  let exitCode: number = exitCodes.done;
  const program = new CommandLine('tatami', say);
  const start: Registrar['start'] = async (work) => {
    exitCode = await runInContext(parts, { options: program.opts(), language, say }, work);
  };
  addCommands({ program, say, start }, parts);
  try {
    await program.parseAsync(parts.argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const isJson = parts.argv.includes('--json');
    const failure = error instanceof CommanderError ? program.wrongUsage('missingCommand', {}) : error;
    return reportFailure(failure, { terminal: terminalOf(parts, isJson), language, say, isJson });
  }
  return exitCode;
}

function addCommands(registrar: Registrar, parts: CommandLineParts): void {
  const { program, say } = registrar;
  program
    .description(say('aboutTatami'))
    .version(parts.version, '-V, --version', say('optionVersion'))
    .option('--home <folder>', say('optionHome'))
    .option('--json', say('optionJson'))
    .addOption(
      choiceOption(program, { flags: '--lang <language>', description: say('optionLang') }, ['ja', 'en']),
    )
    .configureOutput({
      writeOut: (text) => void parts.stdout.write(text),
      writeErr: (text) => void parts.stderr.write(text),
    })
    .examples(
      'tatami demo',
      'tatami run mnist-cnn --epochs 1',
      'tatami compare optimizer-race',
      'tatami history list',
    );
  addStartCommand(registrar);
  addDemoCommand(registrar);
  addLabsCommand(registrar);
  addRunCommand(registrar);
  addCompareCommand(registrar);
  addAgainCommands(registrar);
  addHistoryCommands(registrar);
  addBackupCommands(registrar);
  addDropoutCommand(registrar);
  addErrorsCommand(registrar);
  addXrayCommand(registrar);
  addDiagnoseCommand(registrar);
  addExportCommand(registrar);
  addReportCommand(registrar);
  addImportCommand(registrar);
  addDataCommands(registrar);
  addRegisterCommand(registrar);
  addDoctorCommand(registrar);
}

function terminalOf(parts: CommandLineParts, isJson: boolean): Terminal {
  return new Terminal({ stdout: parts.stdout, stderr: parts.stderr, environment: parts.environment, isJson });
}

/** Gives a command its context, waits for its end and closes what it opened. */
async function runInContext(
  parts: CommandLineParts,
  settings: Readonly<{ options: GlobalOptions; language: Language; say: Say }>,
  work: (context: CommandContext) => Promise<CommandResult>,
): Promise<number> {
  const { options, language, say } = settings;
  const isJson = options.json === true;
  const terminal = terminalOf(parts, isJson);
  const home = homeFolders(options.home ?? defaultHome(parts.environment, parts.platform));
  const services = parts.openServices(home, (notice) => sayNotice(terminal, notice, language));
  const signal = watchInterruption(parts.process, () => terminal.say(say('stopping')));
  const { version } = parts;
  const context: CommandContext = { home, language, say, isJson, terminal, services, version, signal };
  let exitCode: number;
  try {
    const result = await work(context);
    if (isJson) terminal.document(result.document);
    exitCode = result.exitCode ?? exitCodes.done;
  } catch (error) {
    exitCode = reportFailure(error, context);
  } finally {
    await services.close();
  }
  return signal.aborted ? exitCodes.interrupted : exitCode;
}

/** Says what the user should know though nothing failed, such as a repaired history. */
function sayNotice(terminal: Terminal, notice: LabErrorData, language: Language): void {
  const { message, hint } = describeError(notice, language);
  terminal.say(`${message} ${hint}`);
}

/** Says what went wrong, as words on stderr and with `--json` as the one document; answers the exit code. */
function reportFailure(
  error: unknown,
  output: Pick<CommandContext, 'terminal' | 'language' | 'say' | 'isJson'>,
): number {
  const { terminal, language, say, isJson } = output;
  if (!(error instanceof LabError))
    terminal.say(error instanceof Error ? (error.stack ?? '') : String(error));
  const problem = error instanceof Error ? error.message : String(error);
  const failure = error instanceof LabError ? error : new LabError('command.bug', { problem }, error);
  const { message, hint } = describeError(failure, language);
  terminal.say(`${terminal.paintMessage('bad', say('error'))}${message}`);
  terminal.say(`${terminal.paintMessage('accent', say('hint'))}${hint}`);
  if (isJson) terminal.document({ error: { code: failure.code, message, hint, details: failure.details } });
  return exitCodeOf(error);
}
