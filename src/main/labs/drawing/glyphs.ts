/**
 * Letters for drawings that are made without a window: rendered once by `resources/glyphs/make-glyphs.mjs` from the
 * window's fonts, in one size. A character that is not among them is drawn as an empty box.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A letter; lengths in pixels, from the point on the line of writing where it begins. */
export interface Glyph {
  readonly advance: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Blackness of each pixel, 0 to 1, row by row. */
  readonly ink: Float32Array;
}

type PackedGlyph = readonly [
  advance: number,
  left: number,
  top: number,
  width: number,
  height: number,
  levels: string,
];

const file = new URL('../../../../resources/glyphs/labels.json.gz', import.meta.url);
const missing = '□';

/** The letters of one size. */
export class Glyphs {
  readonly #packed: Readonly<Record<string, PackedGlyph>>;
  readonly #unpacked = new Map<string, Glyph>();

  private constructor(packed: Readonly<Record<string, PackedGlyph>>) {
    this.#packed = packed;
  }

  /** Reads them. */
  static read(): Glyphs {
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    return new Glyphs((JSON.parse(text) as { glyphs: Record<string, PackedGlyph> }).glyphs);
  }

  /** The characters of a text that cannot be written, each once. */
  missing(text: string): readonly string[] {
    return [...new Set(text)].filter((character) => !Object.hasOwn(this.#packed, character));
  }

  /** The letters of a text. */
  of(text: string): readonly Glyph[] {
    return [...text].map((character) =>
      this.#glyph(Object.hasOwn(this.#packed, character) ? character : missing),
    );
  }

  /** Width of a text. */
  width(text: string): number {
    return this.of(text).reduce((sum, { advance }) => sum + advance, 0);
  }

  #glyph(character: string): Glyph {
    const known = this.#unpacked.get(character) ?? unpacked(this.#packed[character]);
    this.#unpacked.set(character, known);
    return known;
  }
}

/** Four pixels stand in a byte, in four levels. */
function unpacked(packed: PackedGlyph = [0, 0, 0, 0, 0, '']): Glyph {
  const [advance, left, top, width, height, levels] = packed;
  const bytes = Buffer.from(levels, 'base64');
  const ink = Float32Array.from(
    { length: width * height },
    (_, place) => (((bytes[place >> 2] ?? 0) >> (2 * (place % 4))) & 3) / 3,
  );
  return { advance, left, top, width, height, ink };
}
