import { LabError } from '../../../shared/contract/errors.ts';
import { quote } from '../../../shared/spec/quote.ts';
import { parseConfig } from './config/config-text.ts';
import type { OpenedModel } from './formats.ts';
import { openHdf5 } from './hdf5/file.ts';
import type { ZipEntries } from './unzip.ts';
import { kerasArrays } from './weights/hdf5-weights.ts';

const members = { config: 'config.json', metadata: 'metadata.json', weights: 'model.weights.h5' };

/** Whether an archive is a `.keras` file. */
export function isKerasArchive(entries: ZipEntries): boolean {
  return entries.has(members.config) && entries.has(members.weights);
}

/** Opens a `.keras` file (Keras 3, `saving_lib.py`). @throws LabError `import.*`. */
export function openKeras(entries: ZipEntries, file: string): OpenedModel {
  const expected: readonly string[] = Object.values(members);
  const other = [...entries.keys()].find((name) => !expected.includes(name) && !name.startsWith('assets/'));
  if (other !== undefined)
    throw new LabError('import.zip-broken', { file, problem: `the entry ${quote(other)} is not expected` });
  const read = (name: string) => parseConfig(entries.get(name)?.toString('utf8') ?? '{}', `${file}/${name}`);
  const config = read(members.config);
  const root = openHdf5(entries.get(members.weights) as Buffer, `${file}/${members.weights}`);
  const metadata = [read(members.metadata)];
  return {
    format: 'keras',
    config,
    arrays: kerasArrays(root),
    compile: config['compile_config'] ?? null,
    metadata,
  };
}
