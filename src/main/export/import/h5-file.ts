import { LabError } from '../../../shared/contract/errors.ts';
import { parseConfig } from './config/config-text.ts';
import type { OpenedModel } from './formats.ts';
import type { Hdf5Object } from './hdf5/file.ts';
import { legacyArrays } from './weights/hdf5-weights.ts';

/** Whether an HDF5 file holds a whole model. */
export function isWholeModel(root: Hdf5Object): boolean {
  return root.texts('model_config') !== null;
}

/** Opens a legacy whole-model `.h5` (Keras 2 and 3, `legacy_h5_format.py`). @throws LabError `import.*`. */
export function openH5(root: Hdf5Object, file: string): OpenedModel {
  const config = parseConfig(root.texts('model_config')?.join('') ?? '', file);
  const weights = root.at('model_weights');
  if (weights === null) throw new LabError('import.bad-config', { file, problem: 'it has no model_weights' });
  const training = root.texts('training_config')?.join('');
  const own = root.texts('tatami')?.join('');
  return {
    format: 'h5',
    config,
    arrays: legacyArrays(weights, file),
    compile: training === undefined ? null : parseConfig(training, file),
    metadata: [own === undefined ? null : { tatami: parseConfig(own, file) }],
  };
}
