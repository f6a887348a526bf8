/** TF.js's layers model with a page beside it that runs the net on dropped pictures, without a network. */
import { openedLayers } from '../../../../shared/spec/residual.ts';
import type { ExportLimit, ExportSource } from '../../../../shared/contract/trained-model.ts';
import { aboutExport, labelsText } from '../about.ts';
import type { ExportFormat } from '../format.ts';
import { inferenceLimits } from '../inference-limits.ts';
import { tfjsModel } from './model-json.ts';
import { offlinePage } from './offline-page.ts';
import { tfjsReadme } from './readme.ts';

/** The format `tfjs`. */
export const tfjsFormat: ExportFormat = {
  id: 'tfjs',
  shape: 'folder',
  extension: '',
  limits: tfjsLimits,
  async write(source, options) {
    const model = tfjsModel(source, options);
    const about = aboutExport(source, options);
    const bytes = model.weights.map(
      ({ data: { buffer, byteOffset, byteLength } }) => new Uint8Array(buffer, byteOffset, byteLength),
    );
    return [
      { name: 'model.json', pieces: [`${JSON.stringify(model.json)}\n`] },
      { name: 'weights.bin', pieces: bytes },
      { name: 'labels.json', pieces: [labelsText(about)] },
      { name: 'README.md', pieces: [tfjsReadme(source)] },
      ...(await offlinePage(source.model.name, model, about)),
    ];
  },
  reader: {
    name: 'TensorFlow.js',
    tolerance: 1e-5,
    predict({ path, source: { inputShape, preprocessing }, options, engine }, { pixels }) {
      const scaling = options.hasPreprocessing ? null : preprocessing;
      return engine.predictFile({ format: 'tfjs', path, inputShape, preprocessing: scaling, pixels });
    },
  },
};

/** TF.js has Dropout and GaussianNoise; other layers that work while training only are left out. */
function tfjsLimits(source: ExportSource): readonly ExportLimit[] {
  const kept = openedLayers(source.model.layers)
    .filter(({ class_name }) => class_name === 'Dropout' || class_name === 'GaussianNoise')
    .map(({ config }) => config.name);
  return inferenceLimits(source).filter(({ layer }) => layer === null || !kept.includes(layer));
}
