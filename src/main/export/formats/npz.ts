/** The weights as NumPy's arrays under Keras's names. */
import { weightsOnly } from '../keras/limits.ts';
import { npzArchive } from '../npy.ts';
import type { ExportFormat } from './format.ts';
import { weightsReader } from './keras-readers.ts';

/** `.npz`: `model.set_weights([file[name] for name in file.files])` for a Sequential model. */
export const npzFormat: ExportFormat = {
  id: 'npz',
  shape: 'file',
  extension: '.npz',
  limits: () => [weightsOnly, { code: 'class-names-left-out', layer: null, isBlocking: false }],
  write: async ({ weights }) => [{ name: '', pieces: await npzArchive(weights) }],
  reader: weightsReader,
};
