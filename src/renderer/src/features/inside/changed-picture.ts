/** A picture that is moved, turned, made brighter, noisy or covered: what a net still makes of it. */
import type { InspectedPicture } from '../../../../shared/contract/inspect.ts';
import { randomStream } from '../../../../shared/random.ts';

/** What is done to a picture, in this order. */
export interface PictureChange {
  /** Degrees, clockwise, around the middle. */
  readonly degrees: number;
  /** Pixels to the right and down. */
  readonly right: number;
  readonly down: number;
  /** Added to every value, -255 to 255. */
  readonly brightness: number;
  /** Standard deviation of what is added to every value, 0 to 255. */
  readonly noise: number;
  /** Middle of a grey square that covers a part; null for none. */
  readonly cover: Place | null;
}

/** A pixel of a picture, from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Nothing done. */
export const noChange: PictureChange = {
  degrees: 0,
  right: 0,
  down: 0,
  brightness: 0,
  noise: 0,
  cover: null,
};

/** Grey of the cover. */
const coverGrey = 128;

/** Side of the square that covers a part of a picture: about a quarter of its width. */
export function coverSide({ width }: Pick<InspectedPicture, 'width'>): number {
  return Math.max(1, Math.round(width / 4));
}

/** The changed picture; what moves in from outside is black. Noise is the same at every strength, times it. */
export function changedPicture(picture: InspectedPicture, change: PictureChange): InspectedPicture {
  const { right, down, degrees, brightness, noise, cover } = change;
  const isMoved = right !== 0 || down !== 0 || degrees !== 0;
  const pixels = isMoved ? moved(picture, change) : picture.pixels.slice();
  if (brightness !== 0 || noise !== 0) {
    const stream = randomStream(0, 'inside/noise');
    for (let at = 0; at < pixels.length; at++) {
      const drawn = noise === 0 ? 0 : noise * stream.normal();
      pixels[at] = clamped((pixels[at] ?? 0) + brightness + drawn);
    }
  }
  const changed = { ...picture, pixels };
  return cover === null ? changed : covered(changed, cover);
}

/** Each pixel takes the value of where it came from, between four pixels (bilinear). */
function moved(picture: InspectedPicture, { degrees, right, down }: PictureChange): Uint8Array {
  const { height, width, channels } = picture;
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleRow, middleColumn] = [(height - 1) / 2, (width - 1) / 2];
  const result = new Uint8Array(picture.pixels.length);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const y = row - down - middleRow;
      const x = column - right - middleColumn;
      const from = { row: middleRow + cos * y - sin * x, column: middleColumn + cos * x + sin * y };
      for (let channel = 0; channel < channels; channel++)
        result[(row * width + column) * channels + channel] = clamped(between(picture, from, channel));
    }
  return result;
}

function between(picture: InspectedPicture, { row, column }: Place, channel: number): number {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const [y, x] = [row - top, column - left];
  const at = (down: number, right: number): number => valueAt(picture, top + down, left + right, channel);
  return (1 - y) * ((1 - x) * at(0, 0) + x * at(0, 1)) + y * ((1 - x) * at(1, 0) + x * at(1, 1));
}

function valueAt(
  { height, width, channels, pixels }: InspectedPicture,
  row: number,
  column: number,
  channel: number,
): number {
  if (row < 0 || row >= height || column < 0 || column >= width) return 0;
  return pixels[(row * width + column) * channels + channel] ?? 0;
}

function covered(picture: InspectedPicture, { row, column }: Place): InspectedPicture {
  const { height, width, channels } = picture;
  const side = coverSide(picture);
  const [top, left] = [row - Math.floor(side / 2), column - Math.floor(side / 2)];
  const pixels = picture.pixels.slice();
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++)
    for (let x = Math.max(0, left); x < Math.min(width, left + side); x++)
      pixels.fill(coverGrey, (y * width + x) * channels, (y * width + x + 1) * channels);
  return { ...picture, pixels };
}

function clamped(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
