/** Sets of four IDX files: MNIST, Fashion-MNIST and their relatives. */
import { basename } from 'node:path';
import type { DatasetInfo, ImageDataset, Taxonomy } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { contentSha256 } from './fingerprint.ts';
import type { OnRead } from './gzip.ts';

import { readIdx } from './idx.ts';
import { publishedSha256 } from './official.ts';

/** Where the four files are. */
export interface IdxFiles {
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly testImages: string;
  readonly testLabels: string;
}

/** Names and taxonomy of a set. */
export interface IdxSet {
  readonly id: string;
  readonly title: string;
  readonly taxonomy: Taxonomy;
}

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** MNIST (LeCun, Cortes and Burges, 1998). */
export const mnist: IdxSet = {
  id: 'mnist',
  title: 'MNIST',
  taxonomy: { classes: digits, superclasses: null, superclassOf: null },
};

const garments = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017), in four groups of ours. */
export const fashionMnist: IdxSet = {
  id: 'fashion-mnist',
  title: 'Fashion-MNIST',
  taxonomy: {
    classes: garments,
    superclasses: ['upper body', 'legs', 'footwear', 'bags'],
    superclassOf: [0, 1, 0, 0, 0, 2, 0, 2, 3, 2],
  },
};

/** Tells from the training labels which set the files are. */
export type Identify = (trainLabels: Uint8Array) => IdxSet;

/**
 * Opens the four files of a set.
 * @throws LabError `data.idx-*`, `data.counts-differ`, `data.bad-label`, `data.sizes-differ`, `data.swapped`.
 */
export async function openIdxSet(
  files: IdxFiles,
  identify: Identify,
  onRead?: OnRead,
): Promise<ImageDataset> {
  const train = await readHalf(files.trainImages, files.trainLabels, onRead);
  const test = await readHalf(files.testImages, files.testLabels, onRead);
  checkHalves(files, train, test);
  const set = identify(train.labels);
  const classes = set.taxonomy.classes.length;
  const halves = {
    train: { images: train.images, labels: checkedLabels(train.labels, classes, files.trainLabels) },
    test: { images: test.images, labels: checkedLabels(test.labels, classes, files.testLabels) },
  };
  const sha256 = contentSha256(halves.train, halves.test);
  const info: DatasetInfo = {
    id: set.id,
    title: set.title,
    height: train.height,
    width: train.width,
    channels: 1,
    trainCount: train.labels.length,
    testCount: test.labels.length,
    taxonomy: set.taxonomy,
    origin: sha256 === publishedSha256(set.id) ? 'official' : 'unofficial',
    sha256,
  };
  return { info, ...halves };
}

interface Half {
  readonly height: number;
  readonly width: number;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

async function readHalf(imagePath: string, labelPath: string, onRead?: OnRead): Promise<Half> {
  const { sizes, bytes: images } = await readIdx(imagePath, 'images', onRead);
  const [count, height, width] = sizes as [number, number, number];
  const { bytes: labels } = await readIdx(labelPath, 'labels');
  if (labels.length !== count) {
    const file = basename(labelPath);
    throw new LabError('data.counts-differ', { file, images: count, labels: labels.length });
  }
  return { height, width, images, labels };
}

function checkHalves(files: IdxFiles, train: Half, test: Half): void {
  if (train.height !== test.height || train.width !== test.width) {
    const sizes = { train: `${train.height} × ${train.width}`, test: `${test.height} × ${test.width}` };
    throw new LabError('data.sizes-differ', { file: basename(files.testImages), ...sizes });
  }
  checkOrder(train.labels.length, test.labels.length);
}

/** @throws LabError `data.swapped` when there are fewer training than test images. */
export function checkOrder(trainCount: number, testCount: number): void {
  if (trainCount < testCount) throw new LabError('data.swapped', { train: trainCount, test: testCount });
}

function checkedLabels(labels: Uint8Array, classes: number, path: string): Int32Array {
  const index = labels.findIndex((label) => label >= classes);
  if (index >= 0) {
    const place = { file: basename(path), index, found: labels[index] as number };
    throw new LabError('data.bad-label', { ...place, most: classes - 1 });
  }
  return Int32Array.from(labels);
}
