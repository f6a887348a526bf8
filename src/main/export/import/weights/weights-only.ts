/** Weights of a file that holds nothing else, put in the places of a given model. */
import { LabError } from '../../../../shared/contract/errors.ts';
import type { NamedWeight } from '../../../../shared/contract/replay.ts';
import { snakeCase } from '../../../../shared/spec/layer-names.ts';
import type { ModelSpec } from '../../../../shared/spec/model.ts';
import { openedLayers } from '../../../../shared/spec/residual.ts';
import type { Hdf5Object } from '../hdf5/file.ts';
import type { FoundArray } from '../numpy.ts';
import { listed } from './hdf5-weights.ts';
import { fillPlaces, type WeightPlace } from './match.ts';

const mostArrays = 16;

/** Letters and digits of a name: `residual/conv2d/kernel:0` and `residual_conv2d.kernel` are the same. */
function plain(name: string): string {
  return name.replace(/:0$/, '').replace(/[^\p{L}\p{N}]+/gu, '_');
}

/**
 * Puts arrays in places by their names where each place finds its own, else in their order.
 * @throws LabError `import.weights-missing`, `import.weights-left-over`, `import.not-finite`.
 */
export function assign(
  places: readonly WeightPlace[],
  arrays: readonly FoundArray[],
  file: string,
): readonly NamedWeight[] {
  const byName = new Map(arrays.map((array) => [plain(array.name), array]));
  const named = places.map(({ name }) => byName.get(plain(name)));
  const areAllNamed = named.every((array) => array !== undefined) && byName.size === places.length;
  return fillPlaces(places, areAllNamed ? named : arrays, file);
}

/** All arrays of a legacy weights file in the order of its layers. @throws LabError `import.*`. */
export function legacyWeights(root: Hdf5Object, file: string): readonly FoundArray[] {
  return listed(root, 'layer_names').flatMap((layer) => {
    const group = root.at(layer);
    if (group === null)
      throw new LabError('import.bad-config', { file, problem: `it has no group ${layer}` });
    return listed(group, 'weight_names').flatMap((path) => {
      const array = group.at(path)?.array() ?? null;
      return array === null ? [] : [{ ...array, name: path }];
    });
  });
}

/**
 * Weights of a Keras 3 weights file. Its groups are called after classes and counted; the layer's own name, where the
 * group tells it, comes first.
 * @throws LabError `import.*`.
 */
export function groupedWeights(
  root: Hdf5Object,
  { model, places, file }: Readonly<{ model: ModelSpec; places: readonly WeightPlace[]; file: string }>,
): readonly NamedWeight[] {
  const groups = readGroups(root);
  const classes = new Map(
    openedLayers(model.layers).map(({ class_name, config }) => [config.name, class_name]),
  );
  const layers = [...new Set(places.map(({ layer }) => layer))];
  const counts = new Map<string, number>();
  const used = new Set<string>();
  const weights = layers.flatMap((layer) => {
    const className = snakeCase(classes.get(layer) ?? 'Conv2D');
    const count = counts.get(className) ?? 0;
    counts.set(className, count + 1);
    const named = groups.find(({ name }) => name !== null && plain(name) === plain(layer));
    const counted = groups.find(({ group }) => group === (count === 0 ? className : `${className}_${count}`));
    const group = named ?? counted;
    used.add(group?.group ?? '');
    const own = places.filter((place) => place.layer === layer);
    return fillPlaces(own, group?.arrays ?? [], file);
  });
  const extra = groups.find(({ group, arrays }) => arrays.length > 0 && !used.has(group));
  if (extra !== undefined) throw new LabError('import.weights-left-over', { file, found: extra.group });
  return weights;
}

interface Group {
  readonly group: string;
  readonly name: string | null;
  readonly arrays: readonly FoundArray[];
}

function readGroups(root: Hdf5Object): readonly Group[] {
  const layers = root.at('layers');
  return (layers?.names ?? []).map((group) => {
    const vars = layers?.at(`${group}/vars`) ?? null;
    const arrays = (vars?.names ?? [])
      .slice(0, mostArrays)
      .toSorted((a, b) => Number(a) - Number(b))
      .flatMap((name) => vars?.at(name)?.array() ?? []);
    return { group, name: vars?.texts('name')?.[0] ?? null, arrays };
  });
}
