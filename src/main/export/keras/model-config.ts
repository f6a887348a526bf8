/** A net as Keras's `model.get_config()` writes it: Sequential, or Functional where paths run side by side. */
import { classEntry, layerEntry, type Style } from './classes.ts';
import type { KerasGraph, KerasNode } from './graph.ts';
import type { Config } from './json.ts';
import { kerasOrder } from './order.ts';

type Entry = { readonly [key: string]: Config };

/** The class of the model with its config. */
export function modelEntry(graph: KerasGraph, style: Style): Entry {
  if (graph.isSequence) {
    const config = sequentialConfig(graph, style);
    return classEntry(style, 'keras', { class_name: 'Sequential', config });
  }
  const config = functionalConfig(graph, style);
  const entry = classEntry(style, 'keras.src.models.functional', { class_name: 'Functional', config });
  return style === 'legacy' ? entry : { ...entry, registered_name: 'Functional' };
}

function sequentialConfig(graph: KerasGraph, style: Style): Config {
  const layers = [inputEntry(graph, style), ...graph.nodes.map((node) => builtEntry(node, style))];
  if (style === 'legacy') return { name: graph.name, layers };
  return {
    name: graph.name,
    trainable: true,
    dtype: 'float32',
    layers,
    build_input_shape: [null, ...graph.inputShape],
  };
}

function functionalConfig(graph: KerasGraph, style: Style): Config {
  const { input, name } = graph;
  const layers = kerasOrder(graph).map((node) => ({
    ...builtEntry(node, style),
    name: node.name,
    inbound_nodes: style === 'legacy' ? [node.inputs.map((from) => [from, 0, 0, {}])] : [callOf(node)],
  }));
  const last = graph.nodes.at(-1)?.name ?? input;
  return {
    name,
    trainable: true,
    layers: [{ ...inputEntry(graph, style), name: input, inbound_nodes: [] }, ...layers],
    input_layers: style === 'legacy' ? [[input, 0, 0]] : [input, 0, 0],
    output_layers: style === 'legacy' ? [[last, 0, 0]] : [last, 0, 0],
  };
}

function inputEntry({ input, inputShape }: KerasGraph, style: Style): Entry {
  const shape = [null, ...inputShape];
  const config =
    style === 'legacy'
      ? { batch_input_shape: shape, dtype: 'float32', sparse: false, name: input }
      : { batch_shape: shape, dtype: 'float32', sparse: false, name: input };
  return classEntry(style, 'keras.layers', { class_name: 'InputLayer', config });
}

/** With the shape that Keras builds the layer for before it loads its weights. */
function builtEntry(node: KerasNode, style: Style): Entry {
  const entry = layerEntry(node, style);
  if (style === 'legacy' || node.weights.length === 0) return entry;
  return { ...entry, build_config: { input_shape: [null, ...node.inputShape] } };
}

/** The call of a layer on the outputs of others. */
function callOf({ inputs, inputShape }: KerasNode): Config {
  const tensors = inputs.map((from) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, ...inputShape], dtype: 'float32', keras_history: [from, 0, 0] },
  }));
  return { args: tensors.length === 1 ? tensors : [tensors], kwargs: {} };
}
