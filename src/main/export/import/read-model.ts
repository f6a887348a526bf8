/**
 * Reads trained nets that a user brings: `.keras`, legacy `.h5`, TensorFlow.js layers models (a folder or an archive), and
 * weights alone (`.weights.h5`, `.npz`) for a model that is known. Only what a net is made of is read: no code is run, no
 * Python object is rebuilt, nothing is written, and every size has a bound.
 */
import { basename, dirname } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ImportedModel } from '../../../shared/contract/imported-model.ts';
import type { NamedWeight } from '../../../shared/contract/replay.ts';
import type { TrainedModel } from '../../../shared/contract/trained-model.ts';
import { inferModel } from '../../../shared/spec/shapes.ts';
import { classNamesIn } from './class-names.ts';
import { readCompile } from './compile.ts';
import { fedAs, scaledTwice } from './fed-as.ts';
import { readConfig } from './config/read-config.ts';
import type { OpenedModel } from './formats.ts';
import { isWholeModel, openH5 } from './h5-file.ts';
import { type Hdf5Object, isHdf5, openHdf5 } from './hdf5/file.ts';
import { isKerasArchive, openKeras } from './keras-file.ts';
import { type FoundArray, readNumpy } from './numpy.ts';
import { isFolder, readWhole } from './source-file.ts';
import { openTfjsArchive, openTfjsFolder, tfjsDescription, tfjsFolder } from './tfjs-file.ts';
import { isZip, unzip, type ZipEntries } from './unzip.ts';
import { fillPlaces, type WeightPlace, weightPlaces } from './weights/match.ts';
import { assign, groupedWeights, legacyWeights } from './weights/weights-only.ts';

/** A model without its weights. */
export type BareModel = Pick<TrainedModel, 'model' | 'inputShape'>;

/** A model that weights alone may be for. */
export type KnownModel = Omit<TrainedModel, 'weights'>;

/** What a path holds. */
type Opened =
  | { readonly kind: 'model'; readonly opened: OpenedModel }
  | { readonly kind: 'h5-weights'; readonly root: Hdf5Object }
  | { readonly kind: 'npz'; readonly arrays: readonly FoundArray[] };

/**
 * Reads a net with its weights.
 * @param path A file, a `model.json`, or the folder of one.
 * @throws LabError `import.*` with what is wrong and where; `spec.*` for a layer whose settings do not fit.
 */
export async function readModelFile(path: string): Promise<ImportedModel> {
  const file = basename(path);
  const found = await openModelFile(path);
  if (found.kind !== 'model') throw new LabError('import.weights-only', { file });
  const { opened } = found;
  const { layers, notes, ...configured } = readConfig(opened.config, file);
  const places = weightPlaces(configured.model, configured.inputShape);
  const weights = inOrder(
    places,
    layers.flatMap(({ source, key }) => {
      const own = places.filter(({ layer }) => layer === key);
      return own.length === 0 ? [] : fillPlaces(own, opened.arrays(source), file);
    }),
  );
  const fed = fedAs(opened.metadata);
  const preprocessing = fed === null ? configured.preprocessing : scaledTwice(fed, configured);
  const outputs = inferModel(configured.model, configured.inputShape).at(-1)?.outputShape[0] ?? 0;
  const classNames = classNamesIn(opened.metadata, outputs);
  return {
    ...configured,
    preprocessing,
    ...readCompile(opened.compile, notes),
    weights,
    classNames,
    notes: fed === null ? notes : notes.filter(({ code }) => code !== 'preprocessing-assumed'),
    format: opened.format,
  };
}

/**
 * Reads weights for a model that is known, from any file that holds weights: by name where the names agree, else in the
 * order of the layers.
 * @throws LabError `import.*` with what is wrong and where.
 */
export async function readWeightsFile(
  path: string,
  { model, inputShape }: BareModel,
): Promise<readonly NamedWeight[]> {
  const file = basename(path);
  const found = await openModelFile(path);
  const places = weightPlaces(model, inputShape);
  switch (found.kind) {
    case 'npz':
      return assign(places, found.arrays, file);
    case 'h5-weights':
      return found.root.at('layers') === null
        ? assign(places, legacyWeights(found.root, file), file)
        : groupedWeights(found.root, { model, places, file });
    case 'model': {
      const whole = await readModelFile(path);
      return assign(places, whole.weights, file);
    }
  }
}

/**
 * Reads a net that a file holds whole, else its weights for the model that is known.
 * @throws LabError `import.weights-only` for weights without a known model, and as the two others.
 */
export async function readAnyFile(path: string, known: KnownModel | null): Promise<ImportedModel> {
  const found = await openModelFile(path);
  if (found.kind === 'model' || known === null) return readModelFile(path);
  const { model, inputShape, preprocessing } = known;
  const weights = await readWeightsFile(path, known);
  return {
    ...{ model, inputShape, preprocessing, weights, isPreprocessingKnown: true },
    ...{ classNames: null, optimizer: null, loss: null, notes: [] },
    format: found.kind === 'npz' ? 'npz' : 'weights-h5',
  };
}

async function openModelFile(path: string): Promise<Opened> {
  const file = basename(path);
  if (await isFolder(path)) return { kind: 'model', opened: await openTfjsFolder(path, file) };
  if (file === tfjsDescription) return { kind: 'model', opened: await openTfjsFolder(dirname(path), file) };
  const bytes = await readWhole(path);
  if (isHdf5(bytes)) {
    const root = openHdf5(bytes, file);
    return isWholeModel(root) ? { kind: 'model', opened: openH5(root, file) } : { kind: 'h5-weights', root };
  }
  if (!isZip(bytes)) throw new LabError('import.unknown-format', { file });
  return openArchive(unzip(bytes, file), file);
}

async function openArchive(entries: ZipEntries, file: string): Promise<Opened> {
  if (isKerasArchive(entries)) return { kind: 'model', opened: openKeras(entries, file) };
  const folder = tfjsFolder(entries);
  if (folder !== null) return { kind: 'model', opened: await openTfjsArchive(entries, folder, file) };
  const members = [...entries];
  if (members.length === 0 || !members.every(([name]) => name.endsWith('.npy')))
    throw new LabError('import.unknown-format', { file });
  return { kind: 'npz', arrays: members.map(([member, bytes]) => readNumpy(bytes, { file, member })) };
}

/** Weights in the model's order, whatever the order in which the file's layers stand. */
function inOrder(places: readonly WeightPlace[], weights: readonly NamedWeight[]): readonly NamedWeight[] {
  const byName = new Map(weights.map((weight) => [weight.name, weight]));
  return places.flatMap(({ name }) => byName.get(name) ?? []);
}
