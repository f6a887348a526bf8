/** A net as TF.js's layers model: what `model.json` says, and the weights in the order of its manifest. */
import type { ExportOptions, ExportSource } from '../../../../shared/contract/trained-model.ts';
import { aboutExport } from '../about.ts';
import { addPath } from './layers.ts';
import { type TfjsLayer, TfjsTopology, type TfjsWeight } from './topology.ts';

/** The two parts of a model. */
export interface TfjsModel {
  /** For `model.json`. */
  readonly json: object;
  /** For `weights.bin`, one after the other. */
  readonly weights: readonly TfjsWeight[];
}

/** Lays the net out as a functional model of TF.js. */
export function tfjsModel(source: ExportSource, options: ExportOptions): TfjsModel {
  const { model, inputShape, preprocessing } = source;
  const topology = new TfjsTopology();
  const shape = { batch_input_shape: [null, ...inputShape], dtype: 'float32', sparse: false };
  const input = topology.add('InputLayer', 'images', shape, []);
  const from = options.hasPreprocessing
    ? topology.add('Rescaling', 'preprocessing', preprocessing, [input])
    : input;
  const weights = new Map(source.weights.map((weight) => [weight.name, weight]));
  const output = addPath({ topology, weights }, model.layers, { from, shape: inputShape });
  const config = {
    name: model.name,
    layers: topology.layers.map(layerEntry),
    input_layers: [[input, 0, 0]],
    output_layers: [[output, 0, 0]],
  };
  const manifest = topology.weights.map(({ name, shape: size }) => ({ name, shape: size, dtype: 'float32' }));
  const json = {
    format: 'layers-model',
    generatedBy: `Tatami ${source.appVersion}`,
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config,
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: manifest }],
    userDefinedMetadata: aboutExport(source, options),
  };
  return { json, weights: topology.weights };
}

function layerEntry({ name, className, config, inputs }: TfjsLayer): object {
  const node = inputs.map((input) => [input, 0, 0, {}]);
  return { name, class_name: className, config, inbound_nodes: inputs.length === 0 ? [] : [node] };
}
