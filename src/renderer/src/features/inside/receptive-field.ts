/** Which pixels of the input a value of a layer can see. */
import type { SizeExplanation } from '../../../../shared/spec/layer-size.ts';
import type { LayerReport } from '../../../../shared/spec/shapes.ts';

/** A range of rows or columns, both ends included. */
export type Range = readonly [number, number];

/** A part of a picture. */
export interface Region {
  readonly rows: Range;
  readonly columns: Range;
}

/** The part of the input picture that a place in the output of the last of these layers can see. */
export function receptiveField(layers: readonly LayerReport[], place: Region): Region {
  return layers.reduceRight(
    (region, { explanation, inputShape }) => seenBy(region, explanation, inputShape),
    place,
  );
}

/**
 * What one value of the last of these layers can see. Values that were only put in a row, or changed each by itself, are
 * followed back to their own place.
 *
 * @param value - Its map and place; a value of a vector stands in `map`.
 */
export function fieldOfValue(
  layers: readonly LayerReport[],
  { map, row, column }: Readonly<{ map: number; row: number; column: number }>,
): Region {
  const last = layers.at(-1);
  const before = layers.slice(0, -1);
  if (last !== undefined && last.outputShape.length !== 3 && last.inputShape.length !== 3) {
    const isEachByItself = last.explanation.kind === 'unchanged' && last.class_name !== 'LayerNormalization';
    if (isEachByItself && before.length > 0) return fieldOfValue(before, { map, row, column });
  }
  if (last?.explanation.kind === 'flatten' && last.inputShape.length === 3) {
    const [, columns = 1, channels = 1] = last.inputShape;
    const place = Math.floor(map / channels);
    const [above, left] = [Math.floor(place / columns), place % columns];
    return receptiveField(before, { rows: [above, above], columns: [left, left] });
  }
  return receptiveField(layers, { rows: [row, row], columns: [column, column] });
}

/** The part of a layer's input that a part of its output is made of. */
export function seenBy(region: Region, explanation: SizeExplanation, inputShape: readonly number[]): Region {
  const [rows = 1, columns = 1] = inputShape;
  const all: Region = { rows: [0, rows - 1], columns: [0, columns - 1] };
  switch (explanation.kind) {
    case 'window':
    case 'padding': {
      const [vertical, horizontal] = explanation.axes;
      return { rows: back(region.rows, vertical), columns: back(region.columns, horizontal) };
    }
    case 'crop': {
      const centre = (input: number, kept: number): Axis => ({
        input,
        padding: [-Math.floor((input - kept) / 2), 0],
      });
      return {
        rows: back(region.rows, centre(rows, explanation.rows)),
        columns: back(region.columns, centre(columns, explanation.columns)),
      };
    }
    case 'global':
    case 'flatten':
      return all;
    case 'units':
      return inputShape.length === 3 ? region : all;
    case 'residual': {
      const through = explanation.main.reduceRight((part, step) => seenBy(part, step, inputShape), region);
      const beside = explanation.shortcut ? seenBy(region, explanation.shortcut, inputShape) : region;
      return { rows: union(through.rows, beside.rows), columns: union(through.columns, beside.columns) };
    }
    case 'unchanged':
      return inputShape.length === 3 ? region : all;
  }
}

/** What is known of one axis; a layer without a window has stride 1 and span 1. */
interface Axis {
  readonly input: number;
  readonly padding: readonly [number, number];
  readonly stride?: number;
  readonly span?: number;
}

/** Where a range of the output comes from, without the zeros around the picture. */
function back([first, last]: Range, { input, padding, stride = 1, span = 1 }: Axis): Range {
  const clip = (place: number): number => Math.min(input - 1, Math.max(0, place));
  return [clip(first * stride - padding[0]), clip(last * stride - padding[0] + span - 1)];
}

function union(a: Range, b: Range): Range {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}
