/** Reads NumPy's array files as numpy.lib.format documents them: float32 only, no Python objects, nothing executed. */
import { LabError } from '../../../shared/contract/errors.ts';
import { quote } from '../../../shared/spec/quote.ts';

/** An array of a file. */
export interface FoundArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

const header =
  /^\{'descr': '([<>|=]?[a-zA-Z]\d*)', 'fortran_order': (True|False), 'shape': \(((?:\d{1,10},? ?)*)\), ?\} *\n?$/;
const mostDimensions = 8;
const longestHeader = 10_000;

/**
 * Reads one `.npy`.
 * @param place The archive and the member, for messages.
 * @throws LabError `import.npy-broken`.
 */
export function readNumpy(bytes: Buffer, place: Readonly<{ file: string; member: string }>): FoundArray {
  const refuse = (problem: string): never => {
    throw new LabError('import.npy-broken', { ...place, problem });
  };
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY')
    return refuse('it is no .npy file');
  const version = bytes[6] as number;
  if (version < 1 || version > 3) return refuse(`version ${version}`);
  const lengthBytes = version === 1 ? 2 : 4;
  const length = version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const start = 8 + lengthBytes + length;
  if (length > longestHeader || start > bytes.length) return refuse('its header is cut off');
  const text = bytes.toString('latin1', 8 + lengthBytes, start);
  const [, type, order, sizes = ''] = header.exec(text) ?? [];
  if (type === undefined) return refuse(`its header is ${quote(text.trim())}`);
  if (type !== '<f4' && type !== '=f4') return refuse(`its type is ${type}, not float32`);
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.length > mostDimensions || start + 4 * count !== bytes.length)
    return refuse(`it has ${bytes.length - start} bytes for the shape (${sizes})`);
  const data = floatsAt(bytes, start, count);
  const name = place.member.replace(/\.npy$/, '');
  return { name, shape, data: order === 'True' ? rowMajor(data, shape) : data };
}

/** A copy of little-endian float32 values, whose place in the bytes need not be aligned. */
export function floatsAt(bytes: Buffer, start: number, count: number): Float32Array {
  return new Float32Array(new Uint8Array(bytes.subarray(start, start + 4 * count)).buffer);
}

/** Values of Fortran's order (the first axis runs fastest) in C's. */
function rowMajor(data: Float32Array, shape: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const place = shape.map(() => 0);
  return data.map(() => {
    const value = data[
      place.reduce((sum, index, axis) => sum + index * (strides[axis] as number), 0)
    ] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (place[axis] as number) + 1;
      place[axis] = next < (shape[axis] as number) ? next : 0;
      if (next < (shape[axis] as number)) break;
    }
    return value;
  });
}
