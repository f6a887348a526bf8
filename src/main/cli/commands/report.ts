/** `tatami report`: a run or comparison as a folder for paper, slides, spreadsheets and MLflow. */
import { resolve } from 'node:path';
import type { Language } from '../../../shared/contract/errors/entry.ts';
import { writeReport } from '../../labs/report/write-report.ts';
import { type CommandContext, type CommandResult, openHistory, type Registrar } from '../context.ts';
import { choiceOption } from '../option-values.ts';

interface ReportOptions {
  readonly out: string;
  readonly language?: Language;
  readonly force?: boolean;
  readonly pdf: boolean;
}

/** Why there is no PDF, by what is missing for it. */
const reasons = {
  'no-electron': 'noPdfElectron',
  'no-libraries': 'noPdfLibraries',
  'no-bundles': 'noPdfBundles',
  failed: 'noPdfFailed',
} as const;

/** Adds the command. */
export function addReportCommand({ program, say, start }: Registrar): void {
  const command = program.command('report');
  const language = { flags: '--language <language>', description: say('optionReportLanguage') };
  command
    .description(say('aboutReport'))
    .argument('<id>', say('argumentRunOrComparison'))
    .requiredOption('--out <folder>', say('optionOut'))
    .addOption(choiceOption(command, language, ['ja', 'en']))
    .option('--no-pdf', say('optionNoPdf'))
    .option('--force', say('optionForce'))
    .examples(
      'tatami report 4f2a --out report-of-4f2a',
      'tatami report 4f2a --out report-of-4f2a --language ja',
    )
    .action((id: string, options: ReportOptions) => start((context) => report(context, id, options)));
}

async function report(context: CommandContext, id: string, options: ReportOptions): Promise<CommandResult> {
  const { home, say, terminal, version: appVersion, services } = context;
  const history = await openHistory(context);
  const written = await writeReport({ ...home, history }, id, {
    folder: resolve(options.out),
    isForced: options.force === true,
    language: options.language ?? context.language,
    appVersion,
  });
  const { folder, runs, figures } = written;
  terminal.print(say('reportWritten', { folder, runs, figures }));
  if (!options.pdf) return { document: { ...written, hasPdf: false } };
  const printing = await services.printReport(folder);
  if (printing.isPrinted) terminal.print(say('reportPrinted'));
  else terminal.say(say(reasons[printing.problem], { detail: printing.detail }));
  return { document: { ...written, hasPdf: printing.isPrinted } };
}
