/** Sets of four IDX files: MNIST, Fashion-MNIST and their relatives. */
import { basename } from 'node:path';
import type { DatasetInfo, ImageDataset, ImageSplit, Taxonomy } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { contentSha256 } from './fingerprint.ts';
import { readIdxImages, readIdxLabels } from './idx.ts';

/** Where the four files are. */
export interface IdxFiles {
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly testImages: string;
  readonly testLabels: string;
}

/** Names, taxonomy and the digest that makes a set official. */
export interface IdxSet {
  readonly id: string;
  readonly title: string;
  readonly taxonomy: Taxonomy;
  /** Content hash of the published set; null where none is known. */
  readonly officialSha256: string | null;
}

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** MNIST (LeCun, Cortes and Burges, 1998). */
export const mnist: IdxSet = {
  id: 'mnist',
  title: 'MNIST',
  taxonomy: { classes: digits, superclasses: null, superclassOf: null },
  officialSha256: 'MNIST_SHA',
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
  officialSha256: null,
};

/**
 * Opens the four files of a set.
 * @throws LabError `data.idx-*`, `data.counts-differ`, `data.bad-label`, `data.sizes-differ`.
 */
export async function openIdxSet(files: IdxFiles, set: IdxSet): Promise<ImageDataset> {
  const classes = set.taxonomy.classes.length;
  const train = await openHalf(files.trainImages, files.trainLabels, classes);
  const test = await openHalf(files.testImages, files.testLabels, classes);
  if (train.height !== test.height || train.width !== test.width) {
    const sizes = { train: `${train.height} × ${train.width}`, test: `${test.height} × ${test.width}` };
    throw new LabError('data.sizes-differ', { file: basename(files.testImages), ...sizes });
  }
  const sha256 = contentSha256(train.split, test.split);
  const info: DatasetInfo = {
    id: set.id,
    title: set.title,
    height: train.height,
    width: train.width,
    channels: 1,
    trainCount: train.split.labels.length,
    testCount: test.split.labels.length,
    taxonomy: set.taxonomy,
    origin: sha256 === set.officialSha256 ? 'official' : 'unofficial',
    sha256,
  };
  return { info, train: train.split, test: test.split };
}

interface Half {
  readonly height: number;
  readonly width: number;
  readonly split: ImageSplit;
}

async function openHalf(imagePath: string, labelPath: string, classes: number): Promise<Half> {
  const images = await readIdxImages(imagePath, basename(imagePath));
  const file = basename(labelPath);
  const labels = await readIdxLabels(labelPath, file);
  if (labels.length !== images.count) {
    throw new LabError('data.counts-differ', { file, images: images.count, labels: labels.length });
  }
  const index = labels.findIndex((label) => label >= classes);
  if (index >= 0)
    throw new LabError('data.bad-label', { file, index, found: labels[index] as number, most: classes - 1 });
  return {
    height: images.height,
    width: images.width,
    split: { images: images.pixels, labels: Int32Array.from(labels) },
  };
}
