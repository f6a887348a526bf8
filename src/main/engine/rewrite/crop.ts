/** The rewrite `crop`: pixels that a pool or a stride drops are never computed. */
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import type { WindowAxis } from '../../../shared/spec/window.ts';
import { isConvolution } from '../layers/convolution.ts';
import type { Stage } from '../model.ts';

/** Rows and columns, from the top left. */
type Extent = readonly [rows: number, columns: number];

/**
 * Multiply-adds that a cut between two layers must save for each value that it copies: about the time of a copy, there
 * and back, at the speeds of convolution and memory of common processors. A cut of the images has no way back and few channels.
 */
const leastSavedPerValue = 100;

/** What the stages after a place need of what comes to them. */
interface Need {
  readonly extent: Extent;
  /** Multiply-adds per image that are saved by cutting to it. */
  readonly saved: number;
}

/**
 * Cuts what comes into a chain of layers to what its end makes use of.
 *
 * Proof. A window of span `k` and stride `s` without padding that puts out `n` places reads the places 0 to
 * `(n - 1)s + k - 1` of its input and no others. So the first `n` places of its output depend on the first
 * `(n - 1)s + k` places of its input alone: going back from a pool that drops its last rows, each convolution and pool
 * needs that many, and a layer that computes each place by itself needs as many as are needed of it. Cutting
 * the chain's input to this leaves every needed value as it was, bit for bit: the same sums of the same numbers. Values that
 * are not needed reach no loss; their slopes are 0, and all that goes is the adding of zeros to a kernel's slope.
 *
 * The chain ends where a layer looks at the whole picture or draws for each place of it: padding, batch
 * normalisation and dropout while they train, augmentation, residual blocks, flattening. A cut there is a copy, which must pay.
 *
 * @param training - Training or inference; dropout and augmentation are nothing at inference.
 */
export function crop(stages: readonly Stage[], training: boolean): readonly Stage[] {
  const result = [...stages];
  let need: Need | null = null;
  for (let index = stages.length - 1; index >= 0; index--) {
    const stage = stages[index] as Stage;
    const before = needBefore(stage, need, training);
    if (before === 'everything') {
      place(result, index + 1, need);
      need = null;
    } else need = before;
  }
  place(result, 0, need);
  return result;
}

/** Cuts what comes into a stage, where that is needed and pays. */
function place(stages: Stage[], index: number, need: Need | null): void {
  const stage = stages[index];
  if (need === null || stage === undefined) return;
  const [rows, columns] = need.extent;
  const channels = stage.layer.report.inputShape[2] ?? 1;
  const price = index === 0 ? 0 : leastSavedPerValue * rows * columns * channels;
  if (need.saved <= price) return;
  stages[index] = { ...stage, kept: need.extent };
}

/** What a stage needs of its input for what is needed of its output; null for all there is, of which nothing is lost. */
function needBefore({ layer }: Stage, after: Need | null, training: boolean): Need | null | 'everything' {
  const { spec, report } = layer;
  const { inputShape, outputShape, explanation, multiplyAdds } = report;
  if (inputShape.length !== 3 || outputShape.length !== 3) return 'everything';
  const [rows = 0, columns = 0] = outputShape;
  const extent = after?.extent ?? ([rows, columns] as const);
  const unneeded = 1 - (extent[0] * extent[1]) / (rows * columns);
  const saved = (after?.saved ?? 0) + unneeded * multiplyAdds;
  if (explanation.kind === 'window' && isUnpadded(explanation.axes) && slides(spec)) {
    const [down, across] = explanation.axes;
    const needed = [reach(down, extent[0]), reach(across, extent[1])] as const;
    return needed[0] === down.input && needed[1] === across.input ? null : { extent: needed, saved };
  }
  if (!isPlacewise(spec, training)) return 'everything';
  return after && { extent, saved };
}

function slides(spec: LayerSpec): boolean {
  return isConvolution(spec) || spec.class_name === 'MaxPooling2D' || spec.class_name === 'AveragePooling2D';
}

function isUnpadded(axes: readonly WindowAxis[]): boolean {
  return axes.every(({ padding: [before, after] }) => before === 0 && after === 0);
}

/** Places of the input that the first `count` places of the output read. */
function reach({ span, stride }: WindowAxis, count: number): number {
  return (count - 1) * stride + span;
}

/** Whether a layer computes each place of the picture by itself, and draws nothing for it. */
function isPlacewise(spec: LayerSpec, training: boolean): boolean {
  switch (spec.class_name) {
    case 'Activation':
    case 'Dense':
    case 'LeakyReLU':
    case 'ReLU':
    case 'Rescaling':
    case 'SpatialDropout2D':
      return true;
    case 'BatchNormalization':
      return !training || !spec.config.trainable;
    case 'Dropout':
    case 'GaussianNoise':
    case 'RandomFlip':
    case 'RandomRotation':
    case 'RandomTranslation':
      return !training;
    default:
      return false;
  }
}
