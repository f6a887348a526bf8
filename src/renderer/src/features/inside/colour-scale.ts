/** Colours for numbers: sequential where all are 0 or more, diverging around 0 where some are negative. */

/** A range of numbers with its kind of colours. */
export interface ColourScale {
  readonly kind: 'sequential' | 'diverging';
  readonly low: number;
  readonly high: number;
}

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The tokens of each kind, from the lowest number to the highest. */
export const scaleTokens = {
  sequential: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => `--seq-${step}`),
  diverging: ['n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3'].map((step) => `--div-${step}`),
} as const;

/** The scale for numbers from `min` to `max`; a diverging one reaches as far below 0 as above. */
export function scaleFor(min: number, max: number): ColourScale {
  if (!(min < 0)) return { kind: 'sequential', low: 0, high: max > 0 && Number.isFinite(max) ? max : 1 };
  const reach = Math.max(-min, max);
  const high = Number.isFinite(reach) ? reach : 1;
  return { kind: 'diverging', low: -high, high };
}

/** A colour of the tokens, `#rrggbb`. */
export function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** The colour of a number between the stops; what lies outside takes the outermost, and NaN the first. */
export function colourAt(value: number, { low, high }: ColourScale, stops: readonly Rgb[]): Rgb {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low) || 0));
  const place = share * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(place));
  const [from, to] = [stops[below] ?? [0, 0, 0], stops[below + 1] ?? [0, 0, 0]];
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (place - below));
  return [mix(0), mix(1), mix(2)];
}

/** Numbers as pixels: red, green, blue and full opacity for each. */
export function paintValues(
  values: Float32Array,
  scale: ColourScale,
  stops: readonly Rgb[],
): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * values.length);
  values.forEach((value, index) => {
    pixels.set(colourAt(value, scale, stops), 4 * index);
    pixels[4 * index + 3] = 255;
  });
  return pixels;
}
