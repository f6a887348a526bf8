/** Keras 3's own file: `.keras`, a ZIP archive of the config, the weights and what the file is. */
import type { ExportOptions, ExportSource } from '../../../shared/contract/trained-model.ts';
import { hdf5File } from '../hdf5/file.ts';
import { compileEntry } from '../keras/classes.ts';
import { kerasGraph } from '../keras/graph.ts';
import { asciiJson, pythonJson } from '../keras/json.ts';
import { modelLimits } from '../keras/limits.ts';
import { modelEntry } from '../keras/model-config.ts';
import { kerasVersion, weightsGroup } from '../keras/weight-groups.ts';
import { type ZipEntry, zipArchive } from '../zip.ts';
import { aboutExport } from './about.ts';
import type { ExportFormat } from './format.ts';
import { modelReader } from './keras-readers.ts';

/** `.keras`; the names of the classes stand in `metadata.json`, which Keras does not read when it loads a model. */
export const kerasFormat: ExportFormat = {
  id: 'keras',
  shape: 'file',
  extension: '.keras',
  limits: modelLimits,
  async write(source, options) {
    const graph = kerasGraph(source, options);
    const config = {
      ...modelEntry(graph, 'keras3'),
      build_config: { input_shape: [null, ...graph.inputShape] },
      compile_config: compileEntry(source.experiment, 'keras3'),
    };
    const pieces = await zipArchive([
      stored('metadata.json', Buffer.from(metadata(source, options), 'utf8')),
      stored('config.json', Buffer.from(pythonJson(config), 'utf8')),
      stored('model.weights.h5', Buffer.concat(hdf5File(weightsGroup(graph)))),
    ]);
    return [{ name: '', pieces }];
  },
  reader: modelReader,
};

function stored(name: string, bytes: Uint8Array): ZipEntry {
  return { name, bytes, isStored: true };
}

function metadata(source: ExportSource, options: ExportOptions): string {
  const date = new Date(source.runCreatedAtMs).toISOString();
  const facts = {
    keras_version: kerasVersion,
    date_saved: `${date.slice(0, 10)}@${date.slice(11, 19)}`,
    tatami: aboutExport(source, options),
  };
  return asciiJson(JSON.stringify(facts));
}
