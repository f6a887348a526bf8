/** `tatami errors RUN`: counts the errors of a run. */
import { confusionCsv } from '../../../shared/metrics/confusion-csv.ts';
import { type ErrorsDifference, errorsDifference } from '../../labs/errors-difference.ts';
import { confusionPng } from '../../labs/drawing/confusion-png.ts';
import { errorsDrawing, errorsSvg, type DrawingWords } from '../../labs/errors-drawing.ts';
import { cellPictures, type ErrorLevel, type ErrorsReport, errorsReport } from '../../labs/errors-report.ts';
import type { CommandLine } from '../command-line.ts';
import type { CommandContext, CommandResult, Registrar } from '../context.ts';
import { printDifference, printErrors, printPictures } from '../errors-view.ts';
import { replaceFile } from '../../labs/files.ts';
import { choiceOption, wholeNumber } from '../option-values.ts';
import { predictionsOf, type TakenPredictions } from '../predictions.ts';

interface ErrorsOptions {
  readonly level?: ErrorLevel;
  readonly cell?: string;
  readonly epoch?: number;
  readonly minus?: string;
  readonly minusEpoch?: number;
  readonly csv?: string;
  readonly svg?: string;
  readonly png?: string;
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
    .option('--epoch <n>', say('optionEpoch'), wholeNumber(command, '--epoch'))
    .option('--minus <run>', say('optionMinus'))
    .option('--minus-epoch <n>', say('optionMinusEpoch'), wholeNumber(command, '--minus-epoch'))
    .option('--csv <file>', say('optionCsv'))
    .option('--svg <file>', say('optionSvg'))
    .option('--png <file>', say('optionPng'))
    .examples(
      'tatami errors 4f2a --level superclass',
      'tatami errors 4f2a --cell 4,9 --json',
      'tatami errors 4f2a --epoch 3 --minus 4f2a --minus-epoch 12',
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
  const taken = await predictionsOf(context, idOrPrefix, options.epoch ?? null);
  const report = errorsReport(taken.predictions, level);
  const minus = await differenceOf(context, taken, options);
  const cell = options.cell === undefined ? null : cellOf(options.cell, report.labels);
  const pictures = cell === null ? null : cellPictures(taken.predictions, level, cell);
  const files = await writeFiles(context, { taken, report, minus }, options);
  if (pictures !== null) printPictures(context, pictures);
  else if (minus !== null) printDifference(context, report, minus);
  else printErrors(context, report, taken.epoch);
  for (const path of Object.values(files)) context.terminal.print(context.say('matrixWritten', { path }));
  const { run, epoch } = taken;
  const parts = { ...(epoch !== null && { epoch }), ...(minus && { minus }), ...(pictures && { pictures }) };
  return { document: { run: run.id, ...report, ...parts, ...files } };
}

/** What is taken away: another run, or another epoch of the same one. */
async function differenceOf(
  context: CommandContext,
  taken: TakenPredictions,
  { minus, minusEpoch, level = 'class' }: ErrorsOptions,
): Promise<ErrorsDifference | null> {
  if (minus === undefined && minusEpoch === undefined) return null;
  const other = await predictionsOf(context, minus ?? taken.run.id, minusEpoch ?? null);
  return errorsDifference(taken, other, { taxonomy: taken.taxonomy, level });
}

interface Counted {
  readonly taken: TakenPredictions;
  readonly report: ErrorsReport;
  readonly minus: ErrorsDifference | null;
}

/** Writes the files that are asked for; answers their paths. */
async function writeFiles(
  context: CommandContext,
  counted: Counted,
  { csv, svg, png }: ErrorsOptions,
): Promise<{ readonly csv?: string; readonly svg?: string; readonly png?: string }> {
  const { report, minus } = counted;
  const numbers = { labels: report.labels, matrix: minus?.difference ?? report.matrix };
  const drawing = [report, minus?.matrix ?? null, wordsOf(context, counted)] as const;
  return {
    ...(csv !== undefined && { csv: await replaceFile(csv, confusionCsv(numbers)) }),
    ...(svg !== undefined && { svg: await replaceFile(svg, errorsSvg(...drawing)) }),
    ...(png !== undefined && { png: await writePng(context, png, errorsDrawing(...drawing)) }),
  };
}

/** Says which characters stand as boxes: there are letters for Latin and the usual Japanese texts. */
async function writePng(
  { terminal, say }: CommandContext,
  path: string,
  drawing: ReturnType<typeof errorsDrawing>,
): Promise<string> {
  const { bytes, missing } = confusionPng(drawing);
  if (missing.length > 0) terminal.say(say('pngBoxes', { characters: missing.join(' ') }));
  return replaceFile(path, bytes);
}

function wordsOf({ say }: CommandContext, { taken, report, minus }: Counted): DrawingWords {
  const side = (run: string, epoch: number | null): string => (epoch === null ? run : `${run}/${epoch}`);
  const a = side(taken.run.id, taken.epoch);
  const title =
    minus === null
      ? say('matrixTitle', { run: a, accuracy: (100 * report.accuracy).toFixed(1) })
      : say('differenceTitle', { a, b: side(minus.run, minus.epoch) });
  return { title, trueAxis: say('trueAxis'), predictedAxis: say('predictedAxis') };
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
