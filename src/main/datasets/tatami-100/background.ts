/** What a motif lies on: two related, quiet colours, mixed by one of several textures. */
import type { RandomStream } from '../../../shared/random.ts';
import { oklch, type Colour } from './colour.ts';
import { between, limited, mix } from './numbers.ts';

/** Share of the second colour at a point of the picture (-1 to 1), 0 to 1. */
type Texture = (x: number, y: number) => number;

/** Two colours and how they are mixed. */
export interface Background {
  readonly from: Colour;
  readonly to: Colour;
  readonly texture: Texture;
}

/** Draws a background. */
export function drawBackground(stream: RandomStream): Background {
  const hue = stream.uniform();
  const lightness = between(stream, 0.38, 0.92);
  const contrast = between(stream, 0.06, 0.2) * (lightness > 0.7 ? -1 : 1);
  const texture = (textures[stream.below(textures.length)] as (stream: RandomStream) => Texture)(stream);
  return {
    from: oklch(lightness, between(stream, 0.01, 0.09), hue),
    to: oklch(lightness + contrast, between(stream, 0.01, 0.09), hue + between(stream, -0.15, 0.15)),
    texture,
  };
}

const textures = [wash, horizon, weave, bokeh, paper, petals] as const;

/** Slow waves on a slope, like watercolour. */
function wash(stream: RandomStream): Texture {
  const [cos, sin] = drawDirection(stream, Math.PI);
  const frequency = between(stream, 1, 6);
  const depth = between(stream, 0.05, 0.35);
  const phase = between(stream, 0, 6);
  return (x, y) =>
    limited(0.5 + 0.35 * (x * cos + y * sin) + depth * Math.sin(frequency * (y * cos - x * sin) + phase));
}

/** Sky above ground. */
function horizon(stream: RandomStream): Texture {
  const [cos, sin] = drawDirection(stream, 0.2);
  const height = between(stream, -0.2, 0.7);
  const sharpness = between(stream, 2, 12);
  return (x, y) => {
    const above = y * cos - x * sin - height;
    return limited(0.5 + sharpness * above) * 0.8 + limited(0.5 + 0.5 * above) * 0.2;
  };
}

/** The weave of a tatami mat. */
function weave(stream: RandomStream): Texture {
  const [cos, sin] = drawDirection(stream, Math.PI / 2);
  const across = 2 * Math.PI * between(stream, 2.5, 4.5);
  const along = 2 * Math.PI * between(stream, 0.5, 1);
  return (x, y) => {
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    return 0.5 + 0.35 * Math.sin(across * u) * Math.cos(along * v);
  };
}

/** Lights out of focus. */
function bokeh(stream: RandomStream): Texture {
  return spots(stream, { count: 5, least: 0.2, most: 0.55, softness: 0.12 });
}

/** Fallen petals. */
function petals(stream: RandomStream): Texture {
  return spots(stream, { count: 9, least: 0.07, most: 0.16, softness: 0.05 });
}

interface SpotOptions {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  readonly softness: number;
}

function spots(stream: RandomStream, { count, least, most, softness }: SpotOptions): Texture {
  const centres = Float64Array.from({ length: 2 * count }, () => between(stream, -1, 1));
  const radii = Float64Array.from({ length: count }, () => between(stream, least, most));
  const outer = radii.map((radius) => (radius + softness) ** 2);
  return (x, y) => {
    let share = 0;
    for (let index = 0; index < count; index++) {
      const dx = x - (centres[2 * index] as number);
      const dy = y - (centres[2 * index + 1] as number);
      const square = dx * dx + dy * dy;
      if (square > (outer[index] as number)) continue;
      const depth = (radii[index] as number) - Math.sqrt(square);
      share += 0.75 * (1 - share) * limited(0.5 + depth / (2 * softness));
    }
    return share;
  };
}

/** Points along each side of the grid; enough for the densest paper. */
const paperSide = 9;

/** Clouds in handmade paper: random values on a grid, smoothed between its points. */
function paper(stream: RandomStream): Texture {
  const values = Float64Array.from({ length: paperSide * paperSide }, () => stream.uniform());
  const density = between(stream, 1.5, 3.9);
  const at = (row: number, column: number): number => values[row * paperSide + column] as number;
  return (x, y) => {
    const u = (x + 1) * density;
    const v = (y + 1) * density;
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const [right, down] = [smooth(u - column), smooth(v - row)];
    const above = mix(at(row, column), at(row, column + 1), right);
    const below = mix(at(row + 1, column), at(row + 1, column + 1), right);
    return mix(above, below, down);
  };
}

function drawDirection(stream: RandomStream, most: number): readonly [number, number] {
  const angle = between(stream, -most, most);
  return [Math.cos(angle), Math.sin(angle)];
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}
