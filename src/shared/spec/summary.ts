/** The model as a table in text, like Keras's `model.summary()`. */
import type { ModelSpec } from './model.ts';
import { inferModel, type LayerReport } from './shapes.ts';

const BYTES_PER_WEIGHT = 4;

/** Totals below the table. */
export interface ParameterTotals {
  readonly total: number;
  readonly trainable: number;
  readonly nonTrainable: number;
}

/** Sums of the parameters over all layers. */
export function parameterTotals(reports: readonly LayerReport[]): ParameterTotals {
  const total = reports.reduce((sum, report) => sum + report.parameterCount, 0);
  const trainable = reports.reduce((sum, report) => sum + report.trainableCount, 0);
  return { total, trainable, nonTrainable: total - trainable };
}

/**
 * The table that Keras 3 prints for the model before it is compiled: name and class, output shape with `None` for the
 * batch, parameters, totals with sizes in float32. Columns are as wide as their content; lines end with `\n`.
 * @throws LabError as {@link inferModel}.
 */
export function modelSummary(model: ModelSpec, inputShape: readonly number[]): string {
  const reports = inferModel(model, inputShape);
  const rows = reports.map((report) => [
    `${report.name} (${report.class_name})`,
    `(${['None', ...report.outputShape].join(', ')})`,
    withCommas(report.parameterCount),
  ]);
  const { total, trainable, nonTrainable } = parameterTotals(reports);
  return [
    `Model: "${model.name}"`,
    ...table(['Layer (type)', 'Output Shape', 'Param #'], rows),
    ` Total params: ${parameters(total)}`,
    ` Trainable params: ${parameters(trainable)}`,
    ` Non-trainable params: ${parameters(nonTrainable)}`,
    '',
  ].join('\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const last = header.length - 1;
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], edge: string): string => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? '';
      return column === last ? cell.padStart(width) : cell.padEnd(width);
    });
    return `${edge} ${padded.join(` ${edge} `)} ${edge}`;
  };
  const rule = (left: string, fill: string, cross: string, right: string): string =>
    left + widths.map((width) => fill.repeat(width + 2)).join(cross) + right;
  const body = rows.flatMap((row, index) =>
    index === 0 ? [line(row, '│')] : [rule('├', '─', '┼', '┤'), line(row, '│')],
  );
  return [
    rule('┏', '━', '┳', '┓'),
    line(header, '┃'),
    rule('┡', '━', '╇', '┩'),
    ...body,
    rule('└', '─', '┴', '┘'),
  ];
}

function parameters(count: number): string {
  return `${withCommas(count)} (${byteSize(count * BYTES_PER_WEIGHT)})`;
}

/** A size as Keras writes it: two decimals and the largest unit below 1024. */
function byteSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(2)} ${units[unit]}`;
}

function withCommas(count: number): string {
  return count.toLocaleString('en-US');
}
