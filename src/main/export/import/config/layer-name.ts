const longestName = 100;

/** Names of layers as our documents allow them, each once. */
export class FreshNames {
  readonly #taken = new Set<string>();

  /** A name as near to the file's as possible; it counts as taken from then on. */
  take(wanted: string): string {
    const plain = wanted
      .replace(/[^\p{L}\p{N}._-]+/gu, '_')
      .replace(/^[._-]+/u, '')
      .slice(0, longestName - 5);
    const base = plain === '' ? 'layer' : plain;
    let name = base;
    for (let count = 1; this.#taken.has(name); count++) name = `${base}_${count}`;
    this.#taken.add(name);
    return name;
  }
}
