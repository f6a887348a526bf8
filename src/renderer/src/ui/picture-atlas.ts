/** Pictures of data sets, fetched in batches and kept as tiles that a canvas can draw at any size. */
import type { Pictures } from '../../../shared/contract/lab/data.ts';
import { api } from '../api.ts';

/** Pictures that one request brings. */
const batchSize = 200;

/** Batches that are kept; the oldest go first. */
const mostBatches = 40;

interface Batch {
  readonly tiles: OffscreenCanvas;
  readonly pictures: Pictures;
}

/** A picture as a part of a larger canvas. */
export interface Tile {
  readonly source: OffscreenCanvas;
  /** Upper edge of the picture in the source, in pixels; its left edge is 0. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly label: number;
}

/** The pictures of one half of a set in a given order. */
export class PictureAtlas {
  readonly #dataset: string;
  readonly #half: 'train' | 'test';
  readonly #order: ArrayLike<number>;
  readonly #onLoaded: (error: unknown) => void;
  readonly #batches = new Map<number, Batch | null>();

  /**
   * @param options.order - Places in the half, in the order in which they are shown.
   * @param options.onLoaded - Called when tiles that were asked for are there (null) or could not be read (an error).
   */
  constructor(
    options: Readonly<{
      dataset: string;
      half: 'train' | 'test';
      order: ArrayLike<number>;
      onLoaded: (error: unknown) => void;
    }>,
  ) {
    this.#dataset = options.dataset;
    this.#half = options.half;
    this.#order = options.order;
    this.#onLoaded = options.onLoaded;
  }

  get count(): number {
    return this.#order.length;
  }

  /** Place in the half of the n-th picture of the order. */
  index(place: number): number {
    return this.#order[place] ?? 0;
  }

  /** The n-th picture of the order; undefined while it is fetched. */
  tile(place: number): Tile | undefined {
    const number = Math.floor(place / batchSize);
    const batch = this.#batches.get(number);
    if (batch === undefined) void this.#fetch(number);
    if (batch == null) return undefined;
    const { height, width, labels } = batch.pictures;
    const within = place % batchSize;
    return { source: batch.tiles, top: within * height, width, height, label: labels[within] ?? 0 };
  }

  async #fetch(number: number): Promise<void> {
    this.#batches.set(number, null);
    const start = number * batchSize;
    const length = Math.min(batchSize, this.#order.length - start);
    const indices = Array.from({ length }, (_, place) => this.index(start + place));
    try {
      const pictures = await api.pictures(this.#dataset, this.#half, indices);
      this.#batches.set(number, { tiles: paint(pictures), pictures });
      this.#forgetOldest();
      this.#onLoaded(null);
    } catch (error) {
      this.#onLoaded(error);
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#batches.keys();
    if (this.#batches.size > mostBatches && oldest !== undefined) this.#batches.delete(oldest);
  }
}

/** A column of pictures, one below the other. */
function paint({ images, width, height, channels, indices }: Pictures): OffscreenCanvas {
  const tiles = new OffscreenCanvas(width, Math.max(1, height * indices.length));
  const data = new ImageData(tiles.width, tiles.height);
  data.data.set(toRgba(images, channels).subarray(0, data.data.length));
  tiles.getContext('2d')?.putImageData(data, 0, 0);
  return tiles;
}

/** Bytes with a grey or three colour values for each pixel, as red, green, blue and opacity. */
export function toRgba(bytes: Uint8Array, channels: number): Uint8ClampedArray {
  const pixels = bytes.length / channels;
  const rgba = new Uint8ClampedArray(4 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgba[4 * pixel + channel] = bytes[channels * pixel + (channels === 1 ? 0 : channel)] ?? 0;
    }
    rgba[4 * pixel + 3] = 255;
  }
  return rgba;
}
