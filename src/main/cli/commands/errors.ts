/** `tatami errors RUN`: counts the errors of a run. */
import { confusionCsv } from '../../../shared/metrics/confusion-csv.ts';
import { errorsDrawing } from '../../labs/errors-drawing.ts';
import { cellPictures, type ErrorLevel, type ErrorsReport, errorsReport } from '../../labs/errors-report.ts';
import type { CommandLine } from '../command-line.ts';
import type { CommandContext, CommandResult, Registrar } from '../context.ts';
import { printErrors, printPictures } from '../errors-view.ts';
import { replaceFile } from '../../labs/files.ts';
import { choiceOption } from '../option-values.ts';
import { predictionsOf } from '../predictions.ts';

interface ErrorsOptions {
  readonly level?: ErrorLevel;
  readonly cell?: string;
  readonly csv?: string;
  readonly svg?: string;
}

/** Adds the command. */
export function addErrorsCommand({ program, say, start }: Registrar): void {
  const level = { flags: '--level <level>', description: say('optionLevel') };
  const command = program.command('errors');
  command
    .description(say('aboutErrors'))
    .argument('<run>', say('argumentRun'))
    .addOption(choiceOption(command, level, ['class', 'superclass']))
    .option('--cell <true,predicted>', say('optionCell'), cellText(command))
    .option('--csv <file>', say('optionCsv'))
    .option('--svg <file>', say('optionSvg'))
    .examples(
      'tatami errors 4f2a --level superclass',
      'tatami errors 4f2a --cell 4,9 --json',
      'tatami errors 4f2a --csv confusion.csv --svg confusion.svg',
    )
    .action((run: string, options: ErrorsOptions) => start((context) => countErrors(context, run, options)));
}

async function countErrors(
  context: CommandContext,
  idOrPrefix: string,
  options: ErrorsOptions,
): Promise<CommandResult> {
  const { level = 'class' } = options;
  const { id, predictions } = await predictionsOf(context, idOrPrefix);
  const report = errorsReport(predictions, level);
  const cell = options.cell === undefined ? null : cellOf(options.cell, report.labels);
  const pictures = cell === null ? null : cellPictures(predictions, level, cell);
  const csv = options.csv === undefined ? null : await replaceFile(options.csv, confusionCsv(report));
  const svg =
    options.svg === undefined ? null : await replaceFile(options.svg, drawingOf(context, id, report));
  if (pictures === null) printErrors(context, report);
  else printPictures(context, pictures);
  for (const path of [csv, svg]) {
    if (path !== null) context.terminal.print(context.say('matrixWritten', { path }));
  }
  const files = { ...(csv !== null && { csv }), ...(svg !== null && { svg }) };
  return { document: { run: id, ...report, ...(pictures && { pictures }), ...files } };
}

function drawingOf({ say }: CommandContext, run: string, report: ErrorsReport): string {
  const title = say('matrixTitle', { run, accuracy: (100 * report.accuracy).toFixed(1) });
  return errorsDrawing(report, { title, trueAxis: say('trueAxis'), predictedAxis: say('predictedAxis') });
}

/** Two names or numbers with a comma between; where names hold commas, the one split that names two labels. */
function cellOf(text: string, labels: readonly string[]): { true: string; predicted: string } {
  const splits = [...text.matchAll(/,/g)].map(({ index }) => ({
    true: text.slice(0, index).trim(),
    predicted: text.slice(index + 1).trim(),
  }));
  const known = new Set(labels.map((label) => label.toLowerCase()));
  const isKnown = (name: string): boolean => known.has(name.toLowerCase());
  const named = splits.find((split) => isKnown(split.true) && isKnown(split.predicted));
  return named ?? splits[0] ?? { true: text, predicted: '' };
}

/** Refuses a cell without two sides before anything is opened. */
function cellText(command: CommandLine): (text: string) => string {
  return (text) => {
    if (/\S\s*,\s*\S/.test(text)) return text;
    throw command.wrongUsage('wantCell', { value: text });
  };
}
