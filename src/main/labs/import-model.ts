/** Brings a trained net in: its weights are kept, and an experiment that begins from them stands for it from then on. */
import { basename } from 'node:path';
import type { DatasetInfo } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { ImportedModel, ModelImport } from '../../shared/contract/imported-model.ts';
import { type Experiment, parseExperiment } from '../../shared/spec/experiment.ts';
import { inferModel, shapeText } from '../../shared/spec/shapes.ts';
import { title } from '../../shared/spec/text.ts';
import type { KnownModel } from '../export/import/read-model.ts';
import { readInThread } from '../export/import/thread.ts';
import type { LabPorts } from './ports.ts';

/** What is asked for. */
export interface ImportOrder {
  readonly path: string;
  /** Id of the data set that the net is to be evaluated on; null for the first that fits. */
  readonly dataset: string | null;
  /** The experiment whose model weights alone are for; null for none. */
  readonly base: Experiment | null;
}

/** Data sets as the import needs them. */
export interface ImportDatasets {
  /** Ids of the sets with so many classes, those that open at once first. */
  withClasses(count: number): Promise<readonly string[]>;
  /** @throws LabError `data.*`. */
  info(id: string): Promise<DatasetInfo>;
}

/**
 * Reads a net and keeps its weights. The experiment of the answer evaluates it: it trains for no epoch, and its run in the
 * history is the imported net, which can be looked into, exported and trained on like any other.
 *
 * @throws LabError `import.*`, `spec.*`, `data.*`, `engine.*`.
 */
export async function importModel(
  ports: Pick<LabPorts, 'engine' | 'dataFolder'>,
  datasets: ImportDatasets,
  order: ImportOrder,
): Promise<ModelImport> {
  const { path, base } = order;
  const known = base === null ? null : await knownModel(base, datasets);
  const imported = await readInThread({ path, known });
  const dataset = await fittingDataset(datasets, imported, order);
  const { model, inputShape, weights, format, classNames, notes } = imported;
  const sha256 = await ports.engine.storeWeights({
    ...{ model, inputShape, weights: [...weights] },
    dataFolder: ports.dataFolder,
  });
  const file = basename(path);
  const isWhole = format !== 'npz' && format !== 'weights-h5';
  const experiment = experimentOf(imported, { file, sha256, dataset, base: isWhole ? null : base });
  return { experiment, format, classNames, notes };
}

async function knownModel(
  { model, preprocessing, dataset }: Experiment,
  datasets: ImportDatasets,
): Promise<KnownModel> {
  const { height, width, channels } = await datasets.info(dataset.id);
  return { model, preprocessing, inputShape: [height, width, channels] };
}

interface ExperimentParts {
  readonly file: string;
  readonly sha256: string;
  readonly dataset: string;
  /** The experiment that goes on with other weights; null for a net that came whole. */
  readonly base: Experiment | null;
}

function experimentOf(imported: ImportedModel, { file, sha256, dataset, base }: ExperimentParts): Experiment {
  const name = title(200).safeParse(file).data ?? 'model';
  const start = { name, epochs: 0, initial_weights: { sha256, source: name } };
  if (base !== null) return parseExperiment({ ...base, ...start, callbacks: [] });
  const { model, preprocessing, optimizer, loss } = imported;
  return parseExperiment({
    ...{ tatami: 'experiment', version: 1, ...start },
    ...{ dataset, preprocessing, model, optimizer: optimizer ?? 'Adam', loss: loss ?? usualLoss(imported) },
  });
}

/** Crossentropy of whole classes, on probabilities or on the values before them. */
function usualLoss({ model }: ImportedModel): unknown {
  const last = model.layers.at(-1);
  const isProbability =
    last !== undefined &&
    'activation' in last.config &&
    (last.config.activation === 'softmax' || last.config.activation === 'sigmoid');
  return { class_name: 'SparseCategoricalCrossentropy', config: { from_logits: !isProbability } };
}

async function fittingDataset(
  datasets: ImportDatasets,
  { model, inputShape }: ImportedModel,
  { dataset, base }: ImportOrder,
): Promise<string> {
  const classes = inferModel(model, inputShape).at(-1)?.outputShape[0] ?? 0;
  const candidates = dataset === null ? await datasets.withClasses(classes) : [dataset];
  const preferred = base !== null && candidates.includes(base.dataset.id) ? [base.dataset.id] : [];
  for (const id of [...preferred, ...candidates]) {
    const info = await datasets.info(id);
    const shape = [info.height, info.width, info.channels];
    if (shape.join() === inputShape.join() && info.taxonomy.classes.length === classes) return id;
    if (dataset === null) continue;
    const [found, expected] = [factsOf(shape, info.taxonomy.classes.length), factsOf(inputShape, classes)];
    throw new LabError('import.other-data-set', { dataset: id, found, expected });
  }
  throw new LabError('import.no-data-set', { shape: shapeText(inputShape), classes });
}

function factsOf(shape: readonly number[], classes: number): string {
  return `${shapeText(shape)} → ${classes}`;
}
