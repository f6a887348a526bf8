/** Data types and data spaces of HDF5 (format specification 3.0, IV.A.2.b and d), as far as Keras uses them. */
import type { Hdf5Bytes } from './bytes.ts';

/** What values are. */
export type ValueType =
  | { readonly kind: 'float32' }
  /** `length` bytes each. */
  | { readonly kind: 'text'; readonly length: number }
  /** Text of any length, kept in a heap. */
  | { readonly kind: 'long-text' }
  /** Something that no weight and no description of a model is. */
  | { readonly kind: 'other'; readonly name: string };

const classNames = [
  'integer',
  'float',
  'time',
  'text',
  'bits',
  'opaque',
  'compound',
  'reference',
  'enum',
  'list',
];
const mostDimensions = 32;

/** The type at a position. @throws LabError `import.hdf5-broken`. */
export function readType(file: Hdf5Bytes, position: number): ValueType {
  const number = file.number(position, 1) & 0x0f;
  const bits = file.number(position + 1, 1);
  const length = file.number(position + 4, 4);
  if (number === 3) return { kind: 'text', length };
  if (number === 9 && (bits & 0x0f) === 1) return { kind: 'long-text' };
  if (number === 1 && isFloat32(file, position, { bits, length })) return { kind: 'float32' };
  return { kind: 'other', name: `${classNames[number] ?? 'unknown'} of ${length} bytes` };
}

/** IEEE 754, four bytes, little-endian: exponent of 8 bits at bit 23, mantissa of 23 bits at bit 0, bias 127. */
function isFloat32(
  file: Hdf5Bytes,
  position: number,
  { bits, length }: Readonly<{ bits: number; length: number }>,
): boolean {
  if (length !== 4 || (bits & 0x41) !== 0) return false;
  const expected = [0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];
  return file.slice(position + 8, 12).every((byte, index) => byte === expected[index]);
}

/** The sizes at a position: none for a single value, null for no value at all. @throws LabError `import.hdf5-*`. */
export function readShape(file: Hdf5Bytes, position: number): readonly number[] | null {
  const version = file.number(position, 1);
  const rank = file.number(position + 1, 1);
  if (version !== 1 && version !== 2) file.unsupported('a data space of another version');
  if (rank > mostDimensions) file.broken(`an array of ${rank} dimensions`);
  if (version === 2 && file.number(position + 3, 1) === 2) return null;
  const start = position + (version === 1 ? 8 : 4);
  return Array.from({ length: rank }, (_, axis) => file.number(start + 8 * axis, 8));
}
