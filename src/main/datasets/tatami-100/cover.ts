/** What may stand in front of a motif and hide a part of it. */
import type { RandomStream } from '../../../shared/random.ts';
import { oklch, type Colour } from './colour.ts';
import { between } from './numbers.ts';
import { disc, stroke, type Shape } from './shapes.ts';

/** Share of the pictures in which something is in front. */
const coverShare = 0.4;

/** A soft-edged shape in one colour. */
export interface Cover {
  readonly colour: Colour;
  readonly shape: Shape;
  /** Width of its soft edge. */
  readonly softness: number;
}

/** Draws a stalk across the picture or a leaf out of focus at its rim; null in the other pictures. */
export function drawCover(stream: RandomStream): Cover | null {
  if (stream.uniform() >= coverShare) return null;
  const colour = oklch(between(stream, 0.3, 0.85), between(stream, 0.02, 0.12), stream.uniform());
  const angle = between(stream, 0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  if (stream.uniform() < 0.5) {
    const radius = between(stream, 0.3, 0.7);
    const distance = radius + between(stream, 0.1, 0.45);
    return { colour, shape: disc(cos * distance, sin * distance, radius), softness: 0.16 };
  }
  const [x, y] = [between(stream, -0.5, 0.5), between(stream, -0.5, 0.5)];
  const halfWidth = between(stream, 0.05, 0.17);
  const shape = stroke([x - 3 * cos, y - 3 * sin], [x + 3 * cos, y + 3 * sin], halfWidth);
  return { colour, shape, softness: 0.07 };
}
