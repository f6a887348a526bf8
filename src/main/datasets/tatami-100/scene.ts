/**
 * Paints one picture: a background, a motif in some pose under some light, perhaps something in front of it, and
 * the noise of a camera. Edges are smoothed by their signed distance.
 */
import type { RandomStream } from '../../../shared/random.ts';
import type { Shape } from './shapes.ts';

/** Red, green, blue, 0 to 1. */
export type Colour = readonly [number, number, number];

/** A shape filled with a colour. */
export interface Part {
  readonly shape: Shape;
  readonly colour: Colour;
}

/** Colours that a motif is painted with, drawn anew for each picture. */
export interface Palette {
  /** The motif's main colour. */
  readonly main: Colour;
  /** A second colour that stands out from the first. */
  readonly second: Colour;
  readonly dark: Colour;
  readonly light: Colour;
}

/** Draws the parts of a motif, back to front. */
export type Motif = (palette: Palette, stream: RandomStream) => readonly Part[];

/** Pixels along each side of a picture. */
export const pictureSide = 32;

/** How freely a motif may be turned, in radians each way. */
const mostTurn = 0.65;

/** What is painted: a motif in colours around a hue (in turns). */
export interface Subject {
  readonly motif: Motif;
  readonly hue: number;
}

/** Paints a picture into `target` from `offset` on (32 × 32 RGB bytes, row by row). */
export function paint(
  { motif, hue }: Subject,
  stream: RandomStream,
  target: Uint8Array,
  offset: number,
): void {
  const background = drawBackground(stream);
  const parts = motif(drawPalette(hue, stream), stream);
  const pose = drawPose(stream);
  const light = drawLight(stream);
  const cover = drawCover(stream);
  const grain = (8 + 26 * stream.uniform()) / 127.5;
  const edge = pose.scale * (2 / pictureSide);
  for (let pixel = 0; pixel < pictureSide * pictureSide; pixel++) {
    const px = (((pixel % pictureSide) + 0.5) * 2) / pictureSide - 1;
    const py = ((Math.floor(pixel / pictureSide) + 0.5) * 2) / pictureSide - 1;
    const dx = px - pose.x;
    const dy = py - pose.y;
    const x = (dx * pose.cos + dy * pose.sin) * pose.scale * pose.flip;
    const y = (dy * pose.cos - dx * pose.sin) * pose.scale;
    const share = background.share(px, py);
    let red = mix(background.from[0], background.to[0], share);
    let green = mix(background.from[1], background.to[1], share);
    let blue = mix(background.from[2], background.to[2], share);
    for (let index = 0; index < parts.length; index++) {
      const { shape, colour } = parts[index] as Part;
      const inside = Math.min(1, Math.max(0, 0.5 - shape(x, y) / edge));
      if (inside === 0) continue;
      red = mix(red, colour[0], inside);
      green = mix(green, colour[1], inside);
      blue = mix(blue, colour[2], inside);
    }
    const gain = light(px, py);
    const veil = cover(px, py);
    const noise = stream.uint32();
    const at = offset + 3 * pixel;
    target[at] = tone(red * gain, veil, grain * ((noise & 255) - 127.5));
    target[at + 1] = tone(green * gain, veil, grain * (((noise >>> 8) & 255) - 127.5));
    target[at + 2] = tone(blue * gain, veil, grain * (((noise >>> 16) & 255) - 127.5));
  }
}

/** A colour from hue (turns), saturation and value. */
export function hsv(hue: number, saturation: number, value: number): Colour {
  const channel = (shift: number): number => {
    const k = (shift + hue * 6) % 6;
    return value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1));
  };
  return [channel(5 + 6), channel(3 + 6), channel(1 + 6)];
}

function tone(value: number, veil: number, noise: number): number {
  return Math.min(255, Math.max(0, 255 * (value * (1 - veil) + 0.35 * veil) + noise));
}

function drawPalette(hue: number, stream: RandomStream): Palette {
  const near = (hue + 1 + 0.5 * (stream.uniform() - 0.5)) % 1;
  const far = (near + 0.3 + 0.4 * stream.uniform()) % 1;
  return {
    main: hsv(near, 0.55 + 0.4 * stream.uniform(), 0.6 + 0.4 * stream.uniform()),
    second: hsv(far, 0.5 + 0.4 * stream.uniform(), 0.65 + 0.35 * stream.uniform()),
    dark: hsv(far, 0.5, 0.12 + 0.15 * stream.uniform()),
    light: hsv(near, 0.12, 0.9 + 0.1 * stream.uniform()),
  };
}

/** A soft gradient between two related colours, with slow waves; `share` is the part of the second. */
function drawBackground(stream: RandomStream) {
  const hue = stream.uniform();
  const value = 0.3 + 0.6 * stream.uniform();
  const from = hsv(hue, 0.1 + 0.4 * stream.uniform(), value);
  const to = hsv(
    (hue + 0.12) % 1,
    0.1 + 0.4 * stream.uniform(),
    Math.min(1, value * (0.6 + 0.7 * stream.uniform())),
  );
  const angle = 2 * Math.PI * stream.uniform();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const frequency = 1 + 5 * stream.uniform();
  const depth = 0.35 * stream.uniform();
  const phase = 6 * stream.uniform();
  const share = (x: number, y: number): number => {
    const slope = 0.5 + 0.35 * (x * cos + y * sin);
    return Math.min(1, Math.max(0, slope + depth * Math.sin(frequency * (y * cos - x * sin) + phase)));
  };
  return { from, to, share };
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function drawPose(stream: RandomStream) {
  const turn = mostTurn * (2 * stream.uniform() - 1);
  return {
    x: 0.5 * (stream.uniform() - 0.5),
    y: 0.5 * (stream.uniform() - 0.5),
    cos: Math.cos(turn),
    sin: Math.sin(turn),
    scale: 1.1 + 0.8 * stream.uniform(),
    flip: stream.uniform() < 0.5 ? -1 : 1,
  };
}

/** Light from one side, and a brighter or darker day. */
function drawLight(stream: RandomStream): (x: number, y: number) => number {
  const angle = 2 * Math.PI * stream.uniform();
  const depth = 0.35 * stream.uniform();
  const day = 0.75 + 0.35 * stream.uniform();
  const [cos, sin] = [depth * Math.cos(angle), depth * Math.sin(angle)];
  return (x, y) => day + x * cos + y * sin;
}

/** In two pictures of five a grey bar hides a part. */
function drawCover(stream: RandomStream): (x: number, y: number) => number {
  const isCovered = stream.uniform() < 0.4;
  const angle = Math.PI * stream.uniform();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const place = 1.6 * (stream.uniform() - 0.5);
  const halfWidth = 0.06 + 0.14 * stream.uniform();
  if (!isCovered) return () => 0;
  return (x, y) => (Math.abs(x * cos + y * sin - place) < halfWidth ? 0.85 : 0);
}
