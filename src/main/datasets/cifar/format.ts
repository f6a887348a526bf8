/** What is fixed about the two CIFAR formats (https://www.cs.toronto.edu/~kriz/cifar.html): sizes, files, names. */
import type { Taxonomy } from '../../../shared/contract/data.ts';
import { cifar100Taxonomy, cifar10Taxonomy } from './taxonomies.ts';

/** Height and width of a picture. */
export const side = 32;

/** Bytes of one picture: three planes of 32 × 32. */
export const pictureBytes = 3 * side * side;

/** Which half of a set a file belongs to. */
export type Half = 'train' | 'test';

/** The two forms in which each set is published: binary records or Python pickles. */
export type Form = 'binary' | 'python';

/** The files of one form. */
export interface FormFiles {
  /** Files with pictures, in the order in which the pictures are counted. */
  readonly pictures: Readonly<Record<Half, readonly string[]>>;
  /** Files with names; they may be missing. */
  readonly names: readonly string[];
}

/** One of the two CIFAR sets. */
export interface CifarFormat {
  readonly id: 'cifar-100' | 'cifar-10';
  readonly title: string;
  readonly taxonomy: Taxonomy;
  /** Label bytes before each picture of the binary form: CIFAR-100 puts the superclass before the class. */
  readonly labelBytes: 1 | 2;
  readonly forms: Readonly<Record<Form, FormFiles>>;
  /** Keys of the Python form. */
  readonly keys: { readonly labels: string; readonly classNames: string };
  /** Pictures of the published set. */
  readonly officialCount: Readonly<Record<Half, number>>;
}

const batches = [1, 2, 3, 4, 5].map((number) => `data_batch_${number}`);
const officialCount = { train: 50_000, test: 10_000 };

/** CIFAR-100. */
export const cifar100: CifarFormat = {
  id: 'cifar-100',
  title: 'CIFAR-100',
  taxonomy: cifar100Taxonomy,
  labelBytes: 2,
  forms: {
    binary: {
      pictures: { train: ['train.bin'], test: ['test.bin'] },
      names: ['fine_label_names.txt', 'coarse_label_names.txt'],
    },
    python: { pictures: { train: ['train'], test: ['test'] }, names: ['meta'] },
  },
  keys: { labels: 'fine_labels', classNames: 'fine_label_names' },
  officialCount,
};

/** CIFAR-10. */
export const cifar10: CifarFormat = {
  id: 'cifar-10',
  title: 'CIFAR-10',
  taxonomy: cifar10Taxonomy,
  labelBytes: 1,
  forms: {
    binary: {
      pictures: { train: batches.map((name) => `${name}.bin`), test: ['test_batch.bin'] },
      names: ['batches.meta.txt'],
    },
    python: { pictures: { train: batches, test: ['test_batch'] }, names: ['batches.meta'] },
  },
  keys: { labels: 'labels', classNames: 'label_names' },
  officialCount,
};

/** A format and form with their files. */
export interface CifarLayout {
  readonly format: CifarFormat;
  readonly form: Form;
  readonly files: FormFiles;
}

/** Every layout in which a CIFAR set is published. */
export const cifarLayouts: readonly CifarLayout[] = [cifar100, cifar10].flatMap((format) =>
  (['binary', 'python'] as const).map((form) => ({ format, form, files: format.forms[form] })),
);

/** The layout to which a file with pictures belongs, by its name. */
export function layoutOf(name: string): CifarLayout | undefined {
  return cifarLayouts.find(({ files }) => Object.values(files.pictures).flat().includes(name));
}

const largestPictures = 256 * 1024 ** 2;
const largestNames = 64 * 1024;

/** The largest size in bytes that a CIFAR file of this name may have; null for other names. */
export function largestCifarFile(name: string): number | null {
  if (layoutOf(name) !== undefined) return largestPictures;
  return cifarLayouts.some(({ files }) => files.names.includes(name)) ? largestNames : null;
}
