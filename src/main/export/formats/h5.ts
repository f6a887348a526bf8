/** The whole model in one HDF5 file, as Keras 2 wrote it and Keras 3 still reads it. */
import { hdf5File } from '../hdf5/file.ts';
import { group } from '../hdf5/tree.ts';
import { compileEntry } from '../keras/classes.ts';
import { kerasGraph } from '../keras/graph.ts';
import { asciiJson, pythonJson } from '../keras/json.ts';
import { legacyLimits } from '../keras/limits.ts';
import { modelEntry } from '../keras/model-config.ts';
import { kerasVersion, legacyWeightsGroup } from '../keras/weight-groups.ts';
import { aboutExport } from './about.ts';
import type { ExportFormat } from './format.ts';
import { modelReader } from './keras-readers.ts';

/** `.h5`; the names of the classes stand in the attribute `tatami`, which Keras passes over. */
export const h5Format: ExportFormat = {
  id: 'h5',
  shape: 'file',
  extension: '.h5',
  limits: legacyLimits,
  write(source, options) {
    const graph = kerasGraph(source, options);
    const root = group([['model_weights', legacyWeightsGroup(graph)]], {
      backend: 'tensorflow',
      keras_version: kerasVersion,
      model_config: pythonJson(modelEntry(graph, 'legacy')),
      training_config: pythonJson(compileEntry(source.experiment, 'legacy')),
      tatami: asciiJson(JSON.stringify(aboutExport(source, options))),
    });
    return Promise.resolve([{ name: '', pieces: hdf5File(root) }]);
  },
  reader: modelReader,
};
