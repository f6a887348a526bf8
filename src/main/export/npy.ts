/** NumPy's array files: `.npy` (one array) and `.npz` (a ZIP archive of them), as numpy.lib.format documents them. */
import { type ZipEntry, zipArchive } from './zip.ts';

/** An array to be written; its type decides NumPy's. */
export interface NumpyArray {
  /** Name in the archive, such as `conv2d/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** float32, int32 or uint8 values in row-major order. */
  readonly data: Float32Array | Int32Array | Uint8Array;
}

const alignment = 64;
const magic = '\x93NUMPY\x01\x00';

/** The pieces of an `.npz` archive with the arrays in the given order. @throws LabError `export.too-large`. */
export function npzArchive(arrays: readonly NumpyArray[]): Promise<readonly Uint8Array[]> {
  return zipArchive(arrays.map((array): ZipEntry => ({ name: `${array.name}.npy`, bytes: npy(array) })));
}

function npy({ shape, data }: NumpyArray): Uint8Array {
  const sizes = shape.map((size) => `${size},`).join(' ');
  const dictionary = `{'descr': '${typeCode(data)}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const used = magic.length + 2 + dictionary.length + 1;
  const header = `${dictionary}${' '.repeat((alignment - (used % alignment)) % alignment)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length, 0);
  return Buffer.concat([
    Buffer.from(magic, 'latin1'),
    length,
    Buffer.from(header, 'latin1'),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
}

/** NumPy's name of the type; every platform that Tatami runs on is little-endian. */
function typeCode(data: NumpyArray['data']): string {
  if (data instanceof Float32Array) return '<f4';
  return data instanceof Int32Array ? '<i4' : '|u1';
}
