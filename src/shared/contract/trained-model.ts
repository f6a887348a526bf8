/** A trained net on its way out of Tatami or into it, and how well a file of it was read again. */
import type { Experiment } from '../spec/experiment.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { Taxonomy } from './data.ts';
import type { LabErrorData } from './errors.ts';
import type { Language } from './errors/entry.ts';
import type { ExportLimitCode } from './export-limits.ts';
import type { NamedWeight } from './replay.ts';

/** A net with its weights: all that a prediction takes. */
export interface TrainedModel {
  /** As built: no rewrite of the training graph shows in it. */
  readonly model: ModelSpec;
  /** Height, width, channels. */
  readonly inputShape: readonly [number, number, number];
  /** Each pixel (0 to 255) enters as `pixel * scale + offset`. */
  readonly preprocessing: Experiment['preprocessing'];
  /** All weights in Keras's order, named as `conv2d/kernel`. */
  readonly weights: readonly NamedWeight[];
}

/** A net that leaves: with what it was trained by and what its classes are called. */
export interface ExportSource extends TrainedModel {
  /** The run's id in the history. */
  readonly runId: string;
  /** Milliseconds since 1970: the date that a file carries, so that the same run gives the same bytes. */
  readonly runCreatedAtMs: number;
  readonly experiment: Experiment;
  readonly taxonomy: Taxonomy;
  /** SHA-256 (hex) of the weights, as the history holds it. */
  readonly weightsSha256: string;
  /** Version of Tatami. */
  readonly appVersion: string;
}

/** Every format that a net can leave in, in the order in which a user chooses among them. */
export const exportFormats = [
  'keras',
  'h5',
  'weights-h5',
  'npz',
  'savedmodel',
  'onnx',
  'tfjs',
  'python',
  'typescript',
  'twin',
] as const;

/** A name of {@link exportFormats}. */
export type ExportFormatId = (typeof exportFormats)[number];

/** What a user may choose; a format passes over what does not concern it. */
export interface ExportOptions {
  /** Whether the normalisation of the pixels becomes part of the model, which then takes 0 to 255. */
  readonly hasPreprocessing: boolean;
  /** ONNX: whether the input is `[N, height, width, channels]` as in Keras, or `[N, channels, height, width]`. */
  readonly imageOrder: 'NHWC' | 'NCHW';
  /** Language of comments in code. Default `en`. */
  readonly comments?: Language;
}

/** Something that a format cannot hold of a net, said before anything is written. */
export interface ExportLimit {
  readonly code: ExportLimitCode;
  /** Layer that is concerned, or null for the net as a whole. */
  readonly layer: string | null;
  /** Whether the net cannot be written at all; else something is left out. */
  readonly isBlocking: boolean;
}

/** What came of reading a written file again and comparing its predictions. */
export type ExportVerdict =
  | {
      readonly state: 'equal' | 'differs';
      /** Pictures that were compared. */
      readonly pictures: number;
      /** Largest difference of a probability. */
      readonly largestDifference: number;
      /** Difference up to which the file counts as equal. */
      readonly tolerance: number;
      /** Who read the file, such as `TensorFlow session`. */
      readonly reader: string;
    }
  /** No reader of this format is on this machine (`no-reader`), or the reader does not know all that is in the file. */
  | { readonly state: 'unchecked'; readonly reason: 'no-reader' | LabErrorData };
