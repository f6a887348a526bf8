/** The tiles that a layer shows: its feature maps, the values of its vector, or its filters. */
import type { InspectedKernel, InspectedLayer } from '../../../../shared/contract/inspect.ts';
import { type ColourScale, scaleFor } from './colour-scale.ts';

/** Small pictures of numbers, all in the same size and in the same colours. */
export interface Tiles {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly scale: ColourScale;
  /** The numbers of one tile, row by row. */
  readonly valuesOf: (tile: number) => Float32Array;
}

/** Maps of a layer, or the values of a vector as tiles of one value each. */
export function outputTiles({ shape, values, kept, min, max }: InspectedLayer): Tiles {
  const [height = 1, width = 1] = shape.length === 3 ? shape : [];
  const size = height * width;
  return {
    ...{ count: kept, height, width, scale: scaleFor(min, max) },
    valuesOf: (tile) => values.subarray(tile * size, (tile + 1) * size),
  };
}

/** Where the largest value of a tile lies. */
export function largestPlace({ width, valuesOf }: Tiles, tile: number): { row: number; column: number } {
  const values = valuesOf(tile);
  const at = values.reduce((best, value, place) => (value > (values[best] ?? NaN) ? place : best), 0);
  return { row: Math.floor(at / width), column: at % width };
}

/** The filters of a layer on its input's first channel; null for more than one channel, which one colour cannot show. */
export function filterTiles({ shape, values }: InspectedKernel, most: number): Tiles | null {
  const [height = 1, width = 1, inputs = 1, filters = 1] = shape;
  if (inputs !== 1) return null;
  const reach = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return {
    ...{ count: Math.min(filters, most), height, width, scale: scaleFor(-reach || -1, reach) },
    valuesOf: (tile) =>
      Float32Array.from({ length: height * width }, (_, at) => values[at * filters + tile] ?? 0),
  };
}

/**
 * Filters on three colours as colours: a weight of 0 is mid-grey, the largest weight of all makes its colour full. Red,
 * green, blue and opacity of each pixel; null for another number of channels.
 */
export function colourFilters({ shape, values }: InspectedKernel, filter: number): Uint8ClampedArray | null {
  const [height = 1, width = 1, inputs = 1, filters = 1] = shape;
  if (inputs !== 3) return null;
  const reach = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const pixels = new Uint8ClampedArray(4 * height * width);
  for (let at = 0; at < height * width; at++) {
    for (let channel = 0; channel < 3; channel++)
      pixels[4 * at + channel] = 127.5 * (1 + (values[(at * 3 + channel) * filters + filter] ?? 0) / reach);
    pixels[4 * at + 3] = 255;
  }
  return pixels;
}
