/** Decodes the files of CIFAR's Python form. */
import type { ImageSplit } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { pictureBytes, type CifarFormat } from './format.ts';
import { readPickle, type PickledArray, type PickledValue } from './pickle.ts';
import { checkLabel, interleave } from './records.ts';

/** Pictures and labels of one file. @throws LabError `data.pickle-refused`, `data.bad-label`, `data.wrong-superclass`. */
export function readPythonBatch(format: CifarFormat, bytes: Buffer, file: string): ImageSplit {
  const values = readPickle(bytes, file);
  const array = values.get('data');
  const labels = values.get(format.labelKey);
  if (!isArray(array) || array.shape.length !== 2 || array.shape[1] !== pictureBytes) {
    throw new LabError('data.pickle-refused', { file, found: 'no array of 3,072 columns' });
  }
  const count = array.shape[0] as number;
  if (!isIntegers(labels) || labels.length !== count) {
    throw new LabError('data.counts-differ', {
      file,
      images: count,
      labels: Array.isArray(labels) ? labels.length : 0,
    });
  }
  labels.forEach((label, index) => checkLabel(label, format.taxonomy.classes.length, { file, index }));
  checkSuperclasses(format, labels, values.get('coarse_labels'), file);
  const images = new Uint8Array(array.data.length);
  for (let offset = 0; offset < images.length; offset += pictureBytes) {
    interleave(array.data.subarray(offset, offset + pictureBytes), images, offset);
  }
  return { images, labels: Int32Array.from(labels) };
}

function checkSuperclasses(
  format: CifarFormat,
  labels: number[],
  coarse: PickledValue | undefined,
  file: string,
): void {
  if (format.labelBytes === 1) return;
  if (!isIntegers(coarse) || coarse.length !== labels.length) {
    throw new LabError('data.counts-differ', {
      file,
      images: labels.length,
      labels: Array.isArray(coarse) ? coarse.length : 0,
    });
  }
  labels.forEach((label, index) => {
    const expected = format.taxonomy.superclassOf?.[label] as number;
    if (coarse[index] === expected) return;
    const details = {
      found: coarse[index] as number,
      expected,
      className: format.taxonomy.classes[label] as string,
    };
    throw new LabError('data.wrong-superclass', { file, index, ...details });
  });
}

function isArray(value: PickledValue | undefined): value is PickledArray {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'array';
}

function isIntegers(value: PickledValue | undefined): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isInteger(item));
}
