import type { Values } from '../../inference/operations.ts';

/** A layer of TF.js with the layers that it takes its input from. */
export interface TfjsLayer {
  readonly name: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: readonly string[];
}

/** A weight under the name that TF.js gives it: layer and part. */
export interface TfjsWeight extends Values {
  readonly name: string;
}

/** The graph of layers of a TF.js layers model under construction. */
export class TfjsTopology {
  readonly layers: TfjsLayer[] = [];
  readonly weights: TfjsWeight[] = [];
  readonly #names = new Set<string>();

  /** Adds a layer and answers its name: the wanted one, as far as TF.js takes it and it is free. */
  add(
    className: string,
    wanted: string,
    config: Readonly<Record<string, unknown>>,
    inputs: readonly string[],
  ): string {
    const base = asciiName(wanted);
    let name = base;
    for (let number = 1; this.#names.has(name); number++) name = `${base}_${number}`;
    this.#names.add(name);
    this.layers.push({ name, className, config: { name, ...config }, inputs });
    return name;
  }

  /** Gives a layer a weight. */
  weigh(layer: string, part: string, { shape, data }: Values): void {
    this.weights.push({ name: `${layer}/${part}`, shape, data });
  }
}

/** TF.js takes Latin letters, digits, `.`, `_`, `-` in names. */
function asciiName(name: string): string {
  const ascii = name
    .replaceAll('/', '_')
    .replace(/[^A-Za-z0-9_.-]/gu, (character) => `u${character.codePointAt(0)?.toString(16)}`);
  return /^[A-Za-z0-9]/.test(ascii) ? ascii : `layer${ascii}`;
}
