/** `tatami history …`: what was trained, and what people wrote about it. */
import { createInterface } from 'node:readline/promises';
import { LabError } from '../../../shared/contract/errors.ts';
import type { RunQuery } from '../../../shared/contract/history.ts';
import { comparisonReport } from '../../labs/comparison-report.ts';
import { deleteRun } from '../../labs/delete-run.ts';
import { findEntry } from '../../labs/history-entry.ts';
import type { CommandLine } from '../command-line.ts';
import { comparisonDocument, printComparison } from '../comparison-view.ts';
import { type CommandContext, type CommandResult, openHistory, type Registrar } from '../context.ts';
import { printRunDetail, printRunList, runDetailDocument } from '../history-view.ts';
import { addHistoryFiles } from './history-files.ts';
import { choiceOption, collect, wholeNumber } from '../option-values.ts';
import { statusTexts } from '../run-view.ts';
import { accuracyTarget } from '../target-view.ts';

/** A run with all it holds, or a table of runs for spreadsheet programs. */

interface ListOptions {
  readonly status?: NonNullable<RunQuery['status']>;
  readonly dataset?: string;
  readonly tag?: string;
  readonly limit?: number;
}

/** Adds the command with its subcommands. */
export function addHistoryCommands(registrar: Registrar): void {
  const { program, say, start } = registrar;
  const history = program.command('history').description(say('aboutHistory'));
  history.examples(
    'tatami history list --status interrupted',
    'tatami history search Adadelta',
    'tatami history show 4f2a',
  );
  addListing(registrar, history);
  history
    .command('show')
    .description(say('aboutHistoryShow'))
    .argument('<id>', say('argumentRunOrComparison'))
    .option('--target <accuracy>', say('optionTarget'), accuracyTarget(history))
    .action((id: string, options: { target?: number }) =>
      start((context) => show(context, id, options.target ?? null)),
    );
  history
    .command('tag')
    .description(say('aboutHistoryTag'))
    .argument('<run>', say('argumentRun'))
    .argument('[tags...]', say('argumentTags'))
    .option('--remove <tag>', say('optionRemoveTag'), collect, [])
    .action((run: string, tags: string[], options: { remove: readonly string[] }) =>
      start((context) => tagRun(context, run, { add: tags, remove: options.remove })),
    );
  history
    .command('note')
    .description(say('aboutHistoryNote'))
    .argument('<run>', say('argumentRun'))
    .argument('<text>', say('argumentNote'))
    .action((run: string, text: string) => start((context) => noteRun(context, run, text)));
  addDeleting(registrar, history);
  addHistoryFiles(registrar, history);
}

function addListing({ say, start }: Registrar, history: CommandLine): void {
  const listing = (name: string): CommandLine => {
    const command = history.command(name);
    return command
      .addOption(
        choiceOption(
          command,
          { flags: '--status <status>', description: say('optionStatus') },
          Object.keys(statusTexts),
        ),
      )
      .option('--dataset <name>', say('optionDataset'))
      .option('--tag <tag>', say('optionTag'))
      .option('--limit <n>', say('optionLimit'), wholeNumber(command, '--limit'));
  };
  listing('list')
    .description(say('aboutHistoryList'))
    .action((options: ListOptions) => start((context) => listRuns(context, options)));
  listing('search')
    .description(say('aboutHistorySearch'))
    .argument('<text>', say('argumentSearch'))
    .action((text: string, options: ListOptions) =>
      start((context) => listRuns(context, { text, ...options })),
    );
}

function addDeleting({ say, start }: Registrar, history: CommandLine): void {
  history
    .command('delete')
    .description(say('aboutHistoryDelete'))
    .argument('<runs...>', say('argumentRun'))
    .option('-y, --yes', say('optionYes'))
    .action((runs: string[], options: { yes?: boolean }) =>
      start((context) => deleteRuns(context, runs, options.yes === true)),
    );
}

async function listRuns(context: CommandContext, query: RunQuery): Promise<CommandResult> {
  const history = await openHistory(context);
  const runs = await history.list(query);
  printRunList(context, runs);
  return { document: { history: context.home.historyFile, runs } };
}

/** @param target - Validation accuracy to time, where it is a comparison. */
async function show(
  context: CommandContext,
  idOrPrefix: string,
  target: number | null,
): Promise<CommandResult> {
  const history = await openHistory(context);
  const found = await findEntry(history, idOrPrefix);
  if (found.kind === 'run') {
    await printRunDetail(context, found.run);
    return { document: runDetailDocument(found.run) };
  }
  const report = await comparisonReport(history, found.record.id);
  await printComparison(context, report, target);
  return { document: comparisonDocument(report, target) };
}

async function tagRun(
  context: CommandContext,
  idOrPrefix: string,
  change: Readonly<{ add: readonly string[]; remove: readonly string[] }>,
): Promise<CommandResult> {
  const history = await openHistory(context);
  const run = await history.run(idOrPrefix);
  const kept = run.tags.filter((tag) => !change.remove.includes(tag));
  const tags = [...new Set([...kept, ...change.add])];
  await history.setTags(run.id, tags);
  context.terminal.print(context.say('tagsNow', { run: run.id, tags: tags.join(', ') || '-' }));
  return { document: { run: run.id, tags } };
}

async function noteRun(context: CommandContext, idOrPrefix: string, note: string): Promise<CommandResult> {
  const history = await openHistory(context);
  const run = await history.run(idOrPrefix);
  await history.setNote(run.id, note);
  context.terminal.print(context.say('noteKept', { run: run.id }));
  return { document: { run: run.id, note } };
}

async function deleteRuns(
  context: CommandContext,
  idsOrPrefixes: readonly string[],
  isConfirmed: boolean,
): Promise<CommandResult> {
  const history = await openHistory(context);
  const runs = await Promise.all(idsOrPrefixes.map((idOrPrefix) => history.run(idOrPrefix)));
  const running = runs.find((run) => run.status === 'running');
  if (running !== undefined) throw new LabError('command.run-is-running', { run: running.id });
  const ids = [...new Set(runs.map((run) => run.id))];
  if (!isConfirmed) await confirmDeletion(context, ids.join(', '));
  const { checkpointRoot } = context.home;
  for (const id of ids) await deleteRun({ history, checkpointRoot }, id);
  context.terminal.print(context.say('deleted', { runs: ids.join(', ') }));
  return { document: { deleted: ids } };
}

/** Asks on a terminal; elsewhere, and for any answer but yes, nothing is deleted. */
async function confirmDeletion(context: CommandContext, runs: string): Promise<void> {
  if (process.stdin.isTTY && context.terminal.isLive) {
    const dialog = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await dialog.question(`${context.say('confirmDelete', { runs })} [y/N] `);
    dialog.close();
    if (/^\s*y(es)?\s*$/i.test(answer)) return;
  }
  throw new LabError('command.not-confirmed', { runs });
}
