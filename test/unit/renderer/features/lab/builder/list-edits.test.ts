import { describe, expect, it } from 'vitest';
import { newLayer } from '../../../../../../src/renderer/src/features/lab/builder/layer-kinds.ts';
import {
  duplicateLayers,
  insertLayers,
  layersFromText,
  layersText,
  moveLayers,
  removeLayers,
  withLayers,
  withSettings,
  type ListEdit,
} from '../../../../../../src/renderer/src/features/lab/builder/list-edits.ts';
import { mainSettings } from '../../../../../../src/renderer/src/features/lab/builder/row-text.ts';
import { parseExperiment } from '../../../../../../src/shared/spec/experiment.ts';
import { layerClassNames } from '../../../../../../src/shared/spec/layers.ts';
import { experimentOf, slides } from '../experiments.ts';

const base = experimentOf(slides);
const { layers: list } = base.model;
const edited = ({ layers }: ListEdit) => parseExperiment(withLayers(base, layers)).model.layers;
const names = (edit: ListEdit) => edited(edit).map(({ config }) => config.name);

describe('A list of layers', () => {
  it('numbers Keras’s names in the order of the list, whatever is moved', () => {
    const all = ['conv2d', 'conv2d_1', 'max_pooling2d', 'dropout', 'flatten', 'dense', 'dense_1'];
    expect(list.map(({ config }) => config.name)).toEqual(all);
    const moved = moveLayers(list, [1], 0);
    expect(edited(moved)[0]).toMatchObject({ config: { name: 'conv2d', filters: 64 } });
    expect(names(moved)).toEqual(all);
    expect(names(removeLayers(list, [0]))).toEqual(all.toSpliced(1, 1));
  });

  it('keeps names that the user gave', () => {
    const named = parseExperiment(withSettings(base, 0, { name: 'eye' }));
    const { layers } = moveLayers(named.model.layers, [0], 2);
    const found = parseExperiment(withLayers(named, layers)).model.layers.map(({ config }) => config.name);
    expect(found.slice(0, 3)).toEqual(['conv2d', 'max_pooling2d', 'eye']);
  });

  it('moves several layers together and keeps them selected', () => {
    const { layers, selected } = moveLayers(list, [4, 0], 1);
    const classes = layers.map(({ class_name: name }) => name);
    expect(classes.slice(0, 4)).toEqual(['Conv2D', 'Conv2D', 'Flatten', 'MaxPooling2D']);
    expect(selected).toEqual([1, 2]);
    expect(moveLayers(list, [6], 99).selected).toEqual([6]);
    expect(moveLayers(list, [0], -1).selected).toEqual([0]);
  });

  it('selects what comes after layers that were removed', () => {
    expect(removeLayers(list, [2, 3]).selected).toEqual([2]);
    expect(removeLayers(list, [6]).selected).toEqual([5]);
  });

  it('copies layers behind the last of them', () => {
    const { selected } = duplicateLayers(list, [0, 2]);
    expect(selected).toEqual([3, 4]);
    expect(names(duplicateLayers(list, [5])).slice(5)).toEqual(['dense', 'dense_1', 'dense_2']);
  });

  it('goes through the clipboard as JSON and comes back the same', () => {
    const pasted = insertLayers([], 0, layersFromText(layersText(list)));
    expect(edited(pasted)).toStrictEqual(list);
    expect(layersFromText(JSON.stringify({ model: { layers: list } }))).toHaveLength(7);
    expect(() => layersFromText('print(1)')).toThrow();
    expect(() => layersFromText('[1]')).toThrow();
  });

  it('lets strides follow a pool whose size they have', () => {
    const pool = (changes: object) =>
      parseExperiment(withSettings(base, 2, { ...changes })).model.layers[2]?.config;
    expect(pool({ pool_size: 3 })).toMatchObject({ pool_size: [3, 3], strides: [3, 3] });
    expect(pool({ strides: 1 })).toMatchObject({ pool_size: [2, 2], strides: [1, 1] });
  });

  it.each(layerClassNames)('takes a new %s of the palette, with its settings in one line', (className) => {
    const [layer] = parseExperiment(withLayers(base, [newLayer(className)])).model.layers;
    expect(layer?.class_name).toBe(className);
    if (layer) expect(mainSettings(layer)).not.toMatch(/undefined|NaN|\[object/);
  });
});
