/** How one value of a feature map is calculated, with its real numbers. */
import type { InspectedKernel, InspectedLayer } from '../../../../shared/contract/inspect.ts';
import type { LayerReport } from '../../../../shared/spec/shapes.ts';
import type { WindowAxis } from '../../../../shared/spec/window.ts';

/** Values of a picture with channels, however they are stored. */
export interface Volume {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** 0 outside the picture, where the padding is. */
  readonly at: (row: number, column: number, channel: number) => number;
}

/** One place of a window in one channel. */
export interface Tap {
  readonly value: number;
  /** 1 in a pooling window. */
  readonly weight: number;
  /** Whether the place lies in the padding around the picture. */
  readonly isOutside: boolean;
}

/** A window over one channel: its places row by row, and what they add up to. */
export interface ChannelSum {
  readonly channel: number;
  readonly taps: readonly Tap[];
  readonly sum: number;
}

/** A value of a convolution: the sums of all channels, the one that counts most first. */
export interface ConvolutionSum {
  readonly kind: 'convolution';
  readonly columns: number;
  readonly channels: readonly ChannelSum[];
  readonly bias: number;
  /** Before the activation. */
  readonly sum: number;
}

/** A value of a pooling layer. */
export interface Pooled {
  readonly kind: 'max' | 'mean';
  readonly columns: number;
  readonly taps: readonly Tap[];
  readonly result: number;
}

/** A place in one map. */
export interface MapPlace {
  readonly map: number;
  readonly row: number;
  readonly column: number;
}

/** The picture as the net receives it: row by row, channels last. */
export function inputVolume(values: Float32Array, shape: readonly number[]): Volume {
  const [height = 1, width = 1, channels = 1] = shape;
  return volume(
    { height, width, channels },
    (row, column, channel) => values[(row * width + column) * channels + channel],
  );
}

/** The maps of a layer; null where the report does not hold all of them. */
export function layerVolume({ shape, values, kept }: InspectedLayer): Volume | null {
  const [height = 1, width = 1, channels = 1] = shape;
  if (shape.length !== 3 || kept < channels) return null;
  return volume(
    { height, width, channels },
    (row, column, channel) => values[(channel * height + row) * width + column],
  );
}

function volume(
  size: Omit<Volume, 'at'>,
  read: (row: number, column: number, channel: number) => number | undefined,
): Volume {
  const isInside = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < size.height && column < size.width;
  return {
    ...size,
    at: (row, column, channel) => (isInside(row, column) ? (read(row, column, channel) ?? NaN) : 0),
  };
}

/** The arithmetic of one value; null for a layer whose sums are not shown, or whose input is not known completely. */
export function arithmeticOf(
  { report, layer, source }: Readonly<{ report: LayerReport; layer: InspectedLayer; source: Volume | null }>,
  place: MapPlace,
): ConvolutionSum | Pooled | null {
  if (source === null || report.explanation.kind !== 'window') return null;
  const { axes } = report.explanation;
  if (layer.class_name === 'MaxPooling2D' || layer.class_name === 'AveragePooling2D')
    return pooled(taps(source, axes, { ...place, channel: place.map, weight: () => 1 }), {
      kind: layer.class_name === 'MaxPooling2D' ? 'max' : 'mean',
      columns: axes[1].kernel,
    });
  const { kernel } = layer;
  if (kernel === null || kernel.shape[2] !== source.channels) return null;
  return convolution({ source, axes, kernel }, place);
}

function convolution(
  { source, axes, kernel }: Readonly<{ source: Volume; axes: Axes; kernel: InspectedKernel }>,
  place: MapPlace,
): ConvolutionSum {
  const [, columns = 1, inputs = 1, filters = 1] = kernel.shape;
  const channels = Array.from({ length: inputs }, (_, channel): ChannelSum => {
    const weight = (row: number, column: number): number =>
      kernel.values[((row * columns + column) * inputs + channel) * filters + place.map] ?? NaN;
    const window = taps(source, axes, { ...place, channel, weight });
    return { channel, taps: window, sum: window.reduce((sum, tap) => sum + tap.value * tap.weight, 0) };
  });
  const bias = kernel.bias?.[place.map] ?? 0;
  return {
    kind: 'convolution',
    columns,
    channels: channels.toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum)),
    bias,
    sum: channels.reduce((sum, channel) => sum + channel.sum, bias),
  };
}

type Axes = readonly [WindowAxis, WindowAxis];

function taps(
  source: Volume,
  [rows, columns]: Axes,
  window: Readonly<{
    row: number;
    column: number;
    channel: number;
    weight: (row: number, column: number) => number;
  }>,
): readonly Tap[] {
  return Array.from({ length: rows.kernel * columns.kernel }, (_, index) => {
    const [down, across] = [Math.floor(index / columns.kernel), index % columns.kernel];
    const row = window.row * rows.stride - rows.padding[0] + down * rows.dilation;
    const column = window.column * columns.stride - columns.padding[0] + across * columns.dilation;
    return {
      value: source.at(row, column, window.channel),
      weight: window.weight(down, across),
      isOutside: row < 0 || column < 0 || row >= source.height || column >= source.width,
    };
  });
}

/** Padding counts neither for the largest value nor for the mean, as in TensorFlow. */
function pooled(window: readonly Tap[], form: Pick<Pooled, 'kind' | 'columns'>): Pooled {
  const values = window.filter(({ isOutside }) => !isOutside).map(({ value }) => value);
  const result =
    form.kind === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / values.length;
  return { ...form, taps: window, result };
}
