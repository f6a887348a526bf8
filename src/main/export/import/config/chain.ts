/** A Functional model as a chain: layers one after the other, and residual blocks where it forks and adds up again. */
import { LabError } from '../../../../shared/contract/errors.ts';
import { quote, shown } from '../../../../shared/spec/quote.ts';
import type { KerasLayer, KerasModel } from './keras-layers.ts';

/** A link of the chain. */
export type ChainLink =
  | { readonly kind: 'layer'; readonly layer: KerasLayer }
  | {
      readonly kind: 'block';
      readonly main: readonly KerasLayer[];
      /** Null for an identity. */
      readonly shortcut: KerasLayer | null;
      readonly add: KerasLayer;
      /** The activation that follows, or null. */
      readonly activation: KerasLayer | null;
    };

/** The chain of a model. @throws LabError `import.unsupported-graph`, `import.bad-config`. */
export function chainOf({ layers, output }: KerasModel, file: string): readonly ChainLink[] {
  if (output === null) return layers.map((layer) => ({ kind: 'layer', layer }));
  return new Graph(layers, file).chain(output);
}

class Graph {
  readonly #byName: ReadonlyMap<string, KerasLayer>;
  readonly #users = new Map<string, KerasLayer[]>();
  readonly #file: string;
  #steps = 0;

  constructor(layers: readonly KerasLayer[], file: string) {
    this.#file = file;
    this.#byName = new Map(layers.map((layer) => [layer.name, layer]));
    if (this.#byName.size !== layers.length) this.#bad('two layers have the same name');
    for (const layer of layers) {
      for (const input of layer.inputs ?? []) {
        if (!this.#byName.has(input)) this.#bad(`the layer ${quote(input)} is missing`);
        this.#users.set(input, [...(this.#users.get(input) ?? []), layer]);
      }
    }
  }

  chain(output: string): readonly ChainLink[] {
    const starts = [...this.#byName.values()].filter(({ inputs }) => inputs?.length === 0);
    const [start] = starts;
    if (starts.length !== 1 || start === undefined) return this.#bad(`it has ${starts.length} inputs`);
    const links: ChainLink[] = [{ kind: 'layer', layer: start }];
    for (let last = start; last.name !== output;) {
      const users = this.#usersOf(last);
      const [next, other] = users;
      if (next === undefined) return this.#bad(`the layer ${quote(last.name)} leads nowhere`);
      if (users.length > 2) return branching(last, 'it has more than two ways on');
      if (other !== undefined) last = this.#addBlock(links, next, other);
      else if (next.inputs?.length === 1) {
        links.push({ kind: 'layer', layer: next });
        last = next;
      } else return branching(next, 'it has several inputs');
    }
    const covered = links.reduce((sum, link) => sum + sizeOf(link), 0);
    return covered === this.#byName.size ? links : this.#bad('some layers do not lead to the output');
  }

  /** Appends the block between a fork and its Add; answers its last layer. */
  #addBlock(links: ChainLink[], first: KerasLayer, second: KerasLayer): KerasLayer {
    const [one, other] = [this.#path(first), this.#path(second)];
    const add = one.end;
    if (add !== other.end || add.className !== 'Add' || add.inputs?.length !== 2)
      return branching(add, 'its two ways do not end in one Add');
    const paths = [one.layers, other.layers];
    const beside = paths.findLastIndex(
      (path) => path.length === 0 || (path.length === 1 && isProjection(path[0])),
    );
    const main = paths[1 - beside];
    if (beside < 0 || main === undefined || main.length === 0)
      return branching(add, 'none of its two ways is an identity or a 1 × 1 convolution');
    const users = this.#usersOf(add);
    const next = users.length === 1 ? users[0] : undefined;
    const activation = next?.className === 'Activation' ? next : null;
    links.push({ kind: 'block', main, shortcut: paths[beside]?.[0] ?? null, add, activation });
    return activation ?? add;
  }

  /** The layers from one on, up to the first that has several inputs. */
  #path(first: KerasLayer): { layers: readonly KerasLayer[]; end: KerasLayer } {
    const layers: KerasLayer[] = [];
    let layer = first;
    while (layer.inputs?.length === 1) {
      layers.push(layer);
      const users = this.#usersOf(layer);
      if (users.length !== 1) return branching(layer, 'it branches inside a branch');
      layer = users[0] as KerasLayer;
    }
    return { layers, end: layer };
  }

  #usersOf(layer: KerasLayer): readonly KerasLayer[] {
    if (++this.#steps > 10_000) this.#bad('its layers lead in circles');
    return this.#users.get(layer.name) ?? [];
  }

  #bad(problem: string): never {
    throw new LabError('import.bad-config', { file: this.#file, problem });
  }
}

function sizeOf(link: ChainLink): number {
  if (link.kind === 'layer') return 1;
  return link.main.length + 1 + (link.shortcut ? 1 : 0) + (link.activation ? 1 : 0);
}

/** A convolution that our blocks have as their shortcut: 1 × 1, without an activation. */
function isProjection(layer: KerasLayer | undefined): boolean {
  const config = layer?.config ?? {};
  const isOne = [config['kernel_size']].flat().every((side) => side === 1);
  return layer?.className === 'Conv2D' && isOne && config['activation'] === 'linear';
}

function branching({ place, name, className }: KerasLayer, problem: string): never {
  throw new LabError('import.unsupported-graph', {
    place,
    layer: shown(name),
    className: shown(className),
    problem,
  });
}
