/** Finds the four IDX files of a set by their usual names, and tells from their content which set they are. */
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { fashionMnist, mnist, type IdxFiles, type IdxSet } from './idx-family.ts';
import { namesIn } from './members.ts';

/** `train-images-idx3-ubyte.gz`, `emnist-letters-test-labels-idx1-ubyte`, `t10k-images.idx3-ubyte`, `train_labels.idx`. */
const usualName =
  /^(?<set>.*?)(?<half>train|t10k|test)[-_.]?(?<kind>images|labels)(?:[-_.]?idx[13])?(?:[-_.]?ubyte)?(?:\.idx)?(?:\.gz)?$/i;

const namesToFind: Readonly<Record<keyof IdxFiles, string>> = {
  trainImages: 'train-images-idx3-ubyte.gz',
  trainLabels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
};

/** Whether a name is one that IDX files usually have. */
export function isIdxName(name: string): boolean {
  return usualName.test(name);
}

/** The set's part of a file name: `emnist-letters` of `emnist-letters-train-images-idx3-ubyte.gz`, else empty. */
export function setNameIn(name: string): string {
  return (usualName.exec(name)?.groups?.['set'] ?? '').replace(/[-_.]+$/, '').toLowerCase();
}

/**
 * The four files in a folder, or beside one of them; null when there is none. Where a file lies there both unpacked
 * and as gzip, the unpacked one counts.
 *
 * @throws LabError `data.missing-member` when some are missing, `data.ambiguous` when the folder holds two sets.
 */
export async function findIdxFiles(
  place: { readonly folder: string } | { readonly file: string },
): Promise<IdxFiles | null> {
  const folder = 'folder' in place ? place.folder : dirname(place.file);
  if ('file' in place && !isIdxName(basename(place.file))) return null;
  const all = (await namesIn(folder)).files.filter(isIdxName);
  const set = 'file' in place ? setNameIn(basename(place.file)) : setNameIn(all[0] ?? '');
  const other = all.find((name) => setNameIn(name) !== set);
  if ('folder' in place && other !== undefined && all[0] !== undefined) {
    throw new LabError('data.ambiguous', { first: all[0], second: other });
  }
  const found = rolesOf(all.filter((name) => setNameIn(name) === set));
  if (found.size === 0) return null;
  const path = (role: keyof IdxFiles): string => {
    const name = found.get(role);
    if (name === undefined)
      throw new LabError('data.missing-member', { dataset: 'IDX', file: namesToFind[role] });
    return join(folder, name);
  };
  return {
    trainImages: path('trainImages'),
    trainLabels: path('trainLabels'),
    testImages: path('testImages'),
    testLabels: path('testLabels'),
  };
}

function rolesOf(names: readonly string[]): ReadonlyMap<keyof IdxFiles, string> {
  const found = new Map<keyof IdxFiles, string>();
  for (const name of names) {
    const { half = '', kind = '' } = usualName.exec(name)?.groups ?? {};
    const isTrain = half.toLowerCase() === 'train';
    const isImages = kind.toLowerCase() === 'images';
    const role = isTrain
      ? isImages
        ? 'trainImages'
        : 'trainLabels'
      : isImages
        ? 'testImages'
        : 'testLabels';
    const earlier = found.get(role);
    if (earlier !== undefined && !earlier.endsWith('.gz') && !name.endsWith('.gz')) {
      throw new LabError('data.ambiguous', { first: earlier, second: name });
    }
    if (earlier === undefined || earlier.endsWith('.gz')) found.set(role, name);
  }
  return found;
}

/** First labels of the published training files: enough to tell the sets apart without hashing. */
const firstLabels: readonly (readonly [IdxSet, readonly number[]])[] = [
  [mnist, [5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7]],
  [fashionMnist, [9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 0, 9, 5, 5, 7, 9]],
];

/**
 * Which set the labels belong to; an unknown one gets the given name and numbered classes: ten, as the relatives of
 * MNIST have, or as many as there are labels.
 *
 * @throws LabError `data.bad-label` when labels above 9 leave numbers out: then one is wrong. (0 may be left out: the
 *   letters of EMNIST count from 1.)
 */
export function identifyIdxSet(labels: Uint8Array, name: string, labelFile: string): IdxSet {
  const known = firstLabels.find(([, first]) => first.every((label, index) => labels[index] === label));
  if (known) return known[0];
  const most = labels.reduce((largest, label) => Math.max(largest, label), 9);
  const used = new Set(labels);
  for (let label = 1; most > 9 && label < most; label++) {
    if (used.has(label)) continue;
    const place = { file: labelFile, index: labels.indexOf(most), found: most };
    throw new LabError('data.bad-label', { ...place, most: label - 1 });
  }
  const classes = Array.from({ length: most + 1 }, (_, label) => String(label));
  const taxonomy = { classes, superclasses: null, superclassOf: null };
  return { id: idFrom(name), title: name, taxonomy };
}

/** An id made from a name for people. */
function idFrom(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  return id === '' ? 'imported' : id;
}
