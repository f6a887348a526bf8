/** Random nets: layers that fit one after the other, images, and weights that keep the values in a sane range. */
import { LabError } from '../../../src/shared/contract/errors.ts';
import { layerClassNames } from '../../../src/shared/spec/layers.ts';
import { modelSchema, type ModelSpec } from '../../../src/shared/spec/model.ts';
import { inferModel, valueCount } from '../../../src/shared/spec/shapes.ts';
import { buildModel, type Model, type ModelWeight } from '../../../src/main/engine/model.ts';
import type { Draw } from './draw.ts';
import { drawLayer, type LayerDraft } from './layer-draws.ts';

/** A net as both sides read it. */
export interface NetDraft {
  readonly inputShape: readonly [number, number, number];
  readonly layers: readonly LayerDraft[];
}

/** What a net is drawn for. */
export interface NetWishes {
  /** Most layers. */
  readonly most: number;
  /** Most rows and columns of the pictures. */
  readonly side: number;
  readonly training: boolean;
}

/** Most values that a layer may put out for one image, to keep a case quick. */
const MOST_VALUES = 5_000;

/** A net of random layers; a layer that does not fit is drawn anew. */
export function drawNet(draw: Draw, { most, side, training }: NetWishes): NetDraft {
  const inputShape = [draw.integer(2, side), draw.integer(2, side), draw.integer(1, 4)] as const;
  const layers: LayerDraft[] = [];
  const count = draw.integer(2, most);
  let shape: readonly number[] = inputShape;
  while (layers.length < count) {
    const layer = drawLayer(draw.pick(layerClassNames), draw, { shape, training });
    const output = layer && outputShape([...layers, layer], inputShape);
    if (!layer || !output || (training && isUnclear([...layers, layer]))) continue;
    layers.push(layer);
    shape = output;
  }
  return { inputShape, layers };
}

/** The model of a draft. */
export function modelOf({ layers }: NetDraft): ModelSpec {
  return modelSchema.parse({ layers });
}

/** The draft laid out for its images. */
export function laidOut(net: NetDraft): Model {
  return buildModel(modelOf(net), net.inputShape);
}

/** Weights in Keras's order: kernels by the fan-in, factors and variances above 0. */
export function drawWeights(draw: Draw, model: Model): Float32Array[] {
  return model.weights.map((weight) => drawWeight(draw, weight));
}

function drawWeight(draw: Draw, { name, shape }: ModelWeight): Float32Array {
  const count = valueCount(shape);
  if (/gamma|variance/.test(name)) return draw.normals(count).map((value) => 0.5 + Math.abs(value) / 2);
  if (!/kernel/.test(name)) return draw.normals(count, 0.3);
  const inputs = name.includes('depthwise') ? valueCount(shape.slice(0, 2)) : valueCount(shape.slice(0, -1));
  return draw.normals(count, 1 / Math.sqrt(inputs));
}

/**
 * Whether nobody could judge the net: next to a normalisation, which magnifies rounding, double precision must say how
 * far rounding alone goes, and Keras moves pictures in single precision only.
 */
function isUnclear(layers: readonly LayerDraft[]): boolean {
  const text = JSON.stringify(layers);
  return /RandomTranslation|RandomRotation|RandomCrop/.test(text) && text.includes('Normalization');
}

/** What the layers put out; null where they do not fit or put out too much. */
function outputShape(layers: readonly LayerDraft[], inputShape: readonly number[]): readonly number[] | null {
  try {
    const output = inferModel(modelSchema.parse({ layers }), inputShape).at(-1)?.outputShape ?? null;
    return output && valueCount(output) <= MOST_VALUES ? output : null;
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
