/** Draws a formula surface and the ways of its racers on a canvas. */
import type { FormulaSurface, Place } from '../../../../../shared/spec/formula-surfaces.ts';
import { contour, type HeightGrid, levelsOf } from './contours.ts';
import type { Way } from './surface-race.svelte.ts';

/** Where a place of the surface stands on the canvas, and back; in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly toPixel: (place: Place) => Place;
  readonly toPlace: (pixel: Place) => Place;
}

/** The frame of a canvas of a size; the whole range fills it. */
export function frameOf({ range }: Pick<FormulaSurface, 'range'>, width: number, height: number): Frame {
  const [left, right] = range.x;
  const [bottom, top] = range.y;
  return {
    ...{ width, height },
    toPixel: ({ x, y }) => ({
      x: ((x - left) / (right - left)) * width,
      y: ((top - y) / (top - bottom)) * height,
    }),
    toPlace: ({ x, y }) => ({
      x: left + (x / width) * (right - left),
      y: top - (y / height) * (top - bottom),
    }),
  };
}

/** Reads a colour of the theme. */
export type Colours = (token: string) => string;

const levels = 18;
const shades = ['--seq-5', '--seq-4', '--seq-3', '--seq-2', '--seq-1', '--seq-0'];

/** Draws heights as shades, lower is darker, with lines of equal height. */
export function drawGround(
  context: CanvasRenderingContext2D,
  grid: HeightGrid,
  { frame, colours }: Readonly<{ frame: Frame; colours: Colours }>,
): void {
  context.imageSmoothingEnabled = true;
  context.drawImage(shadesOf(grid, shades.map(colours).map(rgbOf)), 0, 0, frame.width, frame.height);
  context.strokeStyle = colours('--ink-3');
  context.globalAlpha = 0.35;
  context.lineWidth = 1;
  context.beginPath();
  for (const level of levelsOf(grid, levels)) {
    for (const [from, to] of contour(grid, level)) {
      const [a, b] = [frame.toPixel(from), frame.toPixel(to)];
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
    }
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** One pixel for each corner of the grid, the highest y at the top. */
function shadesOf(grid: HeightGrid, tones: readonly Rgb[]): HTMLCanvasElement {
  const { columns, rows, heights, least, most } = grid;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext('2d');
  const image = new ImageData(columns, rows);
  for (const [place, height] of heights.entries()) {
    if (!Number.isFinite(height)) continue;
    const row = rows - 1 - Math.floor(place / columns);
    const share = Math.cbrt((height - least) / (most - least || 1)) * (tones.length - 1);
    const [from, to] = [tones[Math.floor(share)], tones[Math.ceil(share)]];
    const at = 4 * (row * columns + (place % columns));
    for (let channel = 0; channel < 3; channel++) {
      const low = from?.[channel] ?? 0;
      image.data[at + channel] = low + ((to?.[channel] ?? 0) - low) * (share % 1);
    }
    image.data[at + 3] = 255;
  }
  context?.putImageData(image, 0, 0);
  return canvas;
}

type Rgb = readonly [number, number, number];

/** A colour of the tokens, `#rrggbb`. */
function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Draws the lowest places, the start and each way up to a step. */
export function drawWays(
  context: CanvasRenderingContext2D,
  ways: readonly Way[],
  view: Readonly<{ surface: FormulaSurface; start: Place; at: number; frame: Frame; colours: Colours }>,
): void {
  const { surface, start, at, frame, colours } = view;
  for (const minimum of surface.minima) drawCross(context, frame.toPixel(minimum), colours('--ink'));
  for (const way of ways) if (!way.isHidden) drawWay(context, way, { at, frame, colours });
  drawStart(context, frame.toPixel(start), colours);
}

/** Draws where all begin. */
export function drawStart(context: CanvasRenderingContext2D, { x, y }: Place, colours: Colours): void {
  context.strokeStyle = colours('--ink');
  context.fillStyle = colours('--surface');
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** Draws one way up to a step, with the racer's mark at its end. */
export function drawWay(
  context: CanvasRenderingContext2D,
  { look, places }: Pick<Way, 'look' | 'places'>,
  { at, frame, colours }: Readonly<{ at: number; frame: Frame; colours: Colours }>,
): void {
  const shown = places.slice(0, Math.floor(at) + 1).map(frame.toPixel);
  const tone = colours(look.colour);
  for (const [width, colour] of [
    [4, colours('--surface')],
    [2, tone],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.setLineDash(width === 2 ? [...look.dash] : []);
    context.beginPath();
    for (const [index, { x, y }] of shown.entries()) {
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }
  context.setLineDash([]);
  const end = shown.at(-1);
  if (end !== undefined) drawMarker(context, end, { marker: look.marker, tone, edge: colours('--surface') });
}

function drawMarker(
  context: CanvasRenderingContext2D,
  { x, y }: Place,
  { marker, tone, edge }: Readonly<{ marker: string; tone: string; edge: string }>,
): void {
  context.beginPath();
  if (marker === 'circle') context.arc(x, y, 6, 0, 2 * Math.PI);
  else if (marker === 'rect') context.rect(x - 5.5, y - 5.5, 11, 11);
  else {
    context.moveTo(x, y - 7);
    context.lineTo(x + 7, y + 5.5);
    context.lineTo(x - 7, y + 5.5);
    context.closePath();
  }
  context.fillStyle = tone;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 1.5;
  context.stroke();
}

function drawCross(context: CanvasRenderingContext2D, { x, y }: Place, tone: string): void {
  context.strokeStyle = tone;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 6, y);
  context.lineTo(x + 6, y);
  context.moveTo(x, y - 6);
  context.lineTo(x, y + 6);
  context.stroke();
}
