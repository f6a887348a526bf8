/** What a model does to the size of its input, layer by layer: shapes, weights, cost and receptive field. */
import { LabError } from '../contract/errors.ts';
import { layerSize, type SizeExplanation } from './layer-size.ts';
import type { LayerSpec } from './layers.ts';
import type { ModelSpec } from './model.ts';
import { inBlock, mainPath, projectionOf, type ResidualSpec } from './residual.ts';
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
  /** The layers inside a residual block, whose parameters add up to its own; null for any other layer. */
  readonly paths: ResidualPaths | null;
}

/** Reports of the two paths through a residual block, under their full names such as `residual/conv2d`. */
export interface ResidualPaths {
  readonly main: readonly LayerReport[];
  /** The projection; null for an identity. */
  readonly shortcut: LayerReport | null;
}

/** Layers that multiply each value once. */
const perValueClasses: readonly LayerSpec['class_name'][] = [
  'BatchNormalization',
  'LayerNormalization',
  'Rescaling',
];

/** How far one value of a layer sees, in pixels of the input picture, and how far apart neighbours look. */
interface Sight {
  readonly picture: readonly [number, number];
  readonly field: readonly [number, number];
  readonly jump: readonly [number, number];
}

/** A layer's report, and how far its output sees; null for an input without rows. */
interface Inferred {
  readonly report: LayerReport;
  readonly sight: Sight | null;
}

/**
 * Reports every layer of a model for images of the given shape.
 * @param inputShape `[height, width, channels]` or `[values]`, without the batch axis.
 * @throws LabError `spec.window-too-big`, `spec.needs-picture`, `spec.stride-and-dilation`, `spec.unequal-strides`,
 * `spec.bad-axis`, `spec.unequal-paths`, `spec.needs-projection`, `spec.layer-too-big`, `spec.too-many-parameters`;
 * layers are counted from 1.
 */
export function inferModel(model: ModelSpec, inputShape: readonly number[]): readonly LayerReport[] {
  checkInputShape(inputShape);
  const [rows = 1, columns = 1] = inputShape;
  let sight: Sight | null =
    inputShape.length === 3 ? { picture: [rows, columns], field: [1, 1], jump: [1, 1] } : null;
  let shape = inputShape;
  let parameters = 0;
  return model.layers.map((layer, index) => {
    const inferred = inferLayer(layer, { shape, sight, place: index + 1 });
    const { report } = inferred;
    parameters += report.parameterCount;
    if (parameters > MOST_PARAMETERS) {
      const place = { layer: index + 1, name: report.name };
      throw new LabError('spec.too-many-parameters', { ...place, count: parameters, most: MOST_PARAMETERS });
    }
    ({ sight } = inferred);
    shape = report.outputShape;
    return report;
  });
}

/** What comes into a layer, and the layer's place in its model, counted from 1. */
interface Input {
  readonly shape: readonly number[];
  readonly sight: Sight | null;
  readonly place: number;
}

function inferLayer(layer: LayerSpec, input: Input): Inferred {
  const { name } = layer.config;
  const { outputShape, explanation } = layerSize(layer, input.shape, input.place);
  if (valueCount(outputShape) > MOST_VALUES) {
    const details = { layer: input.place, name, shape: shapeText(outputShape), most: MOST_VALUES };
    throw new LabError('spec.layer-too-big', details);
  }
  const paths = layer.class_name === 'Residual' ? inferPaths(layer, input) : null;
  const weights = layerWeights(layer, input.shape);
  const sight = input.sight && widen(input.sight, explanation);
  const report = {
    name,
    class_name: layer.class_name,
    inputShape: input.shape,
    outputShape,
    weights,
    parameterCount: weightCount(weights),
    trainableCount: weightCount(weights.filter((weight) => weight.trainable)),
    receptiveField: sight && sight.field,
    multiplyAdds: paths
      ? [...paths.main, ...(paths.shortcut ? [paths.shortcut] : [])].reduce(
          (sum, part) => sum + part.multiplyAdds,
          0,
        )
      : multiplyAdds(layer, weights, outputShape),
    explanation,
    paths,
  };
  return { report, sight };
}

/** Reports of the layers of a block, under their full names. */
function inferPaths(block: ResidualSpec, input: Input): ResidualPaths {
  let { shape, sight } = input;
  const main = mainPath(block).map((layer) => {
    const inferred = inferLayer(inBlock(block, layer), { ...input, shape, sight });
    ({ sight } = inferred);
    shape = inferred.report.outputShape;
    return inferred.report;
  });
  const projection = projectionOf(block, shape.at(-1) ?? 1);
  return { main, shortcut: projection && inferLayer(inBlock(block, projection), input).report };
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

function widen(sight: Sight, explanation: SizeExplanation): Sight {
  const { picture, field, jump } = sight;
  if (explanation.kind === 'flatten' || explanation.kind === 'global') return { ...sight, field: picture };
  if (explanation.kind === 'residual') return widenByPaths(sight, explanation);
  if (explanation.kind !== 'window') return sight;
  const [rows, columns] = explanation.axes;
  const grow = (axis: 0 | 1, span: number): number =>
    Math.min(picture[axis], field[axis] + (span - 1) * jump[axis]);
  return {
    picture,
    field: [grow(0, rows.span), grow(1, columns.span)],
    jump: [jump[0] * rows.stride, jump[1] * columns.stride],
  };
}

/** A sum sees what the path that sees further does. */
function widenByPaths(sight: Sight, paths: SizeExplanation & { readonly kind: 'residual' }): Sight {
  const main = paths.main.reduce(widen, sight);
  const beside = paths.shortcut ? widen(sight, paths.shortcut) : sight;
  const wider = (key: 'field' | 'jump'): readonly [number, number] => [
    Math.max(main[key][0], beside[key][0]),
    Math.max(main[key][1], beside[key][1]),
  ];
  return { picture: sight.picture, field: wider('field'), jump: wider('jump') };
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
