import type { ImageDataset } from '../../../shared/contract/data.ts';

/** How much is kept in memory; the set that was asked for last always is. */
export interface OpenedLimits {
  /** Default 2. */
  readonly sets?: number;
  /** Bytes of pictures; default 512 MiB. */
  readonly bytes?: number;
}

/** Data sets that were opened lately, so that leafing through their pictures is instant and memory stays bounded. */
export class OpenedSets {
  readonly #open: (id: string) => Promise<ImageDataset>;
  readonly #limits: Required<OpenedLimits>;
  /** The set that was asked for last stands last. */
  readonly #opened = new Map<string, { readonly dataset: Promise<ImageDataset>; bytes: number }>();

  constructor(open: (id: string) => Promise<ImageDataset>, limits: OpenedLimits = {}) {
    this.#open = open;
    this.#limits = { sets: 2, bytes: 512 * 1024 ** 2, ...limits };
  }

  /** Ids of the sets in memory, the one that was asked for last at the end. */
  get ids(): readonly string[] {
    return [...this.#opened.keys()];
  }

  /** The set, opened unless it is in memory; questions that come meanwhile share the work. */
  get(id: string): Promise<ImageDataset> {
    const known = this.#opened.get(id) ?? this.#begin(id);
    this.#opened.delete(id);
    this.#opened.set(id, known);
    this.#trim();
    return known.dataset;
  }

  /** Forgets a set that was replaced or removed. */
  forget(id: string): void {
    this.#opened.delete(id);
  }

  #begin(id: string): { readonly dataset: Promise<ImageDataset>; bytes: number } {
    const entry = { dataset: this.#open(id), bytes: 0 };
    entry.dataset.then(
      ({ train, test }) => {
        entry.bytes = train.images.byteLength + test.images.byteLength;
        this.#trim();
      },
      () => {
        if (this.#opened.get(id) === entry) this.#opened.delete(id);
      },
    );
    return entry;
  }

  /** Lets go of what was asked for longest ago. */
  #trim(): void {
    const { sets, bytes } = this.#limits;
    while (this.#opened.size > 1 && (this.#opened.size > sets || this.#totalBytes() > bytes)) {
      this.#opened.delete(this.ids[0] as string);
    }
  }

  #totalBytes(): number {
    return [...this.#opened.values()].reduce((sum, entry) => sum + entry.bytes, 0);
  }
}
