/** What people read about the errors of a run. */
import type { ErrorsDifference } from '../labs/errors-difference.ts';
import type { CellPicture, ErrorsReport } from '../labs/errors-report.ts';
import type { CommandContext } from './context.ts';
import { formatCount, formatShare } from './numbers.ts';
import { formatTable } from './table.ts';
import { displayWidth, fitDisplay, padDisplay, printable } from './text-width.ts';

/** Largest matrix that is printed; larger ones are said by their most confused pairs. */
const largestPrinted = 25;

/** Most lines of a table of classes, pairs or pictures. */
const mostLines = 20;

/** Prints accuracy, errors inside and across superclasses, the matrix, confused pairs and the weakest classes. */
export function printErrors(
  context: CommandContext,
  report: ErrorsReport,
  epoch: number | null = null,
): void {
  const { say, terminal } = context;
  const values = {
    count: formatCount(report.count),
    errors: formatCount(report.errors),
    accuracy: formatShare(1 - report.errors / report.count),
  };
  terminal.print(epoch === null ? say('errorsTotal', values) : say('epochTotal', { ...values, epoch }));
  if (report.insideSuperclassErrors !== null && report.acrossSuperclassErrors !== null) {
    const inside = formatCount(report.insideSuperclassErrors);
    const across = formatCount(report.acrossSuperclassErrors);
    const accuracy = formatShare(report.superclassAccuracy);
    terminal.print(say('errorsSplit', { inside, across, accuracy }));
  }
  if (report.labels.length <= largestPrinted)
    printSection(context, say('headingMatrix'), matrixLines(report));
  if (report.mostConfused.length > 0) printSection(context, say('headingPairs'), pairLines(context, report));
  printSection(context, say('headingClasses'), classLines(context, report));
}

/** Prints what differs from B: flips, whether they are more than chance, and the signed matrix. */
export function printDifference(
  context: CommandContext,
  { labels, accuracy }: ErrorsReport,
  minus: ErrorsDifference,
): void {
  const { say, terminal } = context;
  const { onlyA, onlyB, p, verdict } = minus.mcNemar;
  const b = minus.epoch === null ? minus.run : `${minus.run}/${minus.epoch}`;
  terminal.print(
    `A ${formatShare(accuracy)} · ${say('differenceTotal', { b, accuracy: formatShare(minus.accuracy) })}`,
  );
  terminal.print(say('differenceFlips', { onlyA: formatCount(onlyA), onlyB: formatCount(onlyB) }));
  const verdicts = {
    'a-better': 'verdictABetter',
    'b-better': 'verdictBBetter',
    undecided: 'verdictUndecided',
  } as const;
  const chance = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  terminal.print(say('differenceVerdict', { verdict: say(verdicts[verdict]), p: chance }));
  if (labels.length <= largestPrinted)
    printSection(context, say('headingDifference'), matrixLines({ labels, matrix: minus.difference }));
}

/** Prints the pictures of one cell. */
export function printPictures({ say, terminal }: CommandContext, pictures: readonly CellPicture[]): void {
  terminal.print(say('picturesFound', { count: pictures.length }));
  const titles = [say('columnPicture'), say('columnConfidence'), say('columnTrue'), say('columnPredicted')];
  const rows = pictures
    .slice(0, mostLines)
    .map((picture) => [
      String(picture.index),
      formatShare(picture.confidence),
      picture.true,
      picture.predicted,
    ]);
  const columns = titles.map((title, index) => ({ title, align: index < 2 ? 'right' : 'left' }) as const);
  if (rows.length > 0) for (const line of formatTable(columns, rows)) terminal.print(line);
  if (pictures.length > mostLines)
    terminal.print(say('picturesMore', { count: pictures.length - mostLines }));
}

/**
 * The confusion matrix as text: rows true, columns predicted, both numbered; zeros are dots, so that the errors
 * stand out.
 */
export function matrixLines({ labels, matrix }: Pick<ErrorsReport, 'labels' | 'matrix'>): string[] {
  const names = labels.map(rowName);
  const nameWidth = Math.max(...names.map(displayWidth));
  const cells = matrix.map((row) => row.map((count) => (count === 0 ? '·' : String(count))));
  const cellWidth = Math.max(2, ...cells.flat().map((text) => text.length)) + 1;
  const line = (name: string, row: readonly string[]): string =>
    padDisplay(name, nameWidth) + row.map((text) => text.padStart(cellWidth)).join('');
  const header = line(
    '',
    labels.map((_, index) => String(index)),
  );
  return [header, ...cells.map((row, index) => line(names[index] ?? '', row))];
}

/** Number and name of a class; a class that is named by its number is named once. */
function rowName(label: string, index: number): string {
  const number = String(index).padStart(2);
  return label === String(index) ? number : `${number} ${fitDisplay(printable(label), 24)}`;
}

function printSection({ terminal }: CommandContext, heading: string, lines: readonly string[]): void {
  terminal.print();
  terminal.print(terminal.paint('heading', heading));
  for (const line of lines) terminal.print(line);
}

function pairLines({ say }: CommandContext, { mostConfused }: ErrorsReport): string[] {
  const rows = mostConfused.slice(0, 10).map((pair) => [pair.true, pair.predicted, String(pair.count)]);
  return formatTable(
    [
      { title: say('columnTrue') },
      { title: say('columnPredicted') },
      { title: say('columnCount'), align: 'right' },
    ],
    rows,
  );
}

/** The classes with the lowest F1 first. */
function classLines({ say }: CommandContext, { perClass }: ErrorsReport): string[] {
  const weakest = perClass.toSorted((first, second) => first.f1 - second.f1).slice(0, mostLines);
  const rows = weakest.map(({ label, precision, recall, f1, support }) => [
    label,
    ...[precision, recall, f1].map((value) => value.toFixed(3)),
    String(support),
  ]);
  const numbers = ['precision', 'recall', 'f1', 'support'].map(
    (title) => ({ title, align: 'right' }) as const,
  );
  return formatTable([{ title: say('columnClass') }, ...numbers], rows);
}
