/** What a finished run did, as plain data: enough to train it again elsewhere. */

/** A weight with its values. */
export interface NamedWeight {
  /** Layer and weight, such as `conv2d/kernel`. */
  readonly name: string;
  /** As in Keras: dense kernels `[in, out]`, Conv2D's `[height, width, in, out]`. */
  readonly shape: readonly number[];
  /** Row-major values. */
  readonly data: Float32Array;
}

/** A finished run. */
export interface Replay {
  /** All weights before the first step, in Keras's order. */
  readonly initialWeights: readonly NamedWeight[];
  /** All weights after the last step, in the same order. */
  readonly finalWeights: readonly NamedWeight[];
  /** SHA-256 (hex) of all initial weights, little-endian float32. */
  readonly initialWeightsSha256: string;
  /** The same of the final weights. */
  readonly finalWeightsSha256: string;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** Images of each step but an epoch's last, which may have fewer. */
  readonly batchSize: number;
  /** Training images that the run used; validation images that were split off are not among them. */
  readonly trainImages: number;
  /** The images of each step in order: positions among the training images. */
  batches(): Iterable<Int32Array>;
}
