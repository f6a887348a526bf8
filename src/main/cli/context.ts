/** What every command is given. */
import type { EnginePort } from '../../shared/contract/engine.ts';
import type { Language } from '../../shared/contract/errors/entry.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import type { HistoryFiles } from '../labs/backup/restore.ts';
import type { TwinPorts } from '../labs/export-twin.ts';
import type { Desktop } from '../labs/file-type.ts';
import type { DatasetPort, LabPorts } from '../labs/ports.ts';
import { recoverRuns } from '../labs/recover-runs.ts';
import type { CommandLine } from './command-line.ts';
import type { HomeFolders } from './home-folders.ts';
import type { Terminal } from './terminal.ts';
import type { Say } from './texts/texts.ts';

/** Why no window can be opened. */
export type WindowProblem = 'no-display' | 'no-electron' | 'no-libraries' | 'no-bundles';

/** What the window is opened with. */
export interface WindowRequest {
  /** Folder of the history and data. */
  readonly home: string;
  /** A document to open. */
  readonly file: string | undefined;
  /** Closes the window, which first saves the state of its runs. */
  readonly signal: AbortSignal;
  readonly onStep: (step: 'building' | 'no-sandbox' | 'opening') => void;
}

/** How the window has ended, or why it could not be opened, with what is missing for it. */
export type WindowOpening =
  | { readonly isOpened: true; readonly exitCode: number; readonly logFile: string }
  | { readonly isOpened: false; readonly problem: WindowProblem; readonly detail: string };

/** Whether a report was printed, or what is missing for it. */
export type ReportPrinting =
  | { readonly isPrinted: true }
  | {
      readonly isPrinted: false;
      readonly problem: 'no-electron' | 'no-libraries' | 'no-bundles' | 'failed';
      readonly detail: string;
    };

/** The rooms behind the commands; the door wires them. Each part starts when it is first asked for. */
export interface Services {
  /** @param threads - Threads of one operation, or null for as many as there are; counts where it starts. */
  engine(threads?: number | null): EnginePort;
  history(): Promise<HistoryPort>;
  readonly datasets: DatasetPort;
  /** What a finished run did; needs no TensorFlow. */
  readonly replay: TwinPorts['replay'];
  /** Folder of the ready-made labs. */
  readonly labsFolder: string;
  /** The desktop from which files are opened. */
  readonly desktop: Desktop;
  /** What set-up has written about its parts. */
  readonly setupFile: string;
  /** What is asked about histories that are not open. */
  readonly historyFiles: HistoryFiles;
  /** Opens the window and waits until it is closed. */
  openWindow(request: WindowRequest): Promise<WindowOpening>;
  /** Writes the PDF and the PNGs of a report into its folder. */
  printReport(folder: string): Promise<ReportPrinting>;
  /** Ends the engine's process and closes the history. */
  close(): Promise<void>;
}

/** The state of one command. */
export interface CommandContext {
  readonly home: HomeFolders;
  readonly language: Language;
  readonly say: Say;
  /** Whether stdout carries the one JSON document. */
  readonly isJson: boolean;
  readonly terminal: Terminal;
  readonly services: Services;
  /** Version of Tatami. */
  readonly version: string;
  /** Aborted when the user interrupts (Ctrl+C). */
  readonly signal: AbortSignal;
}

/** What a command answers. */
export interface CommandResult {
  /** The one JSON document of `--json`. */
  readonly document: unknown;
  /** Default 0. */
  readonly exitCode?: number;
}

/** What a command needs to join the command line. */
export interface Registrar {
  readonly program: CommandLine;
  readonly say: Say;
  /** Runs the work of a command in its context and keeps its exit code. */
  start(work: (context: CommandContext) => Promise<CommandResult>): Promise<void>;
}

/**
 * The history, opened. Runs whose process is gone are marked as interrupted on the way, and the user is told how to
 * go on with them.
 */
export async function openHistory(context: CommandContext): Promise<HistoryPort> {
  const history = await context.services.history();
  await tellInterrupted(context, history, await history.markInterrupted());
  return history;
}

async function tellInterrupted(
  context: CommandContext,
  history: HistoryPort,
  runs: readonly string[],
): Promise<void> {
  for (const run of runs) {
    const { comparisonId: comparison } = await history.run(run);
    const words =
      comparison === null
        ? context.say('foundInterrupted', { run })
        : context.say('foundInterruptedIn', { run, comparison });
    context.terminal.say(words);
  }
}

/**
 * The ports of the use cases, with the history opened and what deaths left of checkpoints removed.
 * @param threads - Threads of one operation of the engine; null for as many as there are.
 */
export async function openLabPorts(
  context: CommandContext,
  threads: number | null = null,
): Promise<LabPorts> {
  const { dataFolder, checkpointRoot } = context.home;
  const history = await context.services.history();
  await tellInterrupted(context, history, await recoverRuns({ history, checkpointRoot }));
  return {
    engine: context.services.engine(threads),
    history,
    dataFolder,
    checkpointRoot,
  };
}
