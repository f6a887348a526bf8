import { describe, expect, it } from 'vitest';
import { formats } from '../../../../../src/main/export/formats/registry.ts';
import type { ExportLimit, ExportSource } from '../../../../../src/shared/contract/trained-model.ts';
import { exportedNet, layerSettings } from '../../../../fixtures/exported-nets.ts';

const options = { hasPreprocessing: false, imageOrder: 'NHWC' } as const;

function limitsOf(id: string, source: ExportSource): readonly ExportLimit[] {
  return formats.find((format) => format.id === id)?.limits(source, options) ?? [];
}

describe('what a format leaves out', () => {
  const { source } = exportedNet(layerSettings['layers of training'] ?? []);
  const layersOf = (id: string): readonly (string | null)[] => limitsOf(id, source).map(({ layer }) => layer);

  it('is said of every layer that works while training only', () => {
    const all = [
      'dropout',
      'spatial_dropout2d',
      'random_flip',
      'gaussian_noise',
      'random_rotation',
      'random_translation',
    ];
    for (const id of ['savedmodel', 'onnx', 'typescript']) expect(layersOf(id)).toEqual(all);
    expect(layersOf('tfjs')).toEqual(all.filter((name) => name !== 'dropout' && name !== 'gaussian_noise'));
  });

  it('is nothing of a net that it holds whole', () => {
    const plain = exportedNet(layerSettings['BatchNormalization'] ?? []).source;
    for (const id of ['savedmodel', 'onnx', 'tfjs', 'typescript']) expect(limitsOf(id, plain)).toEqual([]);
  });

  it('keeps a net of more than 2 GiB from being written', () => {
    const [first] = source.weights;
    const data = Object.defineProperty(new Float32Array(0), 'byteLength', { value: 2 ** 31 });
    const huge = { ...source, weights: [{ ...first, name: 'dense/kernel', shape: [2 ** 29], data }] };
    const blocking = limitsOf('onnx', huge).filter(({ isBlocking }) => isBlocking);
    expect(blocking).toEqual([{ code: 'more-than-2-gib', layer: null, isBlocking: true }]);
  });
});
