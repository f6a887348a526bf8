/** Paints a matrix on a canvas. */
import { figureOf, tones, type MatrixGrid, type MatrixLook } from '../../../../shared/metrics/matrix-grid.ts';
import { boxOf, columnEdge, inSight, rowEdge, type MatrixLayout, type MatrixPoint } from './matrix-layout.ts';

/** Rows (and columns) that belong together, such as the classes of one superclass. */
export interface Block {
  readonly label: string;
  readonly start: number;
  readonly length: number;
}

/** Everything that is seen. */
export interface MatrixScene {
  readonly layout: MatrixLayout;
  readonly grid: MatrixGrid;
  readonly look: MatrixLook;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  /** Empty where rows and columns do not form blocks. */
  readonly blocks: readonly Block[];
  readonly chosen: MatrixPoint | null;
  /** Under the pointer, or where the keys have come to. */
  readonly pointed: MatrixPoint | null;
}

/** Colours and letters of the theme. */
export interface MatrixTheme {
  readonly colour: (token: string) => string;
  readonly fontFamily: string;
}

const smallestLabel = 11;
const smallestFigure = 8;

/** Paints all of it; only what is in sight costs time. */
export function paintMatrix(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  scene: MatrixScene,
  theme: MatrixTheme,
): void {
  const { left, top, width, height } = scene.layout;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  paintCells(context, scene, theme);
  paintBlockLines(context, scene, theme);
  context.restore();
  paintMark(context, scene, scene.pointed, theme.colour('--line-strong'));
  paintMark(context, scene, scene.chosen, theme.colour('--ink'));
  paintRowLabels(context, scene, theme);
  paintColumnLabels(context, scene, theme);
}

type Context = Parameters<typeof paintMatrix>[0];

function paintCells(context: Context, scene: MatrixScene, theme: MatrixTheme): void {
  const { layout, grid, look } = scene;
  const palette = tones.map((tone) => theme.colour(tone === 'rest' ? '--sunken' : `--${tone}`));
  const inks = tones.map((tone) => theme.colour(inkOf(tone)));
  const { width, height } = boxOf(layout, 0, 0);
  const gap = Math.min(width, height) < 8 ? 0 : 1;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const [rows, columns] = [inSight(layout, 'row'), inSight(layout, 'column')];
  let written = 0;
  for (let row = rows.from; row < rows.to; row++) {
    const y = rowEdge(layout, row);
    for (let column = columns.from; column < columns.to; column++) {
      const place = row * grid.columns.length + column;
      const shade = look.shades[place] ?? 0;
      const x = columnEdge(layout, column);
      context.fillStyle = palette[shade] ?? '';
      context.fillRect(x, y, width - gap, height - gap);
      if (width < 17 || height < 13) continue;
      const figure = figureOf(look, place);
      const size = figureSize(figure.length, width - gap);
      if (figure === '' || size === null) continue;
      if (size !== written) context.font = `500 ${size}px ${theme.fontFamily}`;
      written = size;
      context.fillStyle = inks[shade] ?? '';
      context.fillText(figure, x + (width - gap) / 2, y + (height - gap) / 2 + 0.5);
    }
  }
}

/** Largest size of letters, in pixels, in which so many figures fit into a cell; null where none can be read. */
export function figureSize(figures: number, width: number): number | null {
  const widthOfFigure = 0.63;
  const fitting = Math.floor((width - 1) / (widthOfFigure * Math.max(1, figures)));
  const size = Math.min(width >= 40 ? 13 : 11, fitting);
  return size < smallestFigure ? null : size;
}

/** The ink that can be read on a tone. */
function inkOf(tone: (typeof tones)[number]): string {
  if (tone.startsWith('ok')) return '--ok-ink';
  if (['seq-5', 'seq-6', 'seq-7', 'div-n3', 'div-p3'].includes(tone)) return '--seq-ink-hi';
  if (['seq-4', 'div-p2'].includes(tone)) return '--seq-ink-mid';
  return tone.startsWith('seq') ? '--seq-ink-lo' : '--ink';
}

