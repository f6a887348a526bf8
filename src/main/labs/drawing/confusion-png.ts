/** The confusion matrix as a PNG, made in plain Node: what `confusionSvg` draws, at twice its size. */
import {
  matrixFrame,
  matrixInks,
  toneInks,
  type MatrixDrawing,
} from '../../../shared/metrics/confusion-svg.ts';
import { figureOf } from '../../../shared/metrics/matrix-grid.ts';
import { PixelCanvas } from './canvas.ts';
import { Glyphs } from './glyphs.ts';
import { pngOf } from './png.ts';

const scale = 2;

/** A file, and what it lacks. */
export interface PngDrawing {
  readonly bytes: Uint8Array;
  /** Characters for which there are no letters; boxes stand in their place. */
  readonly missing: readonly string[];
}

/** Draws it: title, axes, labels of all rows and columns, cells in their colours, and figures where cells hold them. */
export function confusionPng(drawing: MatrixDrawing): PngDrawing {
  const glyphs = Glyphs.read();
  const frame = matrixFrame(drawing);
  const { grid, title, trueAxis, predictedAxis, rowLabels, columnLabels } = drawing;
  const room = Math.max(Math.ceil(frame.left * scale), ...rowLabels.map((label) => glyphs.width(label) + 36));
  const above = Math.max(
    Math.ceil(frame.top * scale),
    ...columnLabels.map((label) => glyphs.width(label) + 124),
  );
  const side = frame.cellSide * scale;
  const size = {
    width: Math.max(room + grid.columns.length * side + 24, glyphs.width(title) + 48),
    height: above + grid.rows.length * side + 24,
  };
  const canvas = new PixelCanvas(size, glyphs);
  canvas.fill({ x: 0, y: 0, ...size }, matrixInks.ground);
  canvas.write(title, { x: 24, y: 30, colour: matrixInks.ink, anchor: 'start' });
  canvas.write(predictedAxis, { x: 24, y: 66, colour: matrixInks.soft, anchor: 'start' });
  canvas.write(trueAxis, { x: 24, y: 96, colour: matrixInks.soft, anchor: 'start' });
  rowLabels.forEach((label, row) => {
    const y = Math.round(above + (row + 0.5) * side);
    canvas.write(label, { x: room - 12, y, colour: matrixInks.ink, anchor: 'end' });
  });
  columnLabels.forEach((label, column) => {
    const x = Math.round(room + (column + 0.5) * side);
    canvas.write(label, { x, y: above - 12, colour: matrixInks.ink, anchor: 'start', isUpward: true });
  });
  paintCells(canvas, drawing, { room, above, side });
  const missing = glyphs.missing([title, trueAxis, predictedAxis, ...rowLabels, ...columnLabels].join(''));
  return { bytes: pngOf(canvas), missing };
}

function paintCells(
  canvas: PixelCanvas,
  { grid, look }: MatrixDrawing,
  { room, above, side }: Readonly<{ room: number; above: number; side: number }>,
): void {
  const columns = grid.columns.length;
  const hasFigures = side >= 40;
  const gap = hasFigures ? scale : 0;
  look.shades.forEach((shade, place) => {
    const x = room + (place % columns) * side;
    const y = above + Math.floor(place / columns) * side;
    const [fill, ink] = toneInks(shade);
    canvas.fill({ x, y, width: side - gap, height: side - gap }, fill);
    if (!hasFigures) return;
    const middle = { x: x + side / 2 - 1, y: y + side / 2 - 1 };
    canvas.write(figureOf(look, place), { ...middle, colour: ink, anchor: 'middle' });
  });
}
