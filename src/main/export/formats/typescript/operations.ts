/**
 * What the layers of a trained net compute, one picture at a time, in plain TypeScript without dependencies.
 * Pictures are rows × columns × channels; sums are taken in double precision and kept in single precision.
 */

/** Values in row-major order, with their shape: `[rows, columns, channels]` of a picture, `[values]` of a vector. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Two numbers: for rows and for columns. */
export type Pair = readonly [number, number];

/** Pixels of zeros: `[[top, bottom], [left, right]]`. */
export type Borders = readonly [Pair, Pair];

/** How a window slides over a picture. */
export interface Sliding {
  readonly strides: Pair;
  readonly padding: Borders;
}

/** A convolution: its kernel, what is added to each channel, and the distance between the kernel's own pixels. */
export interface Convolution extends Sliding {
  readonly kernel: Values;
  readonly bias: Float32Array | null;
  readonly dilations: Pair;
}

/** Each kernel `[rows, columns, in, out]` sees all channels. */
export function convolution(x: Values, layer: Convolution): Values {
  const { kernel, bias } = layer;
  const [, , inputs = 0, outputs = 0] = kernel.shape;
  return slide(x, outputs, { ...layer, size: kernel.shape }, (sums, pixel, element) => {
    if (element < 0) sums.forEach((_, channel) => (sums[channel] = bias?.[channel] ?? 0));
    else
      for (let input = 0; input < inputs; input++) {
        const value = x.data[pixel + input]!;
        const from = (element * inputs + input) * outputs;
        for (let output = 0; output < outputs; output++)
          sums[output] = sums[output]! + value * kernel.data[from + output]!;
      }
  });
}

/** Each channel has kernels of its own: `[rows, columns, channels, multiplier]`. */
export function convolutionOfEach(x: Values, layer: Convolution): Values {
  const { kernel, bias } = layer;
  const [, , channels = 0, multiplier = 0] = kernel.shape;
  const outputs = channels * multiplier;
  return slide(x, outputs, { ...layer, size: kernel.shape }, (sums, pixel, element) => {
    if (element < 0) sums.forEach((_, channel) => (sums[channel] = bias?.[channel] ?? 0));
    else
      for (let output = 0; output < outputs; output++) {
        const value = x.data[pixel + Math.floor(output / multiplier)]!;
        sums[output] = sums[output]! + value * kernel.data[element * outputs + output]!;
      }
  });
}

/** A pooling window. */
export interface Pooling extends Sliding {
  readonly size: Pair;
}

/** The largest value of each window. */
export function maximumPooling(x: Values, layer: Pooling): Values {
  return slide(x, x.shape[2]!, { ...layer, dilations: [1, 1] }, (most, pixel, element) => {
    if (element < 0) most.fill(-Infinity);
    else most.forEach((value, channel) => (most[channel] = Math.max(value, x.data[pixel + channel]!)));
  });
}

/** The mean of each window; of pixels inside the picture only. */
export function meanPooling(x: Values, layer: Pooling): Values {
  const channels = x.shape[2]!;
  const sums = slide(x, channels, { ...layer, dilations: [1, 1] }, (sum, pixel, element) => {
    if (element < 0) sum.fill(0);
    else sum.forEach((value, channel) => (sum[channel] = value + x.data[pixel + channel]!));
  });
  const counts = slide(x, 1, { ...layer, dilations: [1, 1] }, (count, _pixel, element) => {
    count[0] = element < 0 ? 0 : count[0]! + 1;
  });
  return {
    ...sums,
    data: sums.data.map((sum, index) => sum / counts.data[Math.floor(index / channels)]!),
  };
}

/** The largest value of each channel, in the given shape. */
export function globalMaximum(x: Values, shape: readonly number[]): Values {
  const channels = x.shape[2]!;
  const data = new Float32Array(channels).fill(-Infinity);
  x.data.forEach((value, index) => (data[index % channels] = Math.max(data[index % channels]!, value)));
  return { shape, data };
}

/** The mean of each channel, in the given shape. */
export function globalMean(x: Values, shape: readonly number[]): Values {
  const channels = x.shape[2]!;
  const sums = new Float64Array(channels);
  x.data.forEach((value, index) => (sums[index % channels] = sums[index % channels]! + value));
  return { shape, data: Float32Array.from(sums, (sum) => (sum * channels) / x.data.length) };
}

