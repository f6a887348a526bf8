import type { Glyphs } from './glyphs.ts';
import type { RgbPicture } from './png.ts';

/** How a text is written. */
export interface Writing {
  readonly x: number;
  /** Middle of the letters' height (of a text that goes up: of its width). */
  readonly y: number;
  /** Such as `#1d2228`. */
  readonly colour: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Goes from below upwards; `x` is then the middle of the letters' height, `y` where it starts. */
  readonly isUpward?: boolean;
}

/** Pixels from the line of writing to the middle of a letter: Inter's capitals are 16 of 22 pixels high. */
const middle = 8;

/** A picture that is painted: rectangles and texts. */
export class PixelCanvas implements RgbPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly #glyphs: Glyphs;

  constructor(size: Readonly<{ width: number; height: number }>, glyphs: Glyphs) {
    this.width = size.width;
    this.height = size.height;
    this.pixels = new Uint8Array(3 * size.width * size.height);
    this.#glyphs = glyphs;
  }

  fill(box: Readonly<{ x: number; y: number; width: number; height: number }>, colour: string): void {
    for (let y = box.y; y < box.y + box.height; y++)
      for (let x = box.x; x < box.x + box.width; x++) this.#paint(x, y, rgbOf(colour), 1);
  }

  write(text: string, { x, y, colour, anchor, isUpward = false }: Writing): void {
    const length = this.#glyphs.width(text);
    let along = anchor === 'start' ? 0 : anchor === 'end' ? -length : -Math.round(length / 2);
    const rgb = rgbOf(colour);
    for (const glyph of this.#glyphs.of(text)) {
      glyph.ink.forEach((share, place) => {
        const right = along + glyph.left + (place % glyph.width);
        const down = glyph.top + Math.floor(place / glyph.width) + middle;
        if (isUpward) this.#paint(x + down, y - right, rgb, share);
        else this.#paint(x + right, y + down, rgb, share);
      });
      along += glyph.advance;
    }
  }

  #paint(x: number, y: number, rgb: readonly number[], share: number): void {
    if (share === 0 || x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const place = 3 * (y * this.width + x);
    for (const [channel, value] of rgb.entries())
      this.pixels[place + channel] = (1 - share) * (this.pixels[place + channel] ?? 0) + share * value;
  }
}

function rgbOf(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
