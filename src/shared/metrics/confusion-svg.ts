/** The confusion matrix as a drawing for slides and papers. */
import { figureOf, type MatrixGrid, type MatrixLook } from './matrix-grid.ts';
import { escapedXml } from '../xml-text.ts';

/** What is drawn; texts are in the language of the reader. */
export interface MatrixDrawing {
  readonly grid: MatrixGrid;
  readonly look: MatrixLook;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  readonly title: string;
  /** Names of the axes. */
  readonly trueAxis: string;
  readonly predictedAxis: string;
}

const ground = '#fffefb';
const ink = '#1d2228';
const inkSoft = '#63676d';

/** The theme's light colours: fill and ink of each of `tones`. */
const colours: readonly (readonly [fill: string, ink: string])[] = [
  ['#fbf9f3', '#3d434a'],
  ['#e6ebee', '#3d434a'],
  ['#c9d7e3', '#3d434a'],
  ['#a3bcd3', '#3d434a'],
  ['#7599bc', '#0e1a27'],
  ['#4a749f', '#ffffff'],
  ['#2c5480', '#ffffff'],
  ['#17335a', '#ffffff'],
  ['#f3f4e4', '#333c14'],
  ['#e2e7c6', '#333c14'],
  ['#cbd4a0', '#333c14'],
  ['#afbc78', '#333c14'],
  ['#a8361f', '#ffffff'],
  ['#d97f63', ink],
  ['#f2cdbf', ink],
  ['#f8f5ee', ink],
  ['#c7d8e8', ink],
  ['#6f9bc4', '#0e1a27'],
  ['#1f4f86', '#ffffff'],
  ['#ece8dc', ink],
];

/** The inks of a drawing on paper. */
export const matrixInks = { ground, ink, soft: inkSoft } as const;

/** Fill and ink of a cell of a tone, by its place in `tones`. */
export function toneInks(tone: number): readonly [fill: string, ink: string] {
  return colours[tone] ?? [ground, ink];
}

/** Sides of the drawing in pixels. */
export interface MatrixFrame {
  readonly cellSide: number;
  readonly left: number;
  readonly top: number;
}

/** The title's letters are larger and bolder than those of the labels. */
const titleScale = 1.4;

/** The drawing as the text of an SVG file, on paper colours whatever theme the window has. */
export function confusionSvg(drawing: MatrixDrawing): string {
  const { grid, title } = drawing;
  const frame = matrixFrame(drawing);
  const titleWidth = Math.ceil(24 + titleScale * widthOf(title));
  const width = Math.max(titleWidth, frame.left + grid.columns.length * frame.cellSide + 12);
  const height = frame.top + grid.rows.length * frame.cellSide + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="Inter, 'Noto Sans JP', sans-serif" font-size="11">\n<title>${escapedXml(title)}</title>\n`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>\n`,
    `<text x="12" y="20" font-size="14" font-weight="600" fill="${ink}">${escapedXml(title)}</text>\n`,
    axes(drawing, frame),
    labels(drawing, frame),
    cells(drawing, frame),
    '</svg>\n',
  ].join('');
}

/** Cells of a large matrix are small; labels need room by their length, wide characters twice that of narrow ones. */
export function matrixFrame({ grid, rowLabels, columnLabels }: MatrixDrawing): MatrixFrame {
  const most = Math.max(grid.rows.length, grid.columns.length);
  const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));
  return {
    cellSide: most > 40 ? 12 : 26,
    left: Math.max(80, longest(rowLabels) + 20),
    top: longest(columnLabels) + 64,
  };
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character >= '\u2e80' ? 11.5 : 6.4), 0);
}

function axes({ trueAxis, predictedAxis }: MatrixDrawing, { top }: MatrixFrame): string {
  const text = (at: number, words: string): string =>
    `<text x="12" y="${at}" fill="${inkSoft}">${escapedXml(words)}</text>\n`;
  return text(Math.max(40, top - 24), predictedAxis) + text(Math.max(54, top - 8), trueAxis);
}

function labels({ rowLabels, columnLabels }: MatrixDrawing, { cellSide, left, top }: MatrixFrame): string {
  const size = cellSide < 20 ? ' font-size="9"' : '';
  const rows = rowLabels.map((label, row) => {
    const y = top + (row + 0.5) * cellSide;
    return `<text x="${left - 6}" y="${y}" text-anchor="end" dominant-baseline="central"${size} fill="${ink}">${escapedXml(label)}</text>\n`;
  });
  const columns = columnLabels.map((label, column) => {
    const x = left + (column + 0.5) * cellSide;
    return `<text transform="translate(${x} ${top - 6}) rotate(-90)" dominant-baseline="central"${size} fill="${ink}">${escapedXml(label)}</text>\n`;
  });
  return [...rows, ...columns].join('');
}

function cells({ grid, look }: MatrixDrawing, { cellSide, left, top }: MatrixFrame): string {
  const columns = grid.columns.length;
  const gap = cellSide < 20 ? 0 : 1;
  return Array.from(look.shades, (shade, place) => {
    const x = left + (place % columns) * cellSide;
    const y = top + Math.floor(place / columns) * cellSide;
    const [fill, textInk] = toneInks(shade);
    const rect = `<rect x="${x}" y="${y}" width="${cellSide - gap}" height="${cellSide - gap}" fill="${fill}"/>`;
    const figure = cellSide < 20 ? '' : figureOf(look, place);
    if (figure === '') return `${rect}\n`;
    const middle = `x="${x + cellSide / 2}" y="${y + cellSide / 2}"`;
    return `${rect}<text ${middle} text-anchor="middle" dominant-baseline="central" fill="${textInk}">${figure}</text>\n`;
  }).join('');
}
