/** Class names and superclasses of a CIFAR set: the published ones, or those that the files bring along. */
import type { Taxonomy } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { CifarFormat, CifarLayout } from './format.ts';
import { namesInPickle } from './python-batches.ts';

/** The labels of one file. */
export interface Labelled {
  readonly file: string;
  readonly labels: Uint8Array;
  readonly superclasses: Uint8Array | null;
}

/** Names that came with the pictures; null where there are none. */
export interface FoundNames {
  readonly classes: readonly string[] | null;
  readonly superclasses: readonly string[] | null;
}

const mostNames = 256;
const longestName = 100;

/** The names among the files of a set. @throws LabError `data.bad-names`, `data.pickle-refused`. */
export function namesIn(
  { format, form, files }: CifarLayout,
  members: ReadonlyMap<string, Buffer>,
): FoundNames {
  const [classFile = '', superclassFile = classFile] = files.names;
  const read = (file: string, key: string): readonly string[] | null => {
    const bytes = members.get(file);
    if (bytes === undefined) return null;
    const names = form === 'python' ? namesInPickle(bytes, key, file) : linesOf(bytes);
    return names && checkedNames(names, file);
  };
  const hasSuperclasses = format.labelBytes === 2;
  return {
    classes: read(classFile, format.keys.classNames),
    superclasses: hasSuperclasses ? read(superclassFile, 'coarse_label_names') : null,
  };
}

/**
 * The taxonomy of a set: the published one when its names are those (or none came along), else one made of the names
 * and the superclasses that the pictures show.
 *
 * @throws LabError `data.wrong-superclass`, `data.unknown-superclass` for a class without pictures.
 */
export function taxonomyFor(format: CifarFormat, names: FoundNames, parts: readonly Labelled[]): Taxonomy {
  const own = format.taxonomy;
  const isPublished =
    isSame(names.classes ?? own.classes, own.classes) &&
    (format.labelBytes === 1 || isSame(names.superclasses ?? own.superclasses, own.superclasses));
  if (isPublished) return own;
  const classes = names.classes ?? own.classes;
  if (format.labelBytes === 1) return { classes, superclasses: null, superclassOf: null };
  const superclasses = names.superclasses ?? own.superclasses ?? [];
  const seen = new Map<number, number>();
  for (const part of parts) {
    part.labels.forEach((label, index) => {
      if (!seen.has(label)) seen.set(label, part.superclasses?.[index] ?? 0);
    });
  }
  const superclassOf = classes.map((className, label) => {
    const found = seen.get(label);
    if (found === undefined) throw new LabError('data.unknown-superclass', { className });
    return found;
  });
  return { classes, superclasses, superclassOf };
}

/** @throws LabError `data.bad-superclass`, `data.wrong-superclass` naming the first picture that contradicts. */
export function checkSuperclasses({ file, labels, superclasses }: Labelled, taxonomy: Taxonomy): void {
  if (superclasses === null || taxonomy.superclassOf === null || taxonomy.superclasses === null) return;
  const most = taxonomy.superclasses.length - 1;
  for (const [index, label] of labels.entries()) {
    const found = superclasses[index] as number;
    if (found > most) throw new LabError('data.bad-superclass', { file, index, found, most });
    const expected = taxonomy.superclassOf[label] as number;
    if (found === expected) continue;
    const className = taxonomy.classes[label] as string;
    throw new LabError('data.wrong-superclass', { file, index, found, expected, className });
  }
}

function linesOf(bytes: Buffer): readonly string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function checkedNames(names: readonly string[], file: string): readonly string[] {
  const isSane = (name: string): boolean => name.length <= longestName && !/[\p{Cc}\uFFFD]/u.test(name);
  const areSane = names.length >= 1 && names.length <= mostNames && names.every(isSane);
  if (!areSane || new Set(names).size !== names.length) throw new LabError('data.bad-names', { file });
  return names;
}

function isSame(some: readonly string[] | null, others: readonly string[] | null): boolean {
  return some?.length === others?.length && (some ?? []).every((name, index) => name === others?.[index]);
}
