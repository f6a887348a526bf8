/** The layers that a Keras configuration names, as it names them: Keras 2's and 3's forms, Sequential and Functional. */
import { LabError } from '../../../../shared/contract/errors.ts';
import { isRecord } from '../../../../shared/spec/class-spec.ts';
import { snakeCase } from '../../../../shared/spec/layer-names.ts';
import { quote } from '../../../../shared/spec/quote.ts';
import type { Config } from './config-text.ts';

/** Most layers of a file; those of residual blocks count one by one. */
const mostLayers = 2000;

/** Most levels of models inside models. */
const mostNesting = 4;

/** A layer of the file. */
export interface KerasLayer {
  readonly className: string;
  /** The file's name of it. */
  readonly name: string;
  readonly config: Config;
  /** Place in the file, counted from 1. */
  readonly place: number;
  /** Group of its weights in a Keras 3 file, such as `layers/conv2d_1`. */
  readonly group: string;
  /** The layer of the whole model that it is or lies in: its group in a legacy file. */
  readonly topName: string;
  /** Names of the layers that feed it; null for a layer of a Sequential model. */
  readonly inputs: readonly string[] | null;
}

/** A model as its file describes it. */
export interface KerasModel {
  readonly name: string;
  readonly layers: readonly KerasLayer[];
  /** Name of the layer that gives the result; null for a Sequential model. */
  readonly output: string | null;
  /** Shape with the batch axis where the model as a whole names one, else null. */
  readonly inputShape: unknown;
}

/** Finds the model in a configuration. @throws LabError `import.bad-config`, `import.not-sequential`. */
export function readKerasModel(root: Config, file: string): KerasModel {
  const className = String(root['class_name']);
  const bad = (problem: string): never => {
    throw new LabError('import.bad-config', { file, problem });
  };
  if (!isOwn(root) || !['Sequential', 'Functional', 'Model'].includes(className))
    throw new LabError('import.not-sequential', { className: quote(root['class_name'] ?? null) });
  const config = Array.isArray(root['config']) ? { layers: root['config'] } : root['config'];
  if (!isRecord(config)) return bad('it has no config');
  const isSequential = className === 'Sequential';
  const reader = new LayerReader(bad);
  const layers = reader.read(config, { isSequential, group: '', topName: null, nesting: 0 });
  const build = isRecord(root['build_config']) ? root['build_config']['input_shape'] : null;
  return {
    name: textOf([config['name']], 'sequential'),
    layers,
    output: isSequential ? null : onlyName(config['output_layers'], bad),
    inputShape: config['build_input_shape'] ?? build ?? null,
  };
}

/** Whether a class is Keras's own, and not one of the same name that a user registered. */
export function isOwn(value: Config): boolean {
  const { module = null, registered_name: registered = null } = value;
  const isKeras =
    module === null || (typeof module === 'string' && /^(keras|tf_keras|tensorflow)(\.|$)/.test(module));
  return isKeras && (registered === null || registered === value['class_name']);
}

interface Around {
  readonly isSequential: boolean;
  /** Group of the model around, or nothing for the whole. */
  readonly group: string;
  readonly topName: string | null;
  readonly nesting: number;
}

class LayerReader {
  readonly #bad: (problem: string) => never;
  #count = 0;

  constructor(bad: (problem: string) => never) {
    this.#bad = bad;
  }

  read(model: Config, around: Around): KerasLayer[] {
    const { layers } = model;
    if (!Array.isArray(layers)) return this.#bad('it has no list of layers');
    const used = new Map<string, number>();
    return layers.flatMap((layer: unknown) => {
      const place = ++this.#count;
      if (place > mostLayers) return this.#bad(`it has more than ${mostLayers} layers`);
      if (!isRecord(layer) || !isRecord(layer['config']))
        return this.#bad(`layer ${place} is ${quote(layer)}`);
      const className = isOwn(layer)
        ? String(layer['class_name'])
        : `${quote(layer['registered_name'])} (custom)`;
      const group = joined(around.group, 'layers', counted(snakeCase(className), used));
      const name = textOf([layer['config']['name'], layer['name']], className);
      const topName = around.topName ?? name;
      if (className === 'Sequential' && around.isSequential && around.nesting < mostNesting) {
        return this.read(layer['config'], {
          isSequential: true,
          group,
          topName,
          nesting: around.nesting + 1,
        });
      }
      const inputs = around.isSequential ? null : this.#inputs(layer, name);
      return [{ className, name, config: layer['config'], place, group, topName, inputs }];
    });
  }

  #inputs(layer: Config, name: string): readonly string[] {
    const nodes = layer['inbound_nodes'];
    if (!Array.isArray(nodes) || nodes.length > 1)
      return this.#bad(`the layer ${quote(name)} is used more than once`);
    const found: string[] = [];
    collectInputs(nodes[0], found);
    return found;
  }
}

/** Keras 3: tensors with a `keras_history`; Keras 2: lists of `[layer, node, tensor, …]`. */
function collectInputs(value: unknown, found: string[]): void {
  if (isRecord(value)) {
    const history = value['keras_history'];
    if (Array.isArray(history)) found.push(String(history[0]));
    else for (const inner of [value['args'], value['config']]) collectInputs(inner, found);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'string' && typeof value[1] === 'number') found.push(value[0]);
    else for (const inner of value as unknown[]) collectInputs(inner, found);
  }
}

/** `[name, 0, 0]`, or a list that holds just one such entry. */
function onlyName(value: unknown, bad: (problem: string) => never): string {
  const found: string[] = [];
  collectInputs(value, found);
  return found.length === 1 ? (found[0] as string) : bad(`it has ${found.length} outputs`);
}

/** The first value that is a text. */
function textOf(values: readonly unknown[], otherwise: string): string {
  return values.find((value) => typeof value === 'string') ?? otherwise;
}

function counted(name: string, used: Map<string, number>): string {
  const count = used.get(name) ?? 0;
  used.set(name, count + 1);
  return count === 0 ? name : `${name}_${count}`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
