/** Where a motif stands in the picture, how large, how turned and how bent. */
import type { RandomStream } from '../../../shared/random.ts';
import { pictureSide, place } from './grid.ts';
import { between } from './numbers.ts';

/** How freely a motif may be turned, in radians each way. */
const mostTurn = 0.5;

/** A map from the picture (-1 to 1) to the motif's own coordinates: bend, shift, then a 2 × 2 matrix. */
export interface Pose {
  readonly shiftX: number;
  readonly shiftY: number;
  /** By how much each row is moved to the right, and each column down: a hand-drawn unevenness. */
  readonly bendX: Float64Array;
  readonly bendY: Float64Array;
  /** Matrix, row by row. */
  readonly matrix: readonly [number, number, number, number];
  /** Side of a pixel in the motif's coordinates. */
  readonly pixelSide: number;
}

/** Draws a pose; flipped left to right in half of the pictures. */
export function drawPose(stream: RandomStream): Pose {
  const turn = between(stream, -mostTurn, mostTurn);
  const scale = between(stream, 1.05, 1.65);
  const stretch = between(stream, 0.88, 1.14);
  const shear = between(stream, -0.12, 0.12);
  const flip = stream.uniform() < 0.5 ? -1 : 1;
  const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  return {
    shiftX: between(stream, -0.22, 0.22),
    shiftY: between(stream, -0.22, 0.22),
    bendX: drawBend(stream),
    bendY: drawBend(stream),
    matrix: [
      flip * stretch * (cos - shear * sin),
      flip * stretch * (sin + shear * cos),
      -sin / stretch,
      cos / stretch,
    ],
    pixelSide: (2 / pictureSide) * scale,
  };
}

function drawBend(stream: RandomStream): Float64Array {
  const depth = between(stream, 0, 0.06);
  const frequency = between(stream, 1.5, 5);
  const phase = between(stream, 0, 2 * Math.PI);
  return place.map((at) => depth * Math.sin(frequency * at + phase));
}
