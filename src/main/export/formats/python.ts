/** The net as plain Keras code that runs: `model.py` with its weights beside it. */
import type { ExportLimit, ExportSource } from '../../../shared/contract/trained-model.ts';
import { cropLimits } from '../keras/limits.ts';
import { npzArchive } from '../npy.ts';
import { modelScript } from '../python/model-script.ts';
import { aboutExport, labelsText } from './about.ts';
import type { ExportFormat } from './format.ts';

/** A folder of `model.py`, `weights.npz` and `labels.json`. No Python is at hand to read it again. */
export const pythonFormat: ExportFormat = {
  id: 'python',
  shape: 'folder',
  extension: '',
  limits: pythonLimits,
  async write(source, options) {
    const about = aboutExport(source, options);
    return [
      { name: 'model.py', pieces: [modelScript(source, options)] },
      { name: 'weights.npz', pieces: await npzArchive(source.weights) },
      { name: 'labels.json', pieces: [labelsText(about)] },
    ];
  },
  reader: null,
};

function pythonLimits(source: ExportSource): readonly ExportLimit[] {
  const { callbacks, metrics } = source.experiment;
  const ofNet = (code: ExportLimit['code']): ExportLimit => ({ code, layer: null, isBlocking: false });
  return [
    ...cropLimits(source, 'random-crop-keeps-size'),
    ...(callbacks.length > 0 ? [ofNet('callbacks-left-out')] : []),
    ...(metrics.includes('superclass_accuracy') ? [ofNet('metric-left-out')] : []),
  ];
}
