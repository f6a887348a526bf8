/** `tatami export RUN`: a run for other programs. */
import type { Language } from '../../../shared/contract/errors/entry.ts';
import { exportTwin } from '../../labs/export-twin.ts';
import { type CommandContext, type CommandResult, openHistory, type Registrar } from '../context.ts';
import { choiceOption, wholeNumber } from '../option-values.ts';

interface ExportOptions {
  readonly out: string;
  readonly images?: number;
  readonly comments?: Language;
  readonly force?: boolean;
}

/** Adds the command. */
export function addExportCommand({ program, say, start }: Registrar): void {
  const command = program.command('export');
  const format = { flags: '--format <format>', description: say('optionFormat') };
  const comments = { flags: '--comments <language>', description: say('optionComments') };
  command
    .description(say('aboutExport'))
    .argument('<run>', say('argumentRun'))
    .addOption(choiceOption(command, format, ['twin']).makeOptionMandatory())
    .requiredOption('--out <folder>', say('optionOut'))
    .option('--images <n>', say('optionImages'), wholeNumber(command, '--images'))
    .addOption(choiceOption(command, comments, ['ja', 'en']))
    .option('--force', say('optionForce'))
    .examples(
      'tatami export 4f2a --format twin --out twin-of-4f2a',
      'tatami export 4f2a --format twin --out twin-of-4f2a --images 5000 --comments ja',
    )
    .action((run: string, options: ExportOptions) => start((context) => writeTwin(context, run, options)));
}

async function writeTwin(
  context: CommandContext,
  idOrPrefix: string,
  options: ExportOptions,
): Promise<CommandResult> {
  const { home, services, say, terminal, language } = context;
  const { dataFolder, checkpointRoot } = home;
  const history = await openHistory(context);
  const twin = await exportTwin(
    { history, dataFolder, checkpointRoot, replay: services.replay },
    idOrPrefix,
    {
      folder: options.out,
      isForced: options.force === true,
      mostImages: options.images ?? null,
      comments: options.comments ?? language,
    },
  );
  const { run, folder, images, heldSteps: held, totalSteps: total } = twin;
  terminal.print(say('twinWritten', { run, folder, images, held, total }));
  if (twin.random.length > 0) terminal.print(say('twinRandom', { layers: twin.random.join(', ') }));
  terminal.print(say('twinNext'));
  return { document: twin };
}
