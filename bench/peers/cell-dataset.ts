import type { ImageDataset, ImageSplit } from '../../src/shared/contract/data.ts';
import type { Cell } from './cells.ts';

type Bounds = Pick<Cell, 'size' | 'channels' | 'classes' | 'images' | 'batchSize'> & {
  readonly data: string;
};

/** The images and labels in the bytes of a cell's file. */
export function splitOf({ images, size, channels }: Bounds, bytes: Uint8Array): ImageSplit {
  const pixels = images * size * size * channels;
  return { images: bytes.subarray(0, pixels), labels: Int32Array.from(bytes.subarray(pixels)) };
}

/** A cell's images as a data set whose test half is one batch of them. */
export function datasetOf(cell: Bounds, bytes: Uint8Array): ImageDataset {
  const { size, channels, classes, images, batchSize } = cell;
  const train = splitOf(cell, bytes);
  const test = {
    images: train.images.slice(0, batchSize * size * size * channels),
    labels: train.labels.slice(0, batchSize),
  };
  const names = Array.from({ length: classes }, (_, index) => String(index));
  const taxonomy = { classes: names, superclasses: null, superclassOf: null };
  const counts = { trainCount: images, testCount: batchSize };
  const info = { id: 'mnist', title: cell.data, height: size, width: size, channels, ...counts, taxonomy };
  return { info: { ...info, origin: 'generated', sha256: '' }, train, test };
}
