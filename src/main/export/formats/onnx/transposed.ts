import type { Values } from '../../inference/operations.ts';

/** The values with their axes in another order: axis `i` of the result is axis `order[i]` of the input. */
export function transposed({ shape, data }: Values, order: readonly number[]): Values {
  const newShape = order.map((axis) => shape[axis] ?? 1);
  const strides = stridesOf(shape);
  const moves = order.map((axis) => strides[axis] ?? 1);
  const result = new Float32Array(data.length);
  const place = new Array<number>(order.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from] as number;
    for (let axis = order.length - 1; axis >= 0; axis--) {
      from += moves[axis] as number;
      place[axis] = (place[axis] as number) + 1;
      if ((place[axis] as number) < (newShape[axis] as number)) break;
      from -= (moves[axis] as number) * (newShape[axis] as number);
      place[axis] = 0;
    }
  }
  return { shape: newShape, data: result };
}

function stridesOf(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}