/** `x · kernel + bias` along the last axis. */
export function dense(x: Values, kernel: Values, bias: Float32Array | null): Values {
  const [inputs = 0, outputs = 0] = kernel.shape;
  const rows = x.data.length / inputs;
  const data = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const sums = Float64Array.from({ length: outputs }, (_, output) => bias?.[output] ?? 0);
    for (let input = 0; input < inputs; input++) {
      const value = x.data[row * inputs + input]!;
      for (let output = 0; output < outputs; output++)
        sums[output] = sums[output]! + value * kernel.data[input * outputs + output]!;
    }
    data.set(sums, row * outputs);
  }
  return { shape: [...x.shape.slice(0, -1), outputs], data };
}

/** `x · scale + offset`. */
export function rescaling(x: Values, scale: number, offset: number): Values {
  return each(x, (value) => value * scale + offset);
}

/** The numbers of a batch normalisation, one of each for every channel. */
export interface ChannelStatistics {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** `(x - mean) / √(variance + epsilon) · gamma + beta` for each channel. */
export function batchNormalization(x: Values, statistics: ChannelStatistics, epsilon: number): Values {
  const { gamma, beta, mean, variance } = statistics;
  const factors = gamma.map((factor, channel) => factor / Math.sqrt(variance[channel]! + epsilon));
  return each(x, (value, index) => {
    const channel = index % gamma.length;
    return (value - mean[channel]!) * factors[channel]! + beta[channel]!;
  });
}

/** What a layer normalisation takes: the axes along which it goes, and a factor and a summand for each place on them. */
export interface LayerStatistics {
  readonly axes: readonly number[];
  readonly gamma: Float32Array | null;
  readonly beta: Float32Array | null;
}

/** The same with the picture's own mean and variance along the axes. */
export function layerNormalization(
  x: Values,
  { axes, gamma, beta }: LayerStatistics,
  epsilon: number,
): Values {
  const isAlong = x.shape.map((_, axis) => axes.includes(axis));
  const alongOf = placesOf(x.shape, isAlong);
  const groupOf = placesOf(
    x.shape,
    isAlong.map((along) => !along),
  );
  const groups = Math.max(...groupOf) + 1;
  const count = x.data.length / groups;
  const sums = new Float64Array(groups);
  x.data.forEach((value, index) => (sums[groupOf[index]!] = sums[groupOf[index]!]! + value / count));
  const squares = new Float64Array(groups);
  x.data.forEach((value, index) => {
    const group = groupOf[index]!;
    squares[group] = squares[group]! + (value - sums[group]!) ** 2 / count;
  });
  return each(x, (value, index) => {
    const group = groupOf[index]!;
    const normal = (value - sums[group]!) / Math.sqrt(squares[group]! + epsilon);
    return normal * (gamma?.[alongOf[index]!] ?? 1) + (beta?.[alongOf[index]!] ?? 0);
  });
}

/** Above the threshold `min(x, maximum)`, else `slope · (x - threshold)`. */
export function rectifier(x: Values, maximum: number, slope: number, threshold: number): Values {
  return each(x, (value) => (value > threshold ? Math.min(value, maximum) : slope * (value - threshold)));
}

/** A frame of zeros. */
export function zeroPadding(x: Values, [[top, bottom], [left, right]]: Borders): Values {
  const [rows = 0, columns = 0, channels = 0] = x.shape;
  const shape = [rows + top + bottom, columns + left + right, channels];
  const data = new Float32Array(shape[0]! * shape[1]! * channels);
  for (let row = 0; row < rows; row++) {
    const line = x.data.subarray(row * columns * channels, (row + 1) * columns * channels);
    data.set(line, ((row + top) * shape[1]! + left) * channels);
  }
  return { shape, data };
}

/** A window of a picture, resized (bilinear, pixel centres at halves) where it has not the wanted shape. */
export function crop(x: Values, corner: Pair, size: Pair, shape: readonly number[]): Values {
  const [, columns = 0, channels = 0] = x.shape;
  const [height = 0, width = 0] = shape;
  const data = new Float32Array(height * width * channels);
  const points = (axis: 0 | 1, to: number): readonly { low: number; high: number; share: number }[] =>
    Array.from({ length: to }, (_, index) => {
      const center = ((index + 0.5) * size[axis]) / to - 0.5;
      const inside = (place: number): number => corner[axis] + Math.min(Math.max(place, 0), size[axis] - 1);
      const low = Math.floor(center);
      return { low: inside(low), high: inside(low + 1), share: center - low };
    });
  const across = points(1, width);
  points(0, height).forEach((row, y) =>
    across.forEach((column, x_) => {
      for (let channel = 0; channel < channels; channel++) {
        const pixel = (down: number, right: number): number =>
          x.data[(down * columns + right) * channels + channel]!;
        const line = (down: number): number =>
          pixel(down, column.low) * (1 - column.share) + pixel(down, column.high) * column.share;
        data[(y * width + x_) * channels + channel] =
          line(row.low) * (1 - row.share) + line(row.high) * row.share;
      }
    }),
  );
  return { shape, data };
}

/** All values in one row. */
export function flatten({ data }: Values): Values {
  return { shape: [data.length], data };
}

/** The sum, place by place. */
export function sum(x: Values, other: Values): Values {
  return each(x, (value, index) => value + other.data[index]!);
}

/** Keras's activation functions. */
export const activations = {
  sigmoid: (x: Values) => each(x, sigmoidOf),
  tanh: (x: Values) => each(x, Math.tanh),
  relu: (x: Values) => each(x, (value) => Math.max(value, 0)),
  leaky_relu: (x: Values) => each(x, (value) => (value < 0 ? 0.2 * value : value)),
  elu: (x: Values) => each(x, (value) => (value < 0 ? Math.expm1(value) : value)),
  selu: (x: Values) =>
    each(x, (value) => 1.0507009873554805 * (value < 0 ? 1.6732632423543772 * Math.expm1(value) : value)),
  gelu: (x: Values) => each(x, (value) => 0.5 * value * (1 + errorFunction(value * Math.SQRT1_2))),
  silu: (x: Values) => each(x, (value) => value * sigmoidOf(value)),
  softmax,
};

/** Shares of e^x along the last axis. */
function softmax(x: Values): Values {
  const length = x.shape.at(-1)!;
  const data = new Float32Array(x.data.length);
  for (let start = 0; start < data.length; start += length) {
    const row = x.data.subarray(start, start + length);
    const most = row.reduce((largest, value) => Math.max(largest, value), -Infinity);
    const powers = Float64Array.from(row, (value) => Math.exp(value - most));
    const total = powers.reduce((all, power) => all + power, 0);
    data.set(
      powers.map((power) => power / total),
      start,
    );
  }
  return { ...x, data };
}

function sigmoidOf(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** erf: 2/√π · e^(-x²) · Σ 2ⁿ x^(2n+1) / (1 · 3 · … · (2n+1)), whose terms are all of one sign. */
function errorFunction(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

function each(x: Values, compute: (value: number, index: number) => number): Values {
  return { shape: x.shape, data: Float32Array.from(x.data, compute) };
}

/** For each value its number among the places on the chosen axes. */
function placesOf(shape: readonly number[], isChosen: readonly boolean[]): Int32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  return Int32Array.from({ length: size }, (_, index) => {
    let [rest, step, place] = [index, 1, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis]!;
      if (isChosen[axis]) {
        place += (rest % length) * step;
        step *= length;
      }
      rest = Math.floor(rest / length);
    }
    return place;
  });
}

/**
 * Slides a window over a picture. `visit` is called once with element -1 to begin a window, then for each of the
 * window's pixels inside the picture: with the index of the pixel's first channel and the pixel's number in the window.
 */
function slide(
  x: Values,
  channels: number,
  window: Sliding & { readonly size: readonly number[]; readonly dilations: Pair },
  visit: (values: Float64Array, pixel: number, element: number) => void,
): Values {
  const [rows = 0, columns = 0, depth = 0] = x.shape;
  const { size, strides, dilations, padding } = window;
  const [high = 1, wide = 1] = size;
  const outputs = [rows, columns].map((length, axis) => {
    const span = ((size[axis] ?? 1) - 1) * dilations[axis as 0 | 1] + 1;
    const [before, after] = padding[axis as 0 | 1];
    return Math.floor((length + before + after - span) / strides[axis as 0 | 1]) + 1;
  });
  const [height = 0, width = 0] = outputs;
  const data = new Float32Array(height * width * channels);
  const values = new Float64Array(channels);
  for (let y = 0; y < height; y++)
    for (let place = 0; place < width; place++) {
      visit(values, 0, -1);
      for (let down = 0; down < high; down++) {
        const row = y * strides[0] - padding[0][0] + down * dilations[0];
        if (row < 0 || row >= rows) continue;
        for (let across = 0; across < wide; across++) {
          const column = place * strides[1] - padding[1][0] + across * dilations[1];
          if (column < 0 || column >= columns) continue;
          visit(values, (row * columns + column) * depth, down * wide + across);
        }
      }
      data.set(values, (y * width + place) * channels);
    }
  return { shape: [height, width, channels], data };
}
