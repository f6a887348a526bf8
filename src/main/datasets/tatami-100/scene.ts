/**
 * Paints one picture: a background, the shadow of a motif, the motif in some pose under some light, perhaps something
 * in front of it, and the grain of a camera.
 */
import type { RandomStream } from '../../../shared/random.ts';
import { drawBackground, type Background } from './background.ts';
import { drawPalette } from './colour.ts';
import { drawCover, type Cover } from './cover.ts';
import { pictureSide, pixelCount, place } from './grid.ts';
import { createLayer, drawMotif, type MotifLayer } from './layer.ts';
import { drawLight, type Light } from './light.ts';
import type { Motif } from './motifs/motif-class.ts';
import { between, limited, mix } from './numbers.ts';
import { drawPose } from './pose.ts';

/** What is painted: a motif in colours around a hue (in turns). */
export interface Subject {
  readonly motif: Motif;
  readonly hue: number;
}

/** Everything that a picture consists of. */
interface Scene {
  readonly background: Background;
  readonly motif: MotifLayer;
  readonly light: Light;
  readonly cover: Cover | null;
  /** Largest deviation of the grain, 0 to 1. */
  readonly grain: number;
  /** Start of the grain's own generator, not 0. */
  readonly grainSeed: number;
}

const layer = createLayer();

/** Paints a picture into `target` from `offset` on (32 × 32 RGB bytes, row by row). */
export function paint(
  { motif, hue }: Subject,
  stream: RandomStream,
  target: Uint8Array,
  offset: number,
): void {
  const background = drawBackground(stream);
  const parts = motif(drawPalette(hue, stream), stream);
  drawMotif(layer, parts, drawPose(stream));
  const light = drawLight(stream);
  const cover = drawCover(stream);
  const grain = between(stream, 0.01, 0.06);
  const picture = target.subarray(offset, offset + 3 * pixelCount);
  compose({ background, motif: layer, light, cover, grain, grainSeed: stream.uint32() | 1 }, picture);
}

function compose({ background, motif, light, cover, grain, grainSeed }: Scene, picture: Uint8Array): void {
  const { from, to, texture } = background;
  const [gainRed, gainGreen, gainBlue] = light.gain;
  const [frontRed, frontGreen, frontBlue] = cover?.colour ?? from;
  let noise = grainSeed;
  for (let row = 0, pixel = 0; row < pictureSide; row++) {
    const y = place[row] as number;
    for (let column = 0; column < pictureSide; column++, pixel++) {
      const x = place[column] as number;
      const share = texture(x, y);
      const hides = motif.cover[pixel] as number;
      const seen = hides === 1 ? 0 : (1 - hides) * (1 - light.shadow * shadowAt(motif, light, row, column));
      const bright = hides === 0 ? 1 : 1 + light.relief * slopeAt(motif, light, row, column);
      const veil = cover === null ? 0 : limited(0.5 - cover.shape(x, y) / cover.softness);
      const day = 1 + x * light.x + y * light.y;
      const red = mix(from[0], to[0], share) * seen + (motif.red[pixel] as number) * bright;
      const green = mix(from[1], to[1], share) * seen + (motif.green[pixel] as number) * bright;
      const blue = mix(from[2], to[2], share) * seen + (motif.blue[pixel] as number) * bright;
      noise = nextXorshift32(noise);
      picture[3 * pixel] = tone(mix(red, frontRed, veil) * day * gainRed, grain, noise);
      picture[3 * pixel + 1] = tone(mix(green, frontGreen, veil) * day * gainGreen, grain, noise >>> 8);
      picture[3 * pixel + 2] = tone(mix(blue, frontBlue, veil) * day * gainBlue, grain, noise >>> 16);
    }
  }
}

/** A byte from a brightness (0 to 1) and the lowest eight bits of the noise. */
function tone(value: number, grain: number, noise: number): number {
  return 255 * limited(value + grain * ((noise & 255) / 127.5 - 1));
}

/** How much of the motif stands between a pixel and the light, 0 to 1. */
function shadowAt({ cover }: MotifLayer, light: Light, row: number, column: number): number {
  const fromRow = row - light.shadowY;
  const fromColumn = column - light.shadowX;
  if (fromRow < 0 || fromColumn < 0 || fromRow >= pictureSide || fromColumn >= pictureSide) return 0;
  return cover[fromRow * pictureSide + fromColumn] as number;
}

/** How steeply the motif rises away from the light at a pixel: positive where it faces the light. */
function slopeAt({ height }: MotifLayer, light: Light, row: number, column: number): number {
  const pixel = row * pictureSide + column;
  const left = column === 0 ? pixel : pixel - 1;
  const right = column === pictureSide - 1 ? pixel : pixel + 1;
  const up = row === 0 ? pixel : pixel - pictureSide;
  const down = row === pictureSide - 1 ? pixel : pixel + pictureSide;
  const acrossX = (height[right] as number) - (height[left] as number);
  const acrossY = (height[down] as number) - (height[up] as number);
  return -(acrossX * light.fromX + acrossY * light.fromY);
}

/** Marsaglia's xorshift generator of 32 bits: quick, and good enough for grain. */
function nextXorshift32(state: number): number {
  const first = state ^ (state << 13);
  const second = first ^ (first >>> 17);
  return second ^ (second << 5);
}
