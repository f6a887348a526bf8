/** Arithmetic of a window (kernel or pool) that slides over one axis of a picture, as TensorFlow does it. */

/** What the size of one axis comes from. All values are pixels. */
export interface WindowAxis {
  readonly input: number;
  readonly kernel: number;
  readonly dilation: number;
  /** Pixels that the dilated kernel spans: `(kernel - 1) * dilation + 1`. */
  readonly span: number;
  readonly stride: number;
  /** Zeros added before the first and after the last pixel. */
  readonly padding: readonly [number, number];
  /** `floor((input + padding - span) / stride) + 1`; 0 or less if the window does not fit. */
  readonly output: number;
  /** Pixels at the end that no window reaches. */
  readonly unused: number;
}

/** The settings of a window on one axis. */
export interface WindowSettings {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: 'valid' | 'same';
}

/**
 * The output size of one axis and how it comes about.
 * `same` gives `ceil(input / stride)` and puts the odd zero at the end (tf.nn, “Notes on padding”).
 */
export function windowAxis(input: number, settings: WindowSettings): WindowAxis {
  const { kernel, stride, dilation } = settings;
  const span = (kernel - 1) * dilation + 1;
  const padding = settings.padding === 'same' ? samePadding(input, span, stride) : ([0, 0] as const);
  const padded = input + padding[0] + padding[1];
  const output = Math.floor((padded - span) / stride) + 1;
  const unused = Math.max(0, padded - ((output - 1) * stride + span));
  return { input, kernel, dilation, span, stride, padding, output, unused };
}

function samePadding(input: number, span: number, stride: number): readonly [number, number] {
  const output = Math.ceil(input / stride);
  const total = Math.max(0, (output - 1) * stride + span - input);
  const before = Math.floor(total / 2);
  return [before, total - before];
}
