/** The Python form of CIFAR: a pickled dictionary with a row of 3,072 bytes for each picture. */
import { LabError } from '../../../shared/contract/errors.ts';
import { pictureBytes, type CifarFormat } from './format.ts';
import { readPickle, type PickledArray, type PickledValue } from './pickle.ts';
import { interleave, type LabelledPictures } from './records.ts';

/**
 * Decodes a file in place, like `decodeRecords`.
 * @throws LabError `data.pickle-refused`, `data.counts-differ`, `data.bad-label` for labels that are no bytes.
 */
export function decodePickle(format: CifarFormat, bytes: Buffer, file: string): LabelledPictures {
  const values = readPickle(bytes, file);
  const rows = values.get('data');
  if (!isArray(rows) || rows.shape.length !== 2 || rows.shape[1] !== pictureBytes || rows.shape[0] === 0) {
    throw new LabError('data.pickle-refused', { file, found: 'no array of 3,072 columns' });
  }
  const images = rows.data;
  const count = images.length / pictureBytes;
  const labels = labelsIn(values, format.keys.labels, { file, count });
  const superclasses = format.labelBytes === 2 ? labelsIn(values, 'coarse_labels', { file, count }) : null;
  for (let start = 0; start < images.length; start += pictureBytes) interleave(images, start, start);
  return { images, labels, superclasses };
}

/** The names in a `meta` file; null where the key is missing. @throws LabError `data.pickle-refused`. */
export function namesInPickle(bytes: Buffer, key: string, file: string): readonly string[] | null {
  const names = readPickle(bytes, file).get(key);
  if (names === undefined) return null;
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    throw new LabError('data.pickle-refused', { file, found: key });
  }
  return names;
}

function labelsIn(
  values: ReadonlyMap<string, PickledValue>,
  key: string,
  { file, count }: { readonly file: string; readonly count: number },
): Uint8Array {
  const labels = values.get(key);
  if (!Array.isArray(labels)) throw new LabError('data.pickle-refused', { file, found: `no ${key}` });
  if (labels.length !== count) {
    throw new LabError('data.counts-differ', { file, images: count, labels: labels.length });
  }
  const index = labels.findIndex((label) => !isByte(label));
  if (index >= 0)
    throw new LabError('data.bad-label', { file, index, found: shown(labels[index]), most: 255 });
  return Uint8Array.from(labels as number[]);
}

function shown(label: PickledValue | undefined): string | number {
  return typeof label === 'number' ? label : typeof label;
}

function isByte(label: PickledValue | undefined): boolean {
  return typeof label === 'number' && Number.isInteger(label) && label >= 0 && label <= 255;
}

function isArray(value: PickledValue | undefined): value is PickledArray {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'array';
}
