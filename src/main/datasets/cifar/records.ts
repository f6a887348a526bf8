/** Decodes CIFAR's binary records as they arrive, so that the file is never held beside the pictures. */
import { createHash } from 'node:crypto';
import type { ImageSplit } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { pictureBytes, recordBytes, type CifarFormat } from './format.ts';

/** Pixels of one plane. */
const plane = pictureBytes / 3;

/** Collects records into NHWC pictures and labels. */
export class RecordReader {
  readonly #format: CifarFormat;
  readonly #file: string;
  readonly #images: Uint8Array;
  readonly #labels: Int32Array;
  readonly #record: Uint8Array;
  #filled = 0;
  #count = 0;

  /**
   * @param sizeBytes Bytes that will come. @throws LabError `data.cifar-odd-size` when they are not whole records.
   */
  constructor(format: CifarFormat, file: string, sizeBytes: number) {
    const record = recordBytes(format);
    if (sizeBytes === 0 || sizeBytes % record !== 0) {
      const rest = sizeBytes % record;
      throw new LabError('data.cifar-odd-size', {
        file,
        found: sizeBytes,
        record,
        rest,
        dataset: format.title,
      });
    }
    this.#format = format;
    this.#file = file;
    this.#record = new Uint8Array(record);
    this.#images = new Uint8Array((sizeBytes / record) * pictureBytes);
    this.#labels = new Int32Array(sizeBytes / record);
  }

  /** Takes the next bytes. @throws LabError `data.bad-label`, `data.wrong-superclass`, `data.cut-off`. */
  push(chunk: Uint8Array): void {
    for (let offset = 0; offset < chunk.length;) {
      const taken = Math.min(chunk.length - offset, this.#record.length - this.#filled);
      this.#record.set(chunk.subarray(offset, offset + taken), this.#filled);
      this.#filled += taken;
      offset += taken;
      if (this.#filled === this.#record.length) this.#take();
    }
  }

  /** The decoded pictures. @throws LabError `data.cut-off` when fewer bytes came than were promised. */
  finish(): ImageSplit {
    if (this.#count !== this.#labels.length) {
      const found = this.#count * this.#record.length + this.#filled;
      throw new LabError('data.cut-off', {
        file: this.#file,
        found,
        expected: this.#labels.length * this.#record.length,
      });
    }
    return { images: this.#images, labels: this.#labels };
  }

  #take(): void {
    const { labelBytes, taxonomy } = this.#format;
    const label = this.#record[labelBytes - 1] as number;
    const place = { file: this.#file, index: this.#count };
    checkLabel(label, taxonomy.classes.length, place);
    if (labelBytes === 2) {
      const coarse = this.#record[0] as number;
      const expected = taxonomy.superclassOf?.[label];
      if (coarse !== expected) {
        const details = { found: coarse, expected: expected ?? -1, className: taxonomy.classes[label] ?? '' };
        throw new LabError('data.wrong-superclass', { ...place, ...details });
      }
    }
    this.#labels[this.#count] = label;
    interleave(this.#record.subarray(labelBytes), this.#images, this.#count * pictureBytes);
    this.#count++;
    this.#filled = 0;
  }
}

/** @throws LabError `data.bad-label` when a label is not one of the classes. */
export function checkLabel(label: number, classes: number, place: { file: string; index: number }): void {
  if (label < 0 || label >= classes)
    throw new LabError('data.bad-label', { ...place, found: label, most: classes - 1 });
}

/** SHA-256 of pictures and labels in the binary form, whatever form they came in. */
export function recordsSha256(format: CifarFormat, { images, labels }: ImageSplit): string {
  const hash = createHash('sha256');
  const record = new Uint8Array(recordBytes(format));
  labels.forEach((label, index) => {
    if (format.labelBytes === 2) record[0] = format.taxonomy.superclassOf?.[label] as number;
    record[format.labelBytes - 1] = label;
    const from = index * pictureBytes;
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let colour = 0; colour < 3; colour++) {
        record[format.labelBytes + colour * plane + pixel] = images[from + 3 * pixel + colour] as number;
      }
    }
    hash.update(record);
  });
  return hash.digest('hex');
}

/** Writes a picture of three planes as pixels of three bytes. */
export function interleave(planes: Uint8Array, target: Uint8Array, offset: number): void {
  for (let pixel = 0; pixel < plane; pixel++) {
    const to = offset + 3 * pixel;
    target[to] = planes[pixel] as number;
    target[to + 1] = planes[pixel + plane] as number;
    target[to + 2] = planes[pixel + 2 * plane] as number;
  }
}
