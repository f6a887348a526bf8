/** The matrix that is shown as a file: numbers, a picture, a drawing. */
import { confusionCsv } from '../../../../shared/metrics/confusion-csv.ts';
import { confusionSvg } from '../../../../shared/metrics/confusion-svg.ts';
import { lookOf, type MatrixLook } from '../../../../shared/metrics/matrix-grid.ts';
import { api } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { atlas } from './errors-atlas.svelte.ts';
import { fitted } from './matrix-layout.ts';
import { type MatrixPart, wholeMatrix } from './matrix-parts.ts';
import { paintMatrix } from './matrix-painter.ts';
import { themeOf } from './matrix-theme.ts';

/** The forms of a file. */
export const exportKinds = ['png', 'svg', 'csv'] as const;

/** A name of {@link exportKinds}. */
export type ExportKind = (typeof exportKinds)[number];

/** Asks where to and writes the matrix as it is shown; answers the file's name, null when the user cancels. */
export async function exportMatrix(kind: ExportKind): Promise<string | null> {
  const { shown, level, minus, scale, isDiagonalShown, threshold } = atlas;
  if (shown === null) return null;
  const part = wholeMatrix(shown.study, minus, level);
  const look = lookOf({ grid: part.grid, minus: part.minus, scale, isDiagonalShown, threshold });
  const labels = part.grid.rows.map((index) => part.names[index] ?? '');
  const name = `${shown.run.name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '-')}-${level}.${kind}`;
  return api.saveFile(name, await bytesOf(kind, { part, look, labels }));
}

interface ShownMatrix {
  readonly part: MatrixPart;
  readonly look: MatrixLook;
  readonly labels: readonly string[];
}

async function bytesOf(kind: ExportKind, matrix: ShownMatrix): Promise<Uint8Array<ArrayBuffer>> {
  const { part, look, labels } = matrix;
  if (kind === 'png') return pngOf(matrix);
  const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  if (kind === 'csv') return encode(confusionCsv({ labels, matrix: rowsOf(matrix) }));
  const drawing = { grid: part.grid, look, rowLabels: labels, columnLabels: labels };
  const words = { trueAxis: say('errors.rowsAre'), predictedAxis: say('errors.columnsAre') };
  return encode(confusionSvg({ ...drawing, ...words, title: atlas.shown?.run.name ?? '' }));
}

/** Counts, or the differences or shares that are shown. */
function rowsOf({ part, look }: ShownMatrix): number[][] {
  const columns = part.grid.columns.length;
  return part.grid.rows.map((_, row) => [...look.values.slice(row * columns, (row + 1) * columns)]);
}

/** The matrix on a canvas of its own, at twice the size of the screen's, in the colours of the theme. */
async function pngOf({ part, look, labels }: ShownMatrix): Promise<Uint8Array<ArrayBuffer>> {
  const side = labels.length > 40 ? 10 : 30;
  const size = { width: 150 + side * labels.length + 12, height: 130 + side * labels.length + 12 };
  const scale = 2;
  const canvas = new OffscreenCanvas(size.width * scale, size.height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This canvas cannot be drawn on.');
  const theme = themeOf(document.body);
  context.scale(scale, scale);
  context.fillStyle = theme.colour('--surface');
  context.fillRect(0, 0, size.width, size.height);
  const counts = { rowCount: labels.length, columnCount: labels.length };
  const scene = {
    layout: fitted(size, { left: 150, top: 130 }, counts),
    ...{ grid: part.grid, look, rowLabels: labels, columnLabels: labels, blocks: part.blocks },
    ...{ chosen: null, pointed: null },
  };
  paintMatrix(context, scene, theme);
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
}
