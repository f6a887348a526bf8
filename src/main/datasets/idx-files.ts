/** Finds the four IDX files of a set by their usual names, and tells which set they are. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { fashionMnist, mnist, type IdxFiles, type IdxSet } from './idx-family.ts';
import { readIdxLabels } from './idx.ts';

const roles: Readonly<Record<keyof IdxFiles, RegExp>> = {
  trainImages: /^(?:.*-)?train-images[.-]idx3-ubyte(?:\.gz)?$/,
  trainLabels: /^(?:.*-)?train-labels[.-]idx1-ubyte(?:\.gz)?$/,
  testImages: /^(?:.*-)?(?:t10k|test)-images[.-]idx3-ubyte(?:\.gz)?$/,
  testLabels: /^(?:.*-)?(?:t10k|test)-labels[.-]idx1-ubyte(?:\.gz)?$/,
};

/**
 * The four files in a folder, or beside a file; null when none of them is there.
 * @throws LabError `data.missing-member` when some are missing, `data.ambiguous` when a role has two files.
 */
export async function findIdxFiles(
  place: { readonly folder: string } | { readonly file: string },
): Promise<IdxFiles | null> {
  const folder = 'folder' in place ? place.folder : dirname(place.file);
  if ('file' in place && !Object.values(roles).some((role) => role.test(basename(place.file)))) return null;
  const names = (await readdir(folder)).toSorted();
  const found = Object.entries(roles).map(
    ([role, pattern]) => [role, names.filter((name) => pattern.test(name))] as const,
  );
  if (found.every(([, matches]) => matches.length === 0)) return null;
  const paths = found.map(([role, matches]) => {
    const [first, second] = matches;
    if (first === undefined)
      throw new LabError('data.missing-member', { dataset: 'IDX', file: usualName[role as keyof IdxFiles] });
    if (second !== undefined) throw new LabError('data.ambiguous', { first, second });
    return [role, join(folder, first)] as const;
  });
  return Object.fromEntries(paths) as unknown as IdxFiles;
}

const usualName: Readonly<Record<keyof IdxFiles, string>> = {
  trainImages: 'train-images-idx3-ubyte.gz',
  trainLabels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
};

/** First labels of the published training files: enough to tell the sets apart without hashing. */
const firstLabels: readonly (readonly [IdxSet, readonly number[]])[] = [
  [mnist, [5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7]],
  [fashionMnist, [9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 0, 9, 5, 5, 7, 9]],
];

/** Which set the files are, told from their content; an unknown one gets its folder's name and numbered classes. */
export async function sniffIdxSet(files: IdxFiles, folderName: string): Promise<IdxSet> {
  const labels = await readIdxLabels(files.trainLabels, basename(files.trainLabels));
  const known = firstLabels.find(([, first]) => first.every((label, index) => labels[index] === label));
  if (known) return known[0];
  const id = folderName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  const classes = Array.from(
    { length: labels.reduce((most, label) => Math.max(most, label), 0) + 1 },
    (_, label) => String(label),
  );
  const taxonomy = { classes, superclasses: null, superclassOf: null };
  return { id: id || 'imported', title: folderName || 'Imported', taxonomy, officialSha256: null };
}
