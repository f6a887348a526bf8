/** The rewrite `pool-first`: the maximum of a window is taken before bias and activation. */
import type { ActivationName } from '../../../shared/spec/activations.ts';
import { isConvolution } from '../layers/convolution.ts';
import type { Stage } from '../model.ts';

/** Activations that never fall where their argument rises. Softmax looks at other values; gelu and silu have a dip. */
const monotone: readonly ActivationName[] = [
  'linear',
  'relu',
  'leaky_relu',
  'elu',
  'selu',
  'sigmoid',
  'tanh',
];

/**
 * Moves bias and activations of a convolution behind the max-pooling that follows them, where they work on a fraction
 * of the values.
 *
 * Proof. Let f never fall where its argument rises; then max f(z) = f(max z) over any window, for f(max z) is one of the
 * values f(z) and none is larger. Adding a bias, one number for a whole feature map, is such an f (rounding never turns an order
 * round), so are the activations listed above and the layers ReLU and LeakyReLU, whose slopes are not negative. So the outputs are
 * equal; for relu, leaky_relu and linear bit for bit, for the others as far as the last bit of a computed tanh or exp rises with its
 * argument. The slope goes back to the place of the largest value on both ways, times f' of the same value.
 *
 * Ties: two different values before f may be equal after it. Where f is flat there (relu below 0, a saturated tanh) the slope is 0
 * on both ways. Where only rounding of the sum with the bias made them equal, the slope goes to the first of them as built, and to the larger one
 * here: to a neighbour in the same window, by the same amount.
 *
 * Nothing else may stand between: batch normalisation may turn an order round (a negative gamma), dropout draws for each place.
 */
export function poolFirst(stages: readonly Stage[]): readonly Stage[] {
  const result: Stage[] = [];
  for (let index = 0; index < stages.length;) {
    const length = patternLength(stages, index);
    const [convolution, ...others] = stages.slice(index, index + Math.max(1, length)) as [Stage, ...Stage[]];
    const pool = others.pop();
    if (pool === undefined) result.push(convolution);
    else {
      const end: Stage = { ...convolution, part: 'end', kept: null };
      result.push({ ...convolution, part: 'product' }, pool, end, ...others);
    }
    index += Math.max(1, length);
  }
  return result;
}

/** Stages from `start` that make up convolution, monotone activations, and a max-pooling that leaves fewer values; 0 for none. */
function patternLength(stages: readonly Stage[], start: number): number {
  const first = stages[start];
  if (!first || !isConvolution(first.layer.spec) || first.part !== 'whole') return 0;
  const { activation, use_bias } = first.layer.spec.config;
  if (!monotone.includes(activation)) return 0;
  let next = start + 1;
  while (isMonotone(stages[next])) next++;
  const hasWork = use_bias || activation !== 'linear' || next > start + 1;
  return hasWork && shrinks(stages[next]) ? next + 1 - start : 0;
}

function isMonotone(stage: Stage | undefined): boolean {
  if (stage === undefined || stage.kept !== null) return false;
  const { spec } = stage.layer;
  if (spec.class_name === 'Activation') return monotone.includes(spec.config.activation);
  return spec.class_name === 'ReLU' || spec.class_name === 'LeakyReLU';
}

function shrinks(stage: Stage | undefined): boolean {
  if (stage?.layer.spec.class_name !== 'MaxPooling2D' || stage.kept !== null) return false;
  const { inputShape, outputShape } = stage.layer.report;
  return count(outputShape) < count(inputShape);
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
