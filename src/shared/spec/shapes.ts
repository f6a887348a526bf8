/** What a model does to the size of its input, layer by layer: shapes, weights, cost and receptive field. */
import { LabError } from '../contract/errors.ts';
import { layerSize, type SizeExplanation } from './layer-size.ts';
import type { LayerSpec } from './layers.ts';
import type { ModelSpec } from './model.ts';
import { layerWeights, type WeightSpec } from './weights.ts';

/** Most weights of a model. */
export const MOST_PARAMETERS = 2 ** 31;

/** Most values that one layer may put out for one image (1 GiB in float32). */
export const MOST_VALUES = 2 ** 28;

/** Everything about one layer that follows from the document and the size of the input. */
export interface LayerReport {
  readonly name: string;
  readonly class_name: LayerSpec['class_name'];
  /** Without the batch axis: `[height, width, channels]` or `[values]`. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** In Keras's order. */
  readonly weights: readonly WeightSpec[];
  readonly parameterCount: number;
  readonly trainableCount: number;
  /** Rows and columns of the input picture that one output value can see; null for an input without rows. */
  readonly receptiveField: readonly [number, number] | null;
  /** Multiply-adds for one image in convolution, dense, normalising and rescaling; pooling and activations count 0. */
  readonly multiplyAdds: number;
  /** How the output size came about. */
  readonly explanation: SizeExplanation;
}

/** Layers that multiply each value once. */
const perValueClasses: readonly LayerSpec['class_name'][] = [
  'BatchNormalization',
  'LayerNormalization',
  'Rescaling',
];

/** How far one value of a layer sees, in pixels of the input picture, and how far apart neighbours look. */
interface Sight {
  readonly field: readonly [number, number];
  readonly jump: readonly [number, number];
}

/**
 * Reports every layer of a model for images of the given shape.
 * @param inputShape `[height, width, channels]` or `[values]`, without the batch axis.
 * @throws LabError `spec.window-too-big`, `spec.needs-picture`, `spec.stride-and-dilation`, `spec.unequal-strides`,
 * `spec.bad-axis`, `spec.layer-too-big`, `spec.too-many-parameters`; layers are counted from 1.
 */
export function inferModel(model: ModelSpec, inputShape: readonly number[]): readonly LayerReport[] {
  checkInputShape(inputShape);
  const [rows = 1, columns = 1] = inputShape;
  const picture = inputShape.length === 3 ? ([rows, columns] as const) : null;
  let sight: Sight = { field: [1, 1], jump: [1, 1] };
  let shape = inputShape;
  let parameters = 0;
  const reports: LayerReport[] = [];
  for (const [index, layer] of model.layers.entries()) {
    const report = inferLayer(layer, shape, index + 1);
    parameters += report.parameterCount;
    if (parameters > MOST_PARAMETERS) {
      const place = { layer: index + 1, name: report.name };
      throw new LabError('spec.too-many-parameters', { ...place, count: parameters, most: MOST_PARAMETERS });
    }
    if (picture) sight = widen(sight, report.explanation, picture);
    reports.push({ ...report, receptiveField: picture && sight.field });
    shape = report.outputShape;
  }
  return reports;
}

/** What a layer does, apart from what came before it. */
function inferLayer(
  layer: LayerSpec,
  inputShape: readonly number[],
  place: number,
): Omit<LayerReport, 'receptiveField'> {
  const { name } = layer.config;
  const { outputShape, explanation } = layerSize(layer, inputShape, place);
  if (valueCount(outputShape) > MOST_VALUES) {
    throw new LabError('spec.layer-too-big', {
      layer: place,
      name,
      shape: shapeText(outputShape),
      most: MOST_VALUES,
    });
  }
  const weights = layerWeights(layer, inputShape);
  return {
    name,
    class_name: layer.class_name,
    inputShape,
    outputShape,
    weights,
    parameterCount: weightCount(weights),
    trainableCount: weightCount(weights.filter((weight) => weight.trainable)),
    multiplyAdds: multiplyAdds(layer, weights, outputShape),
    explanation,
  };
}

/** A shape in words: `28 x 28 x 1`. */
export function shapeText(shape: readonly number[]): string {
  return shape.join(' x ');
}

/** The number of values in a shape. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function weightCount(weights: readonly WeightSpec[]): number {
  return weights.reduce((sum, weight) => sum + valueCount(weight.shape), 0);
}

function checkInputShape(shape: readonly number[]): void {
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size > 0;
  if ((shape.length !== 1 && shape.length !== 3) || !shape.every(isSize) || valueCount(shape) > MOST_VALUES) {
    throw new LabError('spec.bad-input-shape', { shape: `[${shape.join(', ')}]` });
  }
}

function widen(sight: Sight, explanation: SizeExplanation, picture: readonly [number, number]): Sight {
  if (explanation.kind === 'flatten' || explanation.kind === 'global') return { ...sight, field: picture };
  if (explanation.kind !== 'window') return sight;
  const [rows, columns] = explanation.axes;
  const grow = (axis: 0 | 1, span: number): number =>
    Math.min(picture[axis], sight.field[axis] + (span - 1) * sight.jump[axis]);
  return {
    field: [grow(0, rows.span), grow(1, columns.span)],
    jump: [sight.jump[0] * rows.stride, sight.jump[1] * columns.stride],
  };
}

function multiplyAdds(
  layer: LayerSpec,
  weights: readonly WeightSpec[],
  outputShape: readonly number[],
): number {
  const places = valueCount(outputShape.slice(0, -1));
  const kernels = weights.filter(({ name }) => name.endsWith('kernel'));
  if (kernels.length > 0) return places * weightCount(kernels);
  return perValueClasses.includes(layer.class_name) ? valueCount(outputShape) : 0;
}