function paintBlockLines(context: Context, { layout, blocks }: MatrixScene, theme: MatrixTheme): void {
  context.fillStyle = theme.colour('--line-strong');
  for (const { start } of blocks.slice(1)) {
    context.fillRect(Math.round(columnEdge(layout, start)) - 1, layout.top, 1, layout.height);
    context.fillRect(layout.left, Math.round(rowEdge(layout, start)) - 1, layout.width, 1);
  }
}

/** A frame around a cell, or around the part of a row or column that is in sight. */
function paintMark(
  context: Context,
  { layout }: MatrixScene,
  point: MatrixPoint | null,
  colour: string,
): void {
  if (point === null) return;
  const { left, top, width, height } = layout;
  const box = boxOf(layout, point.row ?? 0, point.column ?? 0);
  const x = point.column === null ? left : Math.max(left - 1, box.x);
  const y = point.row === null ? top : Math.max(top - 1, box.y);
  const right = point.column === null ? left + width : Math.min(left + width + 1, box.x + box.width);
  const bottom = point.row === null ? top + height : Math.min(top + height + 1, box.y + box.height);
  if (right <= left || bottom <= top || right <= x || bottom <= y) return;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x - 0.5, y - 0.5, right - x, bottom - y);
}

/** A text beside the cells: of a row, or of a block where rows are too low for letters. */
interface Label {
  readonly text: string;
  readonly middle: number;
  readonly isStrong: boolean;
}

function labelsOf(scene: MatrixScene, side: 'row' | 'column'): readonly Label[] {
  const { layout, blocks, chosen, pointed } = scene;
  const edge = side === 'row' ? rowEdge : columnEdge;
  const [start, length] = side === 'row' ? [layout.top, layout.height] : [layout.left, layout.width];
  const strong = [chosen?.[side], pointed?.[side]];
  const step = edge(layout, 1) - edge(layout, 0);
  if (step >= smallestLabel || blocks.length === 0) {
    const texts = side === 'row' ? scene.rowLabels : scene.columnLabels;
    const { from, to } = inSight(layout, side);
    const every = Math.ceil(smallestLabel / step);
    return texts.slice(from, to).flatMap((text, index) => {
      const place = from + index;
      const middle = (edge(layout, place) + edge(layout, place + 1)) / 2;
      const isSeen = middle >= start && middle <= start + length && place % every === 0;
      return isSeen ? [{ text, middle, isStrong: strong.includes(place) }] : [];
    });
  }
  return blocks.flatMap(({ label, start: first, length: size }) => {
    const low = Math.max(start, edge(layout, first));
    const high = Math.min(start + length, edge(layout, first + size));
    const isIn = (place: number | null | undefined): boolean =>
      place != null && place >= first && place < first + size;
    return high - low < smallestLabel
      ? []
      : [{ text: label, middle: (low + high) / 2, isStrong: strong.some(isIn) }];
  });
}

function paintRowLabels(context: Context, scene: MatrixScene, theme: MatrixTheme): void {
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { text, middle, isStrong } of labelsOf(scene, 'row')) {
    setLetters(context, isStrong, theme);
    context.fillText(clipped(context, text, scene.layout.left - 10), scene.layout.left - 7, middle);
  }
}

/** Names of columns stand upright where there is no room to write them across. */
function paintColumnLabels(context: Context, scene: MatrixScene, theme: MatrixTheme): void {
  const { top } = scene.layout;
  const step = columnEdge(scene.layout, 1) - columnEdge(scene.layout, 0);
  const isAcross = step >= 44 && top < 40;
  context.textBaseline = 'middle';
  for (const { text, middle, isStrong } of labelsOf(scene, 'column')) {
    setLetters(context, isStrong, theme);
    context.save();
    context.translate(middle, top - 6);
    context.textAlign = isAcross ? 'center' : 'left';
    if (isAcross) context.translate(0, -8);
    else context.rotate(-Math.PI / 2);
    context.fillText(clipped(context, text, isAcross ? step - 4 : top - 8), 0, 0);
    context.restore();
  }
}

function setLetters(context: Context, isStrong: boolean, { colour, fontFamily }: MatrixTheme): void {
  context.font = `${isStrong ? 650 : 400} 12px ${fontFamily}`;
  context.fillStyle = colour(isStrong ? '--ink' : '--ink-2');
}

/** A text with an ellipsis where it is too long. */
export function clipped(context: Context, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > room) end -= 1;
  return `${text.slice(0, end)}…`;
}
