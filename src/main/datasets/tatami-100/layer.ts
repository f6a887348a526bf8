/** A motif drawn on glass: its colours, what they hide, and how its surface rises, for every pixel. */
import { pictureSide, pixelCount, place } from './grid.ts';
import type { Part } from './motifs/motif-class.ts';
import type { Pose } from './pose.ts';

/** Motifs lie in the square from `-reach` to `reach`; outside it nothing is drawn. */
export const reach = 1.1;

/** The width of the slope along the edge of each part, in the motif's coordinates. */
const slope = 0.22;

/** Buffers of one value per pixel, used again for every picture. */
export interface MotifLayer {
  /** The pixel's place in the motif's own coordinates. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Colours, already multiplied by `cover`. */
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
  /** Share of the pixel that the motif hides, 0 to 1. */
  readonly cover: Float32Array;
  /** Height of the surface, 0 at an edge to 1 inside. */
  readonly height: Float32Array;
}

/** An empty layer. */
export function createLayer(): MotifLayer {
  const buffer = (): Float32Array => new Float32Array(pixelCount);
  const points = { x: new Float64Array(pixelCount), y: new Float64Array(pixelCount) };
  return { ...points, red: buffer(), green: buffer(), blue: buffer(), cover: buffer(), height: buffer() };
}

/** Draws the parts back to front; edges are smoothed over one pixel by their signed distance. */
export function drawMotif(layer: MotifLayer, parts: readonly Part[], pose: Pose): void {
  layPoints(layer, pose);
  for (let pixel = 0; pixel < pixelCount; pixel++) drawPixel(layer, pixel, parts, pose.pixelSide);
}

function layPoints({ x, y }: MotifLayer, { shiftX, shiftY, bendX, bendY, matrix }: Pose): void {
  const [xx, xy, yx, yy] = matrix;
  for (let row = 0, pixel = 0; row < pictureSide; row++) {
    const bentX = (bendX[row] as number) - shiftX;
    const straightY = (place[row] as number) - shiftY;
    for (let column = 0; column < pictureSide; column++, pixel++) {
      const dx = (place[column] as number) + bentX;
      const dy = straightY + (bendY[column] as number);
      x[pixel] = xx * dx + xy * dy;
      y[pixel] = yx * dx + yy * dy;
    }
  }
}

function drawPixel(layer: MotifLayer, pixel: number, parts: readonly Part[], side: number): void {
  const x = layer.x[pixel] as number;
  const y = layer.y[pixel] as number;
  let red = 0;
  let green = 0;
  let blue = 0;
  let cover = 0;
  let height = 0;
  if (Math.abs(x) < reach && Math.abs(y) < reach) {
    for (let index = 0; index < parts.length; index++) {
      const { shape, colour } = parts[index] as Part;
      const depth = -shape(x, y);
      const inside = Math.min(1, 0.5 + depth / side);
      if (inside <= 0) continue;
      red += (colour[0] - red) * inside;
      green += (colour[1] - green) * inside;
      blue += (colour[2] - blue) * inside;
      cover += (1 - cover) * inside;
      height += (Math.min(1, Math.max(0, depth) / slope) - height) * inside;
    }
  }
  layer.red[pixel] = red;
  layer.green[pixel] = green;
  layer.blue[pixel] = blue;
  layer.cover[pixel] = cover;
  layer.height[pixel] = height;
}
