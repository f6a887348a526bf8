import {
  type InspectedKernel,
  type InspectedLayer,
  mostKernelWeights,
  mostMaps,
  mostVectorValues,
} from '../../../shared/contract/inspect.ts';
import type { LayerWeights } from '../layers/layer.ts';
import type { ModelLayer } from '../model.ts';

/** A layer's output for one picture: shape without the batch axis, and its values with the last axis first to change. */
export interface LayerOutput {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A layer's output as a report holds it: cut to its first maps, each map in one piece, with the range of all values. */
export function layerValues(
  { spec }: ModelLayer,
  output: LayerOutput,
  weights: LayerWeights,
): InspectedLayer {
  const { shape, values } = output;
  const isPicture = shape.length === 3;
  const kept = Math.min(shape.at(-1) ?? 0, isPicture ? mostMaps : mostVectorValues);
  return {
    name: spec.config.name,
    class_name: spec.class_name,
    shape,
    values: isPicture ? planes(output, kept) : values.slice(0, kept),
    kept,
    ...rangeOf(values),
    kernel: spec.class_name === 'Conv2D' ? kernelOf(weights) : null,
  };
}

/** The first `count` maps, one after the other. */
function planes({ shape, values }: LayerOutput, count: number): Float32Array {
  const maps = shape[2] ?? 1;
  const places = values.length / maps;
  const result = new Float32Array(places * count);
  for (let map = 0; map < count; map++)
    for (let place = 0; place < places; place++)
      result[map * places + place] = values[place * maps + map] as number;
  return result;
}

function rangeOf(values: Float32Array): Pick<InspectedLayer, 'min' | 'max' | 'zeroShare'> {
  let [min, max, zeros] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros += 1;
  }
  return { min, max, zeroShare: zeros / values.length };
}

function kernelOf({ kernel, bias }: LayerWeights): InspectedKernel | null {
  if (kernel === undefined || kernel.size > mostKernelWeights) return null;
  const values = kernel.dataSync() as Float32Array;
  return { shape: kernel.shape, values, bias: bias ? (bias.dataSync() as Float32Array) : null };
}
