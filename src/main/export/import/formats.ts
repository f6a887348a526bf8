/** What each format's reader answers: the configured model, and where the arrays of its layers are. */
import type { Config } from './config/config-text.ts';
import type { LayerArrays } from './weights/hdf5-weights.ts';

/** A file that holds a model and its weights. */
export interface OpenedModel {
  readonly format: 'keras' | 'h5' | 'tfjs';
  /** The model as Keras describes it. */
  readonly config: Config;
  readonly arrays: LayerArrays;
  /** What it was trained by; null where the file does not say it. */
  readonly compile: unknown;
  /** Records in which the names of the classes may stand. */
  readonly metadata: readonly unknown[];
}
