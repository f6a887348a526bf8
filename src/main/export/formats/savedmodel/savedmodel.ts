/** TensorFlow's SavedModel: a folder that Python, TensorFlow Serving and TF.js's node loader read. */
import { aboutExport, labelsText } from '../about.ts';
import type { ExportFormat } from '../format.ts';
import { inferenceLimits } from '../inference-limits.ts';
import { savedModelMessage } from './saved-model-message.ts';

/** The format `savedmodel`: one graph with frozen weights, signature `serving_default`. */
export const savedModelFormat: ExportFormat = {
  id: 'savedmodel',
  shape: 'folder',
  extension: '',
  limits: inferenceLimits,
  async write(source, options, engine) {
    const { model, inputShape, weights } = source;
    const preprocessing = options.hasPreprocessing ? source.preprocessing : null;
    const graph = await engine.inferenceGraph({ model, inputShape, preprocessing, weights });
    return [
      { name: 'saved_model.pb', pieces: [savedModelMessage(graph, inputShape)] },
      { name: 'labels.json', pieces: [labelsText(aboutExport(source, options))] },
    ];
  },
  reader: {
    name: 'TensorFlow session',
    tolerance: 1e-5,
    predict({ path, source: { inputShape, preprocessing }, options, engine }, { pixels }) {
      const scaling = options.hasPreprocessing ? null : preprocessing;
      return engine.predictFile({
        format: 'savedmodel',
        path,
        inputShape,
        preprocessing: scaling,
        pixels,
      });
    },
  },
};
