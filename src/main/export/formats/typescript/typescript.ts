/** TypeScript without dependencies: the net to read, to port and to run in Node 24 or a browser. */
import { readFile } from 'node:fs/promises';
import type { ExportOptions, ExportSource } from '../../../../shared/contract/trained-model.ts';
import type { FolderFile } from '../../folder.ts';
import { inferenceOperations } from '../../inference/lower.ts';
import { aboutExport, labelsText } from '../about.ts';
import type { ExportFormat } from '../format.ts';
import { inferenceLimits } from '../inference-limits.ts';
import { predictInThread } from '../reading/thread.ts';
import { modelCode } from './model-code.ts';
import { predictCode } from './predict-code.ts';
import { typescriptReadme } from './readme.ts';

/** What the layers compute: it travels with every net as it stands here. */
const operationsFile = new URL('operations.ts', import.meta.url);

/** The format `typescript`: a folder of code with its weights. It is checked by running it. */
export const typescriptFormat: ExportFormat = {
  id: 'typescript',
  shape: 'folder',
  extension: '',
  limits: inferenceLimits,
  write: typescriptFiles,
  reader: {
    name: 'Node 24',
    tolerance: 1e-5,
    predict: ({ path, source, options }, { pixels }) =>
      predictInThread({
        ...{ kind: 'typescript', path, inputShape: source.inputShape, pixels },
        preprocessing: options.hasPreprocessing ? null : source.preprocessing,
      }),
  },
};

async function typescriptFiles(source: ExportSource, options: ExportOptions): Promise<readonly FolderFile[]> {
  const about = aboutExport(source, options);
  const operations = inferenceOperations(source, options.hasPreprocessing);
  const { text, weights } = modelCode(source.model.name, operations, about);
  const bytes = weights.map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const manifest = { private: true, type: 'module', engines: { node: '>=24' } };
  return [
    { name: 'model.ts', pieces: [text] },
    { name: 'operations.ts', pieces: [await readFile(operationsFile, 'utf8')] },
    { name: 'predict.ts', pieces: [predictCode] },
    { name: 'weights.bin', pieces: bytes },
    { name: 'labels.json', pieces: [labelsText(about)] },
    { name: 'package.json', pieces: [`${JSON.stringify(manifest, null, 2)}\n`] },
    { name: 'README.md', pieces: [typescriptReadme(source)] },
  ];
}
