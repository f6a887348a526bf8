/** Settings of the form `path=value` that change an experiment, as in `--set optimizer.learning_rate=0.1`. */
import { LabError } from '../contract/errors.ts';
import { isRecord } from './class-spec.ts';
import { parseExperiment, type Experiment } from './experiment.ts';
import { unknownKey } from './faults.ts';
import { pathText, quote } from './quote.ts';

/** Settings by path: `model.layers[2].config.rate`, `optimizer`, `epochs`. */
export type Settings = Readonly<Record<string, unknown>>;

/** One setting. */
export interface Setting {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Reads `path=value`. The value is JSON (`0.1`, `true`, `null`, `[3,3]`, `{"from":"none"}`), or else a bare text (`Adam`).
 * @throws LabError `spec.bad-setting` without a path or an equals sign.
 */
export function parseSetting(text: string): Setting {
  const [path, value] = /^([^=]+)=(.*)$/su.exec(text)?.slice(1) ?? [];
  if (path === undefined || value === undefined || value.trim() === '') {
    throw new LabError('spec.bad-setting', { found: quote(text) });
  }
  return { path: path.trim(), value: jsonOrText(value.trim()) };
}

/**
 * Applies settings, in their order, to an experiment. The path is that of the document; `config` may be left out
 * (`optimizer.learning_rate`), a layer may be named by index or by name (`model.layers.dropout.rate`) and its path may
 * begin with `layers`, and a new class replaces the old one with its defaults (`optimizer=SGD`). A preset
 * (`optimizer.preset=paper`) sets all numbers of the optimizer, so it stands before settings of single ones.
 * @param document An experiment document; it is not changed.
 * @returns The changed experiment in normal form.
 * @throws LabError `spec.*`; an unknown path answers with the nearest known one.
 */
export function applySettings(document: unknown, settings: Settings): Experiment {
  let changed: unknown = parseExperiment(document);
  for (const [path, value] of Object.entries(settings)) {
    changed = withValue(changed, { keys: splitPath(path), done: [] }, value);
  }
  return parseExperiment(changed);
}

/** The part of a path that lies ahead and the part that was walked. */
interface Walk {
  readonly keys: readonly string[];
  readonly done: readonly PropertyKey[];
}

function withValue(container: unknown, walk: Walk, value: unknown): unknown {
  const [key, ...keys] = walk.keys;
  if (key === undefined) return isSpec(container) && typeof value === 'string' ? bareSpec(value) : value;
  if (Array.isArray(container)) return withElement(container, walk, value);
  if (!isRecord(container)) {
    throw new LabError('spec.not-an-object', { path: pathText(walk.done), found: quote(container) });
  }
  if (isSpec(container) && key === 'class_name') return bareSpec(value);
  if (isSpec(container) && key === 'preset' && keys.length === 0 && walk.done.at(-1) === 'optimizer') {
    return { class_name: container['class_name'], preset: value, config: {} };
  }
  if (isSpec(container) && !('config' in container)) {
    return withValue({ ...container, config: {} }, walk, value);
  }
  if (isSpec(container) && key !== 'config') {
    return withValue(container, { ...walk, keys: ['config', ...walk.keys] }, value);
  }
  const name = key === 'lr' ? 'learning_rate' : key;
  const isKnown = Object.hasOwn(container, name);
  if (!isKnown && keys.length > 0) throw unknownKey(walk.done, name, Object.keys(container));
  const inner = isKnown ? container[name] : undefined;
  return { ...container, [name]: withValue(inner, { keys, done: [...walk.done, name] }, value) };
}

/** Replaces one element of a list, found by index or, in a list of layers, by name. */
function withElement(list: readonly unknown[], walk: Walk, value: unknown): unknown[] {
  const [key = '', ...keys] = walk.keys;
  const names = list.map(layerName);
  const index = /^\d+$/.test(key) ? Number(key) : names.indexOf(key);
  if (!Object.hasOwn(list, index)) {
    const known = names.some((name) => name !== undefined)
      ? names.map(String)
      : list.map((_, place) => String(place));
    throw unknownKey(walk.done, key, known);
  }
  return list.with(index, withValue(list[index], { keys, done: [...walk.done, index] }, value));
}

function layerName(element: unknown): string | undefined {
  const name = isRecord(element) && isRecord(element['config']) ? element['config']['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function isSpec(value: unknown): boolean {
  return isRecord(value) && 'class_name' in value;
}

/** A class with its defaults; in this form later settings can still reach its config. */
function bareSpec(className: unknown): unknown {
  return { class_name: className, config: {} };
}

/** `model.layers[2].config.rate` in pieces. */
function splitPath(path: string): readonly string[] {
  const pieces = path.split(/[.[\]]+/).filter((piece) => piece !== '');
  if (pieces.length === 0) throw new LabError('spec.bad-setting', { found: quote(path) });
  return pieces[0] === 'layers' ? ['model', ...pieces] : pieces;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
