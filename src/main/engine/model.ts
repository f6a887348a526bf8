/** A model as the engine computes it: layers with their weights, and the forward pass through all of them. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../shared/contract/errors.ts';
import type { ComputeType } from '../../shared/contract/graph-form.ts';
import { randomStream } from '../../shared/random.ts';
import type { LayerSpec } from '../../shared/spec/layers.ts';
import type { ModelSpec } from '../../shared/spec/model.ts';
import { inferModel, type LayerReport } from '../../shared/spec/shapes.ts';
import type { WeightSpec } from '../../shared/spec/weights.ts';
import { activate } from './activations.ts';
import { initialValues } from './initializers.ts';
import { endOfConvolution, isConvolution, productOfConvolution } from './layers/convolution.ts';
import type { CallContext, LayerWeights } from './layers/layer.ts';
import { applyLayer } from './layers/registry.ts';
import type { ModelOutput } from './losses.ts';
import { loadNative } from './native/binding.ts';
import { inComputeType } from './native/compute-type.ts';

/** A weight of a model. Keys such as `conv2d/kernel` are unique in the model and stand in Keras's order. */
export interface ModelWeight extends WeightSpec {
  readonly key: string;
}

/** A layer with its weights and sizes. */
export interface ModelLayer {
  readonly spec: LayerSpec;
  readonly weights: readonly ModelWeight[];
  readonly report: LayerReport;
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

/** A layer, or a part of one, in the order in which a forward pass computes. */
export interface Stage {
  readonly layer: ModelLayer;
  /** `product`: a convolution without the bias and the activation that end it; `end`: these two alone. */
  readonly part: 'whole' | 'product' | 'end';
  /** Rows and columns that are kept of what comes in, from the top left; null for all. */
  readonly kept: readonly [rows: number, columns: number] | null;
}

/** What a forward pass needs besides the images. */
export interface ForwardOptions {
  /** What is computed in which order; default: {@link stagesAsBuilt}. */
  readonly stages?: readonly Stage[] | undefined;
  readonly weights: ReadonlyMap<string, Tensor>;
  readonly training: boolean;
  /** Steps done so far, int32 scalar: the moving part of every random key. */
  readonly iteration: Tensor;
  /** The experiment's seed: the fixed part of every random key. */
  readonly seed: number;
  /** Runs a layer in a named scope of a graph. */
  readonly inScope?: <T>(name: string, build: () => T) => T;
  /** Type in which all layers but the last are computed while a graph is traced; default: float32. */
  readonly compute?: ComputeType | undefined;
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
    const report = reports[index] as LayerReport;
    const key = ({ name }: WeightSpec): string => `${layer.config.name}/${name}`;
    return {
      spec: layer,
      report,
      weights: report.weights.map((weight) => ({ ...weight, key: key(weight) })),
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

/** The model as the document says it: layer after layer, each whole. */
export function stagesAsBuilt({ layers }: Model): readonly Stage[] {
  return layers.map((layer) => ({ layer, part: 'whole', kept: null }));
}

/** Passes a batch of float32 NHWC images through all layers. @throws LabError `engine.layer-failed` naming the layer. */
export function forward(model: Model, images: Tensor, options: ForwardOptions): ForwardResult {
  const updates = new Map<string, Tensor>();
  const inScope = options.inScope ?? ((_name, build) => build());
  const { body, last } = splitFinalActivation(options.stages ?? stagesAsBuilt(model));
  const values = body.reduce((x, stage) => {
    const { name } = stage.layer.spec.config;
    return inScope(name, () => runStage(stage, x, options, updates));
  }, images);
  if (last === null) return { output: values, logits: null, updates };
  const output = inScope(last, () => activate(last, values));
  return { output, logits: { values, activation: last }, updates };
}

function runStage(stage: Stage, x: Tensor, options: ForwardOptions, updates: Map<string, Tensor>): Tensor {
  const { spec, weights } = stage.layer;
  const { name } = spec.config;
  const own = Object.fromEntries(
    weights.map((weight) => [weight.name, options.weights.get(weight.key) as Tensor]),
  );
  const context: CallContext = {
    training: options.training,
    key: (part) => randomKey(options, part === undefined ? name : `${name}/${part}`),
    update: (weight, value) => void updates.set(`${name}/${weight}`, value),
  };
  try {
    return inComputeType(typeOf(stage, options), () => applyStage(stage, kept(x, stage), own, context));
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new LabError('engine.layer-failed', { layer: name, className: spec.class_name, problem }, cause);
  }
}

function applyStage({ layer, part }: Stage, x: Tensor, weights: LayerWeights, context: CallContext): Tensor {
  const { spec } = layer;
  if (part === 'whole' || !isConvolution(spec)) return applyLayer(spec, x, weights, context);
  return part === 'product'
    ? productOfConvolution(spec, x, weights)
    : endOfConvolution(x, weights, spec.config);
}

/** The last layer with a kernel stays exact, and so does what follows it: small differences of its output are what is learned from. */
function typeOf({ layer }: Stage, { compute = 'float32', weights }: ForwardOptions): ComputeType {
  const last = [...weights.keys()].findLast((key) => key.endsWith('kernel'));
  return layer.weights.some(({ key }) => key === last) ? 'float32' : compute;
}

function kept(x: Tensor, { kept }: Stage): Tensor {
  return kept === null ? x : loadNative().tf.slice(x, [0, 0, 0, 0], [-1, ...kept, -1]);
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
export function splitFinalActivation(stages: readonly Stage[]): {
  body: readonly Stage[];
  last: 'softmax' | 'sigmoid' | null;
} {
  const stage = stages.at(-1);
  if (stage?.part !== 'whole' || !('activation' in stage.layer.spec.config))
    return { body: stages, last: null };
  const { layer } = stage;
  const { activation } = stage.layer.spec.config;
  if (activation !== 'softmax' && activation !== 'sigmoid') return { body: stages, last: null };
  const bare = { ...layer.spec, config: { ...layer.spec.config, activation: 'linear' } } as LayerSpec;
  return { body: [...stages.slice(0, -1), { ...stage, layer: { ...layer, spec: bare } }], last: activation };
}
