import { describe, expect, it } from 'vitest';
import { kerasGraph } from '../../../../../src/main/export/keras/graph.ts';
import { kerasOrder } from '../../../../../src/main/export/keras/order.ts';
import { exportSource, type SourceDraft } from '../../../../fixtures/export-source.ts';
import { Draw } from '../../../../keras/live/draw.ts';

const inputShape = [8, 8, 3] as const;
const sourceOf = (layers: SourceDraft['layers']) =>
  exportSource('net', new Draw(1, 'graph'), { inputShape, layers });
const graphOf = (layers: SourceDraft['layers'], hasPreprocessing = false) =>
  kerasGraph(sourceOf(layers), { hasPreprocessing });

const conv = { class_name: 'Conv2D', config: { filters: 4, kernel_size: 3, padding: 'same' } };
const block = {
  class_name: 'Residual',
  config: { layers: [conv, 'BatchNormalization', conv], shortcut: 'projection', activation: 'relu' },
};

describe('a net in Keras’s words', () => {
  it('has both paths of a block, their sum and the activation after it', () => {
    const { nodes, isSequence } = graphOf([block]);
    expect(isSequence).toBe(false);
    expect(nodes.slice(0, 6).map(({ name, inputs }) => [name, inputs])).toEqual([
      ['residual_conv2d', ['input_layer']],
      ['residual_batch_normalization', ['residual_conv2d']],
      ['residual_conv2d_1', ['residual_batch_normalization']],
      ['residual_shortcut', ['input_layer']],
      ['residual_add', ['residual_conv2d_1', 'residual_shortcut']],
      ['residual_relu', ['residual_add']],
    ]);
    expect(nodes[2]?.weights.map(({ name }) => name)).toEqual([
      'residual/conv2d_1/kernel',
      'residual/conv2d_1/bias',
    ]);
  });

  it('is listed as Keras lists its layers: the farthest from the output first', () => {
    const order = kerasOrder(graphOf([block])).map(({ name }) => name);
    expect(order.slice(0, 5)).toEqual([
      ...['residual_conv2d', 'residual_batch_normalization', 'residual_conv2d_1'],
      ...['residual_shortcut', 'residual_add'],
    ]);
  });

  it('names every layer once, in characters that TensorFlow allows', () => {
    const named = (name: string) => ({ ...conv, config: { ...conv.config, name } });
    const { nodes, input } = graphOf([named('input_layer'), named('residual_conv2d'), named('畳'), block]);
    const names = [input, ...nodes.map(({ name }) => name)];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_.-]+$/);
  });

  it('scales the pixels by a layer of its own when that is asked for', () => {
    const [first] = graphOf([conv], true).nodes;
    expect(first?.layer).toMatchObject({ class_name: 'Rescaling', config: { scale: 1 / 127.5, offset: -1 } });
  });

  it('cuts the middle where RandomCrop would cut, which Keras does not do when predicting', () => {
    const crop = (height: number) => ({ class_name: 'RandomCrop', config: { height, width: 8 } });
    expect(graphOf([crop(6)]).nodes[0]?.layer.class_name).toBe('CenterCrop');
    expect(graphOf([crop(8)]).nodes[0]?.layer.class_name).toBe('RandomCrop');
  });
});
