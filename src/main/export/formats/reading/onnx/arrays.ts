/** Operators that rearrange, combine and reduce arrays. */
import type { Tensor } from './model.ts';

/** Values in row-major order that have place for so many elements. */
function filled(shape: readonly number[], value: (place: readonly number[]) => number): Tensor {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  const place = shape.map(() => 0);
  for (let index = 0; index < data.length; index++) {
    data[index] = value(place);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] as number) + 1;
      if ((place[axis] as number) < (shape[axis] as number)) break;
      place[axis] = 0;
    }
  }
  return { shape, data };
}

/** Elements from one index of each axis to the next. */
function stepsOf(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}

function at({ data }: Tensor, steps: readonly number[], place: readonly number[]): number {
  let index = 0;
  for (let axis = 0; axis < steps.length; axis++) index += (steps[axis] as number) * (place[axis] as number);
  return data[index] as number;
}

/** Combines two arrays element by element; axes of length 1 are repeated (multidirectional broadcasting). */
export function broadcast(
  left: Tensor,
  right: Tensor,
  compute: (left: number, right: number) => number,
): Tensor {
  const rank = Math.max(left.shape.length, right.shape.length);
  const whole = (shape: readonly number[]): readonly number[] => [
    ...new Array<number>(rank - shape.length).fill(1),
    ...shape,
  ];
  const [first, other] = [whole(left.shape), whole(right.shape)];
  const shape = first.map((size, axis) => Math.max(size, other[axis] ?? 1));
  const steps = (sizes: readonly number[]): readonly number[] =>
    stepsOf(sizes).map((step, axis) => (sizes[axis] === 1 ? 0 : step));
  const [leftSteps, rightSteps] = [steps(first), steps(other)];
  return filled(shape, (place) => compute(at(left, leftSteps, place), at(right, rightSteps, place)));
}

/** Axes in another order. */
export function transposed(x: Tensor, order: readonly number[]): Tensor {
  const steps = stepsOf(x.shape);
  const moved = order.map((axis) => steps[axis] as number);
  const shape = order.map((axis) => x.shape[axis] as number);
  return filled(shape, (place) => at(x, moved, place));
}

/** Zeros around an array: first those before each axis, then those after. */
export function padded(x: Tensor, pads: readonly number[]): Tensor {
  const rank = x.shape.length;
  const shape = x.shape.map((size, axis) => size + (pads[axis] ?? 0) + (pads[axis + rank] ?? 0));
  const steps = stepsOf(x.shape);
  return filled(shape, (place) => {
    const inside = place.map((index, axis) => index - (pads[axis] ?? 0));
    const isInside = inside.every((index, axis) => index >= 0 && index < (x.shape[axis] ?? 0));
    return isInside ? at(x, steps, inside) : 0;
  });
}

/** A part of an array. */
export function sliced(
  x: Tensor,
  { starts, ends, axes }: Readonly<Record<'starts' | 'ends' | 'axes', readonly number[]>>,
): Tensor {
  const first = x.shape.map((_, axis) => starts[axes.indexOf(axis)] ?? 0);
  const shape = x.shape.map((size, axis) => (ends[axes.indexOf(axis)] ?? size) - (first[axis] ?? 0));
  const steps = stepsOf(x.shape);
  return filled(shape, (place) =>
    at(
      x,
      steps,
      place.map((index, axis) => index + (first[axis] ?? 0)),
    ),
  );
}

/** The mean along axes, which stay with length 1. */
export function reduceMean(x: Tensor, axes: readonly number[]): Tensor {
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const sums = new Float64Array(shape.reduce((product, size) => product * size, 1));
  const steps = stepsOf(shape).map((step, axis) => (axes.includes(axis) ? 0 : step));
  const own = stepsOf(x.shape);
  x.data.forEach((value, index) => {
    let target = 0;
    own.forEach((step, axis) => {
      target += (Math.floor(index / step) % (x.shape[axis] as number)) * (steps[axis] as number);
    });
    sums[target] = (sums[target] as number) + value;
  });
  const count = x.data.length / sums.length;
  return { shape, data: Float32Array.from(sums, (sum) => sum / count) };
}

/** Shares of e^x along an axis. */
export function softmax(x: Tensor, axis: number): Tensor {
  const place = axis < 0 ? axis + x.shape.length : axis;
  const along = x.shape[place] as number;
  const step = stepsOf(x.shape)[place] as number;
  const data = Float32Array.from(x.data);
  for (let index = 0; index < data.length; index++) {
    if (Math.floor(index / step) % along !== 0) continue;
    const places = Array.from({ length: along }, (_, number) => index + number * step);
    const most = places.reduce((largest, each) => Math.max(largest, x.data[each] as number), -Infinity);
    const powers = places.map((each) => Math.exp((x.data[each] as number) - most));
    const sum = powers.reduce((total, power) => total + power, 0);
    places.forEach((each, number) => (data[each] = (powers[number] as number) / sum));
  }
  return { shape: x.shape, data };
}

/** `x · kernel + bias`. */
export function gemm(x: Tensor, kernel: Tensor, bias: Tensor | undefined): Tensor {
  const [rows = 0, inputs = 0] = x.shape;
  const outputs = kernel.shape[1] ?? 0;
  const data = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const sums = new Float64Array(outputs);
    for (let input = 0; input < inputs; input++) {
      const value = x.data[row * inputs + input] as number;
      for (let output = 0; output < outputs; output++)
        sums[output] = (sums[output] as number) + value * (kernel.data[input * outputs + output] as number);
    }
    sums.forEach((sum, output) => (data[row * outputs + output] = sum + (bias?.data[output] ?? 0)));
  }
  return { shape: [rows, outputs], data };
}

/** Linear interpolation along axes, pixel centres at halves, the border repeated. */
export function resized(x: Tensor, axes: readonly number[], sizes: readonly number[]): Tensor {
  return axes.reduce((tensor, axis, index) => {
    const from = tensor.shape[axis] as number;
    const to = sizes[index] as number;
    const steps = stepsOf(tensor.shape);
    const shape = tensor.shape.map((size, each) => (each === axis ? to : size));
    return filled(shape, (place) => {
      const center = ((place[axis] as number) + 0.5) * (from / to) - 0.5;
      const low = Math.floor(center);
      const pixel = (number: number): number => {
        const inside = Math.min(Math.max(number, 0), from - 1);
        return at(tensor, steps, place.with(axis, inside));
      };
      return pixel(low) * (low + 1 - center) + pixel(low + 1) * (center - low);
    });
  }, x);
}
