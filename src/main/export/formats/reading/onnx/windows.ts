/** Operators that look at windows of pictures `[N, channels, rows, columns]`. */
import type { Tensor } from './model.ts';

/** How a window slides; `pads` are top, left, bottom, right. */
export interface Geometry {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

/** One axis of a window. */
interface Axis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

function axisOf(input: number, { kernel, strides, dilations, pads }: Geometry, axis: 0 | 1): Axis {
  const [size = 1, stride = 1] = [kernel[axis], strides[axis]];
  const [dilation = 1, before = 0, after = 0] = [dilations[axis], pads[axis], pads[axis + 2]];
  const span = (size - 1) * dilation + 1;
  const output = Math.floor((input + before + after - span) / stride) + 1;
  return { input, output, kernel: size, stride, dilation, before };
}

/** Calls `visit` for every pixel in every window: with its place in the plane, and the window's in the output. */
function slide(
  [rows, columns]: readonly [Axis, Axis],
  visit: (inputIndex: number, outputIndex: number) => void,
): void {
  for (let down = 0; down < rows.kernel; down++)
    for (let across = 0; across < columns.kernel; across++)
      for (let y = 0; y < rows.output; y++) {
        const row = y * rows.stride - rows.before + down * rows.dilation;
        if (row < 0 || row >= rows.input) continue;
        for (let x = 0; x < columns.output; x++) {
          const column = x * columns.stride - columns.before + across * columns.dilation;
          if (column < 0 || column >= columns.input) continue;
          visit(row * columns.input + column, y * columns.output + x);
        }
      }
}

interface Convolution {
  readonly kernel: Tensor;
  readonly bias: Tensor | undefined;
  readonly group: number;
  readonly geometry: Geometry;
}

/** `Conv`: kernels `[out, in / group, rows, columns]`. */
export function convolution(x: Tensor, { kernel, bias, group, geometry }: Convolution): Tensor {
  const [count = 0, channels = 0, height = 0, width = 0] = x.shape;
  const [filters = 0, depth = 0] = kernel.shape;
  const axes = [axisOf(height, geometry, 0), axisOf(width, geometry, 1)] as const;
  const [inputSize, outputSize] = [height * width, axes[0].output * axes[1].output];
  const kernelSize = axes[0].kernel * axes[1].kernel;
  const data = new Float32Array(count * filters * outputSize);
  const sums = new Float64Array(outputSize);
  for (let picture = 0; picture < count; picture++)
    for (let filter = 0; filter < filters; filter++) {
      sums.fill(bias?.data[filter] ?? 0);
      const firstChannel = Math.floor((filter * group) / filters) * depth;
      for (let channel = 0; channel < depth; channel++) {
        const from = (picture * channels + firstChannel + channel) * inputSize;
        const weights = (filter * depth + channel) * kernelSize;
        const plane = x.data.subarray(from, from + inputSize);
        addPlane(sums, plane, { weights: kernel.data.subarray(weights, weights + kernelSize), axes });
      }
      data.set(sums, (picture * filters + filter) * outputSize);
    }
  return { shape: [count, filters, axes[0].output, axes[1].output], data };
}

interface PlaneKernel {
  readonly weights: Tensor['data'];
  readonly axes: readonly [Axis, Axis];
}

/** Adds the cross-correlation of one plane. The loops stand here and not in {@link slide}: they are most of the time. */
function addPlane(
  sums: Float64Array,
  plane: Tensor['data'],
  { weights, axes: [rows, columns] }: PlaneKernel,
): void {
  for (let down = 0; down < rows.kernel; down++)
    for (let across = 0; across < columns.kernel; across++) {
      const weight = weights[down * columns.kernel + across] as number;
      const shift = across * columns.dilation - columns.before;
      for (let y = 0; y < rows.output; y++) {
        const row = y * rows.stride - rows.before + down * rows.dilation;
        if (row < 0 || row >= rows.input) continue;
        const [from, to] = [row * columns.input, y * columns.output];
        for (let x = 0; x < columns.output; x++) {
          const column = x * columns.stride + shift;
          if (column >= 0 && column < columns.input)
            sums[to + x] = (sums[to + x] as number) + weight * (plane[from + column] as number);
        }
      }
    }
}

/** `MaxPool`. */
export function maxPool(x: Tensor, geometry: Geometry): Tensor {
  return pool(x, geometry, (input, axes) => {
    const most = new Float64Array(axes[0].output * axes[1].output).fill(-Infinity);
    slide(axes, (from, to) => (most[to] = Math.max(most[to] as number, input[from] as number)));
    return most;
  });
}

/** `AveragePool` that counts pixels inside the picture only. */
export function averagePool(x: Tensor, geometry: Geometry): Tensor {
  return pool(x, geometry, (input, axes) => {
    const sums = new Float64Array(axes[0].output * axes[1].output);
    const counts = new Float64Array(sums.length);
    slide(axes, (from, to) => {
      sums[to] = (sums[to] as number) + (input[from] as number);
      counts[to] = (counts[to] as number) + 1;
    });
    return sums.map((sum, index) => sum / (counts[index] as number));
  });
}

function pool(
  x: Tensor,
  geometry: Geometry,
  compute: (plane: Tensor['data'], axes: readonly [Axis, Axis]) => Float64Array,
): Tensor {
  const [count = 0, channels = 0, height = 0, width = 0] = x.shape;
  const axes = [axisOf(height, geometry, 0), axisOf(width, geometry, 1)] as const;
  const size = axes[0].output * axes[1].output;
  const data = new Float32Array(count * channels * size);
  for (let plane = 0; plane < count * channels; plane++) {
    const input = x.data.subarray(plane * height * width, (plane + 1) * height * width);
    data.set(compute(input, axes), plane * size);
  }
  return { shape: [count, channels, axes[0].output, axes[1].output], data };
}

/** One number for each plane. */
export function globalPool(x: Tensor, take: (plane: Tensor['data']) => number): Tensor {
  const [count = 0, channels = 0, height = 0, width = 0] = x.shape;
  const size = height * width;
  const planes = Float32Array.from({ length: count * channels }, (_, plane) =>
    take(x.data.subarray(plane * size, (plane + 1) * size)),
  );
  return { shape: [count, channels, 1, 1], data: planes };
}
