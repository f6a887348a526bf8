/** The binary form of CIFAR: records of one or two label bytes and the picture's three planes. */
import { LabError } from '../../../shared/contract/errors.ts';
import { pictureBytes, type CifarFormat } from './format.ts';

const plane = pictureBytes / 3;

/** Pictures (NHWC) with the labels that the file gives them. */
export interface LabelledPictures {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  /** Superclass of each picture; null in CIFAR-10. */
  readonly superclasses: Uint8Array | null;
}

/**
 * Decodes a file in place: the pictures of the answer lie in `bytes`, so that full CIFAR-100 is never held twice.
 * @throws LabError `data.cifar-odd-size` when the file is not made of whole records.
 */
export function decodeRecords(
  format: Pick<CifarFormat, 'labelBytes' | 'title'>,
  bytes: Uint8Array,
  file: string,
): LabelledPictures {
  const record = format.labelBytes + pictureBytes;
  const rest = bytes.length % record;
  if (bytes.length === 0 || rest !== 0) {
    throw new LabError('data.cifar-odd-size', {
      file,
      found: bytes.length,
      record,
      rest,
      dataset: format.title,
    });
  }
  const count = bytes.length / record;
  const labels = new Uint8Array(count);
  const superclasses = format.labelBytes === 2 ? new Uint8Array(count) : null;
  for (let index = 0; index < count; index++) {
    const start = index * record;
    labels[index] = bytes[start + format.labelBytes - 1] as number;
    if (superclasses !== null) superclasses[index] = bytes[start] as number;
    interleave(bytes, start + format.labelBytes, index * pictureBytes);
  }
  return { images: bytes.subarray(0, count * pictureBytes), labels, superclasses };
}

/** Encodes pictures as binary records, superclass first: the inverse of {@link decodeRecords} for CIFAR-100. */
export function encodeRecords({ images, labels, superclasses }: LabelledPictures): Uint8Array {
  const labelBytes = superclasses === null ? 1 : 2;
  const record = labelBytes + pictureBytes;
  const bytes = new Uint8Array(labels.length * record);
  labels.forEach((label, index) => {
    const start = index * record;
    if (superclasses !== null) bytes[start] = superclasses[index] as number;
    bytes[start + labelBytes - 1] = label;
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let colour = 0; colour < 3; colour++) {
        const value = images[index * pictureBytes + 3 * pixel + colour] as number;
        bytes[start + labelBytes + colour * plane + pixel] = value;
      }
    }
  });
  return bytes;
}

const planes = new Uint8Array(pictureBytes);

/** Turns three planes at `from` into pixels of three bytes at `to`; the two places may overlap. */
export function interleave(bytes: Uint8Array, from: number, to: number): void {
  planes.set(bytes.subarray(from, from + pictureBytes));
  for (let pixel = 0; pixel < plane; pixel++) {
    const place = to + 3 * pixel;
    bytes[place] = planes[pixel] as number;
    bytes[place + 1] = planes[pixel + plane] as number;
    bytes[place + 2] = planes[pixel + 2 * plane] as number;
  }
}
