/** Reads Keras's files again, by the readers that also take in what a user brings: they share no code with the writers. */
import type { PredictJob } from '../../../shared/contract/trained-jobs.ts';
import { readModelFile, readWeightsFile } from '../import/read-model.ts';
import type { ExportReader, WrittenExport } from './format.ts';

const name = 'Tatami';
const tolerance = 1e-5;

/** Reads a whole model: layers and weights are those of the file. */
export const modelReader: ExportReader = {
  name,
  tolerance,
  async predict(written, { pixels }) {
    const { model, inputShape, weights, ...read } = await readModelFile(written.path);
    const fed = written.options.hasPreprocessing ? { scale: 1, offset: 0 } : written.source.preprocessing;
    const inside = read.isPreprocessingKnown ? read.preprocessing : { scale: 1, offset: 0 };
    const preprocessing = oneAfterTheOther(fed, inside);
    return written.engine.predict({ model, inputShape, weights, preprocessing, pixels });
  },
};

/** Reads weights alone, for the layers that were trained. */
export const weightsReader: ExportReader = {
  name,
  tolerance,
  async predict({ path, source, engine }: WrittenExport, { pixels }) {
    const { model, inputShape, preprocessing } = source;
    const weights = await readWeightsFile(path, { model, inputShape });
    return engine.predict({ model, inputShape, weights, preprocessing, pixels });
  },
};

type Scaling = PredictJob['preprocessing'];

/** `(pixel * first.scale + first.offset) * second.scale + second.offset` as one scaling. */
function oneAfterTheOther(first: Scaling, second: Scaling): Scaling {
  return { scale: first.scale * second.scale, offset: first.offset * second.scale + second.offset };
}
