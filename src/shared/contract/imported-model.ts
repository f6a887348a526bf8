/** A trained net that came in from a file. */
import type { Experiment } from '../spec/experiment.ts';
import type { LossSpec } from '../spec/losses.ts';
import type { OptimizerSpec } from '../spec/optimizers.ts';
import type { TrainedModel } from './trained-model.ts';

/** The kinds of files that hold a net. */
export type ImportFormat = 'keras' | 'h5' | 'weights-h5' | 'npz' | 'tfjs';

/** Something of a file that was passed over or assumed, said to the user. */
export interface ImportNote {
  readonly code:
    /** The file does not say how pixels enter; 1/255 was assumed. */
    | 'preprocessing-assumed'
    /** A flat input of `detail` values was taken for a picture. */
    | 'flat-input'
    /** A way of making first values that Tatami does not have; the trained values are there. */
    | 'initializer'
    /** The layer trained in another precision than float32. */
    | 'precision'
    /** The optimizer, or the loss, that the file names. */
    | 'optimizer'
    | 'loss';
  /** Layer that is concerned, or null for the net as a whole. */
  readonly layer: string | null;
  /** The value that was passed over, as the file has it. */
  readonly detail: string;
}

/** A net with its weights, and what else its file tells. */
export interface ImportedModel extends TrainedModel {
  readonly format: ImportFormat;
  /**
   * Whether the file says how pixels enter: by a Rescaling layer at its beginning, which then is `preprocessing` and no
   * layer of the model. Where it does not, `preprocessing` is the usual 1/255.
   */
  readonly isPreprocessingKnown: boolean;
  /** Names of the classes in order; null where the file has none. */
  readonly classNames: readonly string[] | null;
  /** What it was trained by; null where the file does not say it or Tatami does not have it. */
  readonly optimizer: OptimizerSpec | null;
  readonly loss: LossSpec | null;
  readonly notes: readonly ImportNote[];
}

/** What came of bringing a file in. */
export interface ModelImport extends Pick<ImportedModel, 'format' | 'classNames' | 'notes'> {
  /** Evaluates the net: it begins from the imported weights and trains for no epoch. */
  readonly experiment: Experiment;
}
