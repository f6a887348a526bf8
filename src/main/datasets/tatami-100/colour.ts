/** Colours of equal brightness for equal lightness, so that chance never draws a glaring or muddy picture. */
import type { RandomStream } from '../../../shared/random.ts';
import { between, limited } from './numbers.ts';

/** Red, green, blue (sRGB), 0 to 1. */
export type Colour = readonly [number, number, number];

/** Colours that a motif is painted with, drawn anew for each picture. */
export interface Palette {
  /** The motif's main colour. */
  readonly main: Colour;
  /** A second colour that stands out from the first. */
  readonly second: Colour;
  readonly dark: Colour;
  readonly light: Colour;
}

/** How far a motif's main hue may stray from that of its superclass, in turns each way. */
const hueSwing = 0.14;

/** Draws a palette around a hue (in turns). */
export function drawPalette(hue: number, stream: RandomStream): Palette {
  const near = hue + between(stream, -hueSwing, hueSwing);
  const far = near + between(stream, 0.3, 0.7);
  const lightness = between(stream, 0.5, 0.78);
  const isLighter = lightness < 0.62;
  return {
    main: oklch(lightness, between(stream, 0.1, 0.19), near),
    second: oklch(lightness + (isLighter ? 0.24 : -0.2), between(stream, 0.08, 0.16), far),
    dark: oklch(between(stream, 0.2, 0.34), 0.05, far),
    light: oklch(between(stream, 0.9, 0.97), 0.03, near),
  };
}

/**
 * A colour from lightness (0 to 1), chroma (0 grey, 0.2 vivid) and hue (in turns; red 0.08, green 0.4, blue 0.73);
 * what a screen cannot show is clipped. Source: Ottosson, “A perceptual color space for image processing” (2020).
 */
export function oklch(lightness: number, chroma: number, hue: number): Colour {
  const a = chroma * Math.cos(2 * Math.PI * hue);
  const b = chroma * Math.sin(2 * Math.PI * hue);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    gamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    gamma(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

/** Linear light to sRGB. */
function gamma(linear: number): number {
  const value = limited(linear);
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}
