/** The light on a picture. */
import type { RandomStream } from '../../../shared/random.ts';
import type { Colour } from './colour.ts';
import { between } from './numbers.ts';

/** Light from one side. */
export interface Light {
  /** Unit vector towards the light. */
  readonly fromX: number;
  readonly fromY: number;
  /** By how much the picture is brighter at its right and at its lower rim than in the middle. */
  readonly x: number;
  readonly y: number;
  /** Brightness in the middle for red, green, blue: a brighter or darker, warmer or cooler day. */
  readonly gain: Colour;
  /** By how much a slope that faces the light is brighter than one that faces away. */
  readonly relief: number;
  /** How dark shadows are, 0 to 1. */
  readonly shadow: number;
  /** Where the shadow of the motif falls, in pixels. */
  readonly shadowX: number;
  readonly shadowY: number;
}

/** Draws a light; it comes from above more often than not. */
export function drawLight(stream: RandomStream): Light {
  const angle = -Math.PI / 2 + between(stream, -1.3, 1.3);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const fall = between(stream, 0, 0.22);
  const day = between(stream, 0.78, 1.12);
  const warmth = between(stream, -0.08, 0.08);
  const distance = between(stream, 1, 3);
  return {
    fromX: cos,
    fromY: sin,
    x: fall * cos,
    y: fall * sin,
    gain: [day * (1 + warmth), day, day * (1 - warmth)],
    relief: between(stream, 0.15, 0.45),
    shadow: between(stream, 0.15, 0.5),
    shadowX: Math.round(-distance * cos),
    shadowY: Math.round(-distance * sin),
  };
}
