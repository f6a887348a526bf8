/** A model as the engine computes it: layers with their weights, and the forward pass through all of them. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../shared/contract/errors.ts';
import { randomStream } from '../../shared/random.ts';
import type { LayerSpec } from '../../shared/spec/layers.ts';
import type { ModelSpec } from '../../shared/spec/model.ts';
import { inferModel } from '../../shared/spec/shapes.ts';
import type { WeightSpec } from '../../shared/spec/weights.ts';
import { activate } from './activations.ts';
import { initialValues } from './initializers.ts';
import { applyLayer } from './layers/registry.ts';
import type { CallContext } from './layers/layer.ts';
import type { ModelOutput } from './losses.ts';
import { loadNative } from './native/binding.ts';

/** A weight of a model. Keys such as `conv2d/kernel` are unique in the model and stand in Keras's order. */
export interface ModelWeight extends WeightSpec {
  readonly key: string;
}

/** A layer with its weights. */
export interface ModelLayer {
  readonly spec: LayerSpec;
  readonly weights: readonly ModelWeight[];
}

/** A model for images of one size. */
export interface Model {
  readonly layers: readonly ModelLayer[];
  /** Height, width, channels. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** All weights, layer by layer. */
  readonly weights: readonly ModelWeight[];
}

/** What a forward pass needs besides the images. */
export interface ForwardOptions {
  readonly weights: ReadonlyMap<string, Tensor>;
  readonly training: boolean;
  /** Steps done so far, int32 scalar: the moving part of every random key. */
  readonly iteration: Tensor;
  /** The experiment's seed: the fixed part of every random key. */
  readonly seed: number;
  /** Runs a layer in a named scope of a graph. */
  readonly inScope?: <T>(name: string, build: () => T) => T;
}

/** What a forward pass yields. */
export interface ForwardResult extends ModelOutput {
  /** New values of non-trainable weights by key. */
  readonly updates: ReadonlyMap<string, Tensor>;
}

/** Lays a model out for images of the given height, width and channels. @throws LabError when the layers do not fit. */
export function buildModel(spec: ModelSpec, inputShape: readonly number[]): Model {
  const reports = inferModel(spec, inputShape);
  const layers = spec.layers.map((layer, index): ModelLayer => {
    const weights = reports[index]?.weights ?? [];
    return {
      spec: layer,
      weights: weights.map((weight) => ({ ...weight, key: `${layer.config.name}/${weight.name}` })),
    };
  });
  const weights = layers.flatMap((layer) => layer.weights);
  return { layers, inputShape, outputShape: reports.at(-1)?.outputShape ?? inputShape, weights };
}

/** The first values of all weights, a function of the model and the seed alone. */
export function initialWeights(model: Model, seed: number): Map<string, Float32Array> {
  return new Map(
    model.weights.map(({ key, initializer, shape }) => [key, initialValues(initializer, shape, seed, key)]),
  );
}

/** Passes a batch of float32 NHWC images through all layers. @throws LabError `engine.layer-failed` naming the layer. */
export function forward(model: Model, images: Tensor, options: ForwardOptions): ForwardResult {
  const updates = new Map<string, Tensor>();
  const inScope = options.inScope ?? ((_name, build) => build());
  const { body, last } = splitFinalActivation(model.layers);
  const values = body.reduce((x, layer) => {
    const { name } = layer.spec.config;
    return inScope(name, () => runLayer(layer, x, options, updates));
  }, images);
  if (last === null) return { output: values, logits: null, updates };
  const output = inScope(last, () => activate(last, values));
  return { output, logits: { values, activation: last }, updates };
}

function runLayer(
  layer: ModelLayer,
  x: Tensor,
  options: ForwardOptions,
  updates: Map<string, Tensor>,
): Tensor {
  const { spec } = layer;
  const { name } = spec.config;
  const weights = Object.fromEntries(
    layer.weights.map((weight) => [weight.name, options.weights.get(weight.key) as Tensor]),
  );
  const context: CallContext = {
    training: options.training,
    key: (part) => randomKey(options, part === undefined ? name : `${name}/${part}`),
    update: (weight, value) => void updates.set(`${name}/${weight}`, value),
  };
  try {
    return applyLayer(spec, x, weights, context);
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new LabError('engine.layer-failed', { layer: name, className: spec.class_name, problem }, cause);
  }
}

/** The fixed part of a layer's random keys: a number of its own (int32) from the experiment's seed. */
export function drawKey(seed: number, layer: string): number {
  return randomStream(seed, `draws/${layer}`).uint32() | 0;
}

/** The key of a layer's draw: its own number, and the step. */
function randomKey({ seed, iteration }: ForwardOptions, layer: string): Tensor {
  const { tf } = loadNative();
  const own = drawKey(seed, layer);
  return tf.stack([tf.scalar(own, 'int32'), iteration]);
}

/** Takes a final softmax or sigmoid off the last layer, so that losses can see the values before it. */
export function splitFinalActivation(layers: readonly ModelLayer[]): {
  body: readonly ModelLayer[];
  last: 'softmax' | 'sigmoid' | null;
} {
  const layer = layers.at(-1);
  if (!layer || !('activation' in layer.spec.config)) return { body: layers, last: null };
  const { activation } = layer.spec.config;
  if (activation !== 'softmax' && activation !== 'sigmoid') return { body: layers, last: null };
  const bare = { ...layer.spec, config: { ...layer.spec.config, activation: 'linear' } } as LayerSpec;
  return { body: [...layers.slice(0, -1), { ...layer, spec: bare }], last: activation };
}
