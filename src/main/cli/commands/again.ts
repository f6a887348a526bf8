/** `tatami resume RUN|COMPARISON` and `tatami repeat RUN`. */
import type { RepeatVerdict, RunDetail } from '../../../shared/contract/history.ts';
import { continueComparison, planContinuation, threadsOf } from '../../labs/compare.ts';
import { findEntry } from '../../labs/history-entry.ts';
import { repeatRun } from '../../labs/repeat.ts';
import { resumeRun } from '../../labs/resume.ts';
import { comparisonDocument, comparisonExitCode, printComparison } from '../comparison-view.ts';
import {
  type CommandContext,
  type CommandResult,
  openHistory,
  openLabPorts,
  type Registrar,
} from '../context.ts';
import { rewritesNamed, rewritesOption, threadCount } from '../option-values.ts';
import { runDocument } from '../run-document.ts';
import { printRun } from '../run-view.ts';
import { verdictLines } from '../verdict-view.ts';
import { watchComparison, watchTraining } from '../watch-training.ts';

/** What the repetition takes from the command line in place of what the run had. */
interface RepeatOptions {
  readonly threads?: number;
  readonly rewrites?: string;
}

/** Adds both commands. */
export function addAgainCommands({ program, say, start }: Registrar): void {
  program
    .command('resume')
    .description(say('aboutResume'))
    .argument('<id>', say('argumentRunOrComparison'))
    .examples('tatami resume 4f2a')
    .action((id: string) => start((context) => resume(context, id)));
  const repeating = program
    .command('repeat')
    .description(say('aboutRepeat'))
    .argument('<run>', say('argumentRun'))
    .examples('tatami repeat 4f2a', 'tatami repeat 4f2a --threads 1');
  repeating
    .option('--threads <n>', say('optionRepeatThreads'), threadCount(repeating))
    .addOption(rewritesOption(repeating, say('optionRepeatRewrites')))
    .action((run: string, options: RepeatOptions) => start((context) => repeat(context, run, options)));
}

async function resume(context: CommandContext, idOrPrefix: string): Promise<CommandResult> {
  const found = await findEntry(await openHistory(context), idOrPrefix);
  return found.kind === 'run' ? resumeOne(context, found.run) : resumeComparison(context, found.record.id);
}

/** Goes on with the thread count of the run: another one would change its last bits. */
async function resumeOne(
  context: CommandContext,
  { id, experiment, start }: RunDetail,
): Promise<CommandResult> {
  const ports = await openLabPorts(context, start?.device.threads ?? null);
  const run = await watchTraining(context, experiment.epochs, (watch) => resumeRun(ports, id, watch));
  await printRun(context, run);
  return { document: runDocument(run) };
}

/** Goes on with the thread count that its runs had, which keeps the race fair. */
async function resumeComparison(context: CommandContext, id: string): Promise<CommandResult> {
  const { planned } = await planContinuation(await context.services.history(), id);
  const ports = await openLabPorts(context, threadsOf(planned));
  const report = await watchComparison(context, (watch) => continueComparison(ports, id, watch));
  await printComparison(context, report);
  return { document: comparisonDocument(report), exitCode: comparisonExitCode(report) };
}

async function repeat(
  context: CommandContext,
  idOrPrefix: string,
  options: RepeatOptions,
): Promise<CommandResult> {
  const history = await openHistory(context);
  const { id, experiment, start } = await history.run(idOrPrefix);
  const ports = await openLabPorts(context, options.threads ?? start?.device.threads ?? null);
  const rewrites = rewritesNamed(options.rewrites);
  const result = await watchTraining(context, experiment.epochs, (watch) =>
    repeatRun(ports, id, watch, rewrites),
  );
  await printRun(context, result.repetition);
  for (const line of verdictLines(context, result)) context.terminal.print(line);
  return { document: verdictDocument(result) };
}

function verdictDocument(
  result: RepeatVerdict & Readonly<{ original: RunDetail; repetition: RunDetail }>,
): unknown {
  const { original, repetition, ...verdict } = result;
  const originalHash = original.end?.finalWeightsSha256 ?? null;
  return {
    ...verdict,
    repeatOf: original.id,
    originalFinalWeightsSha256: originalHash,
    ...runDocument(repetition),
  };
}
