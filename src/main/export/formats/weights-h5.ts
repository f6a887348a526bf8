/** The weights as Keras 3's `model.save_weights` writes them. */
import { hdf5File } from '../hdf5/file.ts';
import { kerasGraph } from '../keras/graph.ts';
import { asciiJson } from '../keras/json.ts';
import { weightsOnly } from '../keras/limits.ts';
import { weightsGroup } from '../keras/weight-groups.ts';
import { aboutExport } from './about.ts';
import type { ExportFormat } from './format.ts';
import { weightsReader } from './keras-readers.ts';

/** `.weights.h5`, for `model.load_weights` of the same layers; the names of the classes stand in the attribute `tatami`. */
export const weightsH5Format: ExportFormat = {
  id: 'weights-h5',
  shape: 'file',
  extension: '.weights.h5',
  limits: () => [weightsOnly],
  write(source) {
    const options = { hasPreprocessing: false };
    const tatami = asciiJson(JSON.stringify(aboutExport(source, options)));
    const root = weightsGroup(kerasGraph(source, options), { tatami });
    return Promise.resolve([{ name: '', pieces: hdf5File(root) }]);
  },
  reader: weightsReader,
};
