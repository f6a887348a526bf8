/** The bytes of an HDF5 file; every read is checked against its end. */
import { LabError } from '../../../../shared/contract/errors.ts';
import { shown } from '../../../../shared/spec/quote.ts';

/** Most nodes, messages and objects that one file may make the reader visit. */
const mostVisits = 200_000;

/** Bytes with the file's name, and a bound on the work that they may cause. */
export class Hdf5Bytes {
  readonly bytes: Buffer;
  readonly #file: string;
  #visits = 0;

  constructor(bytes: Buffer, file: string) {
    this.bytes = bytes;
    this.#file = file;
  }

  /** @throws LabError `import.hdf5-broken`. */
  broken(problem: string): never {
    throw new LabError('import.hdf5-broken', { file: this.#file, problem: shown(problem) });
  }

  /** @throws LabError `import.hdf5-unsupported`. */
  unsupported(problem: string): never {
    throw new LabError('import.hdf5-unsupported', { file: this.#file, problem: shown(problem) });
  }

  /** Counts a piece of work. @throws LabError `import.hdf5-broken` for a file that leads in circles. */
  visit(): void {
    if (++this.#visits > mostVisits) this.broken('its parts refer to each other without end');
  }

  /** Bytes from a position on. @throws LabError `import.hdf5-broken`. */
  slice(position: number, length: number): Buffer {
    const end = position + length;
    if (!(position >= 0 && length >= 0 && end <= this.bytes.length))
      this.broken(`it ends before byte ${end}`);
    return this.bytes.subarray(position, end);
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes. @throws LabError `import.hdf5-broken`. */
  number(position: number, size: number): number {
    const bytes = this.slice(position, size);
    let value = 0;
    for (let index = size - 1; index >= 0; index--) value = value * 256 + (bytes[index] as number);
    return Number.isSafeInteger(value) ? value : this.broken(`the number at byte ${position} is too large`);
  }

  /** An address, or null for the undefined one. @throws LabError `import.hdf5-broken`. */
  address(position: number): number | null {
    return this.slice(position, 8).every((byte) => byte === 0xff) ? null : this.number(position, 8);
  }

  /** Demands a signature of four letters. @throws LabError `import.hdf5-broken`. */
  expect(position: number, signature: string): void {
    if (this.slice(position, 4).toString('latin1') !== signature)
      this.broken(`there is no ${signature} at byte ${position}`);
  }

  /** Text up to a zero byte. @throws LabError `import.hdf5-broken`. */
  text(position: number, most: number): string {
    const end = this.bytes.indexOf(0, position);
    if (position >= this.bytes.length || end < 0 || end - position > most)
      this.broken(`the text at byte ${position} has no end`);
    return this.bytes.toString('utf8', position, end);
  }
}
