/** Edits of a list of layers as functions from an experiment to a document; names stay Keras's where they were. */
import { LabError } from '../../../../../shared/contract/errors.ts';
import { automaticNames } from '../../../../../shared/python/layers.ts';
import { isRecord } from '../../../../../shared/spec/class-spec.ts';
import { parseDocumentText } from '../../../../../shared/spec/document-text.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import { snakeCase } from '../../../../../shared/spec/layer-names.ts';
import type { LayerSpec } from '../../../../../shared/spec/layers.ts';
import type { LayerDraft } from './layer-kinds.ts';

/** A changed list, and the places that are selected in it afterwards. */
export interface ListEdit {
  readonly layers: readonly (LayerSpec | LayerDraft)[];
  readonly selected: readonly number[];
}

/** Puts layers in before a place. */
export function insertLayers(
  list: readonly LayerSpec[],
  place: number,
  added: readonly (LayerSpec | LayerDraft)[],
): ListEdit {
  const layers = [...list.slice(0, place), ...added.map(withoutName), ...list.slice(place)];
  return { layers, selected: added.map((_, index) => place + index) };
}

/** Takes layers out; the one that comes after them is selected. */
export function removeLayers(list: readonly LayerSpec[], places: readonly number[]): ListEdit {
  const layers = list.filter((_, index) => !places.includes(index));
  const next = Math.min(Math.min(...places), layers.length - 1);
  return { layers, selected: next < 0 ? [] : [next] };
}

/** Moves layers together so that they begin at a place of the list without them. */
export function moveLayers(list: readonly LayerSpec[], places: readonly number[], to: number): ListEdit {
  const sorted = places.toSorted((a, b) => a - b);
  const moved = sorted.flatMap((place) => list[place] ?? []);
  const rest = list.filter((_, index) => !places.includes(index));
  const start = Math.max(0, Math.min(to, rest.length));
  return {
    layers: [...rest.slice(0, start), ...moved, ...rest.slice(start)],
    selected: moved.map((_, index) => start + index),
  };
}

/** Puts a copy of layers behind the last of them. */
export function duplicateLayers(list: readonly LayerSpec[], places: readonly number[]): ListEdit {
  const sorted = places.toSorted((a, b) => a - b);
  return insertLayers(
    list,
    (sorted.at(-1) ?? -1) + 1,
    sorted.flatMap((place) => list[place] ?? []),
  );
}

/** An experiment with another list of layers, the automatic names in the order of the list. */
export function withLayers(experiment: Experiment, layers: ListEdit['layers']): unknown {
  const free = layers.map((layer) => (hasAutomaticName(layer) ? withoutName(layer) : layer));
  return { ...experiment, model: { ...experiment.model, layers: free } };
}

/** An experiment with other settings of one layer. */
export function withSettings(
  experiment: Experiment,
  place: number,
  changes: Readonly<Record<string, unknown>>,
): unknown {
  const layers = experiment.model.layers.map((layer, index) =>
    index === place ? { ...layer, config: { ...layer.config, ...followers(layer), ...changes } } : layer,
  );
  return withLayers(experiment, layers);

  /** Strides that are the pool's size stay so, as Keras's rule has it. */
  function followers({ config }: LayerSpec): Record<string, unknown> {
    const isFollowing = 'pool_size' in config && config.pool_size.join() === config.strides.join();
    return isFollowing && 'pool_size' in changes ? { strides: null } : {};
  }
}

/** Layers as the text that the clipboard carries. */
export function layersText(layers: readonly LayerSpec[]): string {
  return JSON.stringify(layers.map(withoutAutomaticName), null, 1);
}

/** Layers from the clipboard: a list, one layer, or a document with a model. @throws LabError for anything else. */
export function layersFromText(text: string): readonly LayerDraft[] {
  const value = parseDocumentText(text);
  const model = isRecord(value) && isRecord(value['model']) ? value['model']['layers'] : value;
  const layers = Array.isArray(model) ? (model as unknown[]) : [model];
  const isLayer = (layer: unknown): layer is LayerDraft => isRecord(layer) && 'class_name' in layer;
  if (!layers.every(isLayer)) throw new LabError('spec.not-a-document', { found: text.slice(0, 40) });
  return layers.map(({ class_name, config }) => ({ class_name, config: config ?? {} }));
}

/** Whether the name of a layer is one that Keras could have given. */
function hasAutomaticName({ class_name: className, config }: LayerSpec | LayerDraft): boolean {
  const name = 'name' in config && typeof config['name'] === 'string' ? config['name'] : '';
  const [base = ''] = automaticNames([className]);
  return name === base || (name.startsWith(`${base}_`) && /^\d+$/.test(name.slice(base.length + 1)));
}

function withoutAutomaticName(layer: LayerSpec): LayerSpec | LayerDraft {
  return layer.config.name === snakeCase(layer.class_name) || hasAutomaticName(layer)
    ? withoutName(layer)
    : layer;
}

function withoutName(layer: LayerSpec | LayerDraft): LayerDraft {
  const { name: _, ...config } = layer.config as Record<string, unknown>;
  return { class_name: layer.class_name, config };
}
