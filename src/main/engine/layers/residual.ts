/** The residual block: activation(main path + shortcut) (He et al. 2016). */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { PlainLayerSpec } from '../../../shared/spec/layers/plain.ts';
import { mainPath, projectionOf, type ResidualSpec } from '../../../shared/spec/residual.ts';
import { activate } from '../activations.ts';
import { loadNative } from '../native/binding.ts';
import type { CallContext, LayerWeights } from './layer.ts';

/** Computes one layer of the block. */
type ApplyInner = (layer: PlainLayerSpec, x: Tensor, weights: LayerWeights, context: CallContext) => Tensor;

/**
 * Computes a block's output. Weights, draws and updates of an inner layer stand under its name: `conv2d/kernel`.
 * @param apply Computes the inner layers.
 */
export function residual(
  block: ResidualSpec,
  x: Tensor,
  outer: { readonly weights: LayerWeights; readonly context: CallContext },
  apply: ApplyInner,
): Tensor {
  const pass = (input: Tensor, layer: PlainLayerSpec): Tensor => {
    const { name } = layer.config;
    return apply(layer, input, weightsUnder(name, outer.weights), contextUnder(name, outer.context));
  };
  const main = mainPath(block).reduce(pass, x);
  const projection = projectionOf(block, main.shape.at(-1) as number);
  const shortcut = projection ? pass(x, projection) : x;
  return activate(block.config.activation, loadNative().tf.add(main, shortcut));
}

function weightsUnder(name: string, weights: LayerWeights): LayerWeights {
  const prefix = `${name}/`;
  const own = Object.entries(weights).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, weight]) => [key.slice(prefix.length), weight]));
}

function contextUnder(name: string, context: CallContext): CallContext {
  return {
    training: context.training,
    key: (part) => context.key(part === undefined ? name : `${name}/${part}`),
    update: (weight, value) => context.update(`${name}/${weight}`, value),
  };
}
