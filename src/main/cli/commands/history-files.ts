/** `tatami history export` and `import`: runs and comparisons as files for another computer. */
import { extname } from 'node:path';
import { archiveExtension } from '../../labs/archive/archive-form.ts';
import { writeArchive } from '../../labs/archive/write-archive.ts';
import { refuseTaken } from '../../labs/files.ts';
import { exportRunTable, importHistoryFile, saveHistoryFile } from '../../labs/run-files.ts';
import type { CommandLine } from '../command-line.ts';
import { type CommandContext, type CommandResult, openHistory, type Registrar } from '../context.ts';
import { formatSize } from '../numbers.ts';
import { choiceOption } from '../option-values.ts';

interface ExportOptions {
  readonly weights: boolean;
  readonly data?: boolean;
  readonly force?: boolean;
  /** A table of runs instead of all that one holds. */
  readonly format?: 'csv';
}

/** Adds both to `tatami history`. */
export function addHistoryFiles({ say, start }: Registrar, history: CommandLine): void {
  const exporting = history.command('export');
  exporting
    .description(say('aboutHistoryExport'))
    .argument('<entries...>', say('argumentRunsAndFile'))
    .addOption(
      choiceOption(exporting, { flags: '--format <name>', description: say('optionFormat') }, ['csv']),
    )
    .option('--no-weights', say('optionNoWeights'))
    .option('--data', say('optionArchiveData'))
    .option('--force', say('optionReplaceFile'))
    .examples('tatami history export 4f2a run.tatami', 'tatami history export runs.csv --format csv')
    .action((entries: string[], options: ExportOptions) => {
      const runs = entries.slice(0, -1);
      const file = entries.at(-1) ?? '';
      if (options.format === 'csv') return start((context) => exportTable(context, { runs, file }, options));
      const [id] = runs;
      if (id === undefined || runs.length > 1)
        throw exporting.wrongUsage('wantOneRun', { found: String(runs.length) });
      return start((context) => exportFile(context, { id, file }, options));
    });
  history
    .command('import')
    .description(say('aboutHistoryImport'))
    .argument('<file>', say('argumentInput'))
    .action((file: string) => start((context) => importFile(context, file)));
}

async function exportFile(
  context: CommandContext,
  { id, file }: Readonly<{ id: string; file: string }>,
  options: ExportOptions,
): Promise<CommandResult> {
  const { home, say, terminal, version: appVersion } = context;
  const history = await openHistory(context);
  const isForced = options.force === true;
  if (extname(file).toLowerCase() !== archiveExtension) {
    const run = await history.run(id);
    await refuseTaken(file, isForced);
    const order = { path: file, format: 'json', hasWeights: false, hasData: false } as const;
    const path = await saveHistoryFile({ ...home, history, appVersion }, run.id, order);
    terminal.print(say('exported', { run: run.id, path }));
    return { document: { run: run.id, path } };
  }
  const choice = { hasWeights: options.weights, hasData: options.data === true };
  const written = await writeArchive({ ...home, history }, id, {
    path: file,
    isForced,
    appVersion,
    ...choice,
  });
  const { path, runs, weights, datasets, sizeBytes } = written;
  terminal.print(say('archiveWritten', { path, runs: runs.length, weights, size: formatSize(sizeBytes) }));
  if (datasets.length > 0) terminal.print(say('backupDatasets', { datasets: datasets.join(', ') }));
  return { document: written };
}

/** All runs of the history where none is named, oldest first. */
async function exportTable(
  context: CommandContext,
  { runs, file }: Readonly<{ runs: readonly string[]; file: string }>,
  { force }: ExportOptions,
): Promise<CommandResult> {
  const history = await openHistory(context);
  await refuseTaken(file, force === true);
  const { path, count } = await exportRunTable(history, runs, file);
  context.terminal.print(context.say('tableWritten', { count, path }));
  return { document: { path, runs: count } };
}

async function importFile(context: CommandContext, file: string): Promise<CommandResult> {
  const { home, say, terminal } = context;
  const history = await openHistory(context);
  const imported = await importHistoryFile({ ...home, history }, file);
  for (const run of imported.runs) terminal.print(say('imported', { run }));
  if (imported.datasets.length > 0)
    terminal.print(say('datasetsImported', { datasets: imported.datasets.join(', ') }));
  return { document: { run: imported.runs[0], ...imported } };
}
