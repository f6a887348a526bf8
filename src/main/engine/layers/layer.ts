/**
 * What a layer is to the engine: a forward function of tensors. The same function runs eagerly (look inside,
 * lessons) and is traced into training graphs; gradients are derived. Shapes and weights come from
 * `shared/spec/shapes.ts`, so a layer only says how its output is computed.
 */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { LayerClassName, LayerSpec } from '../../../shared/spec/layers.ts';

/** The config of one layer class. */
export type LayerConfig<K extends LayerClassName> = Extract<LayerSpec, { class_name: K }>['config'];

/** What a layer may use besides its input and its weights. */
export interface CallContext {
  /** Training or inference. */
  readonly training: boolean;
  /**
   * The key (int32 vector of 2) of this layer's random draw in this step. A layer draws at most once a step; a block
   * of layers names the part that draws.
   */
  key(part?: string): Tensor;
  /** Sets a non-trainable weight, such as a moving average, at the end of the step. */
  update(weight: string, value: Tensor): void;
}

/** A layer's weights by name, such as `kernel` and `bias`. */
export type LayerWeights = Readonly<Record<string, Tensor>>;

/** Computes a layer's output. The first axis of `x` is the batch. */
export type LayerForward<K extends LayerClassName> = (
  x: Tensor,
  weights: LayerWeights,
  config: LayerConfig<K>,
  context: CallContext,
) => Tensor;

/** A weight that the layer's spec promises. */
export function weightOf(weights: LayerWeights, name: string): Tensor {
  const weight = weights[name];
  if (!weight) throw new Error(`Weight ${name} is missing`);
  return weight;
}
