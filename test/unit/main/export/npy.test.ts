import { describe, expect, it } from 'vitest';
import { npzArchive, type NumpyArray } from '../../../../src/main/export/npy.ts';
import { readNpz } from '../../../fixtures/npz.ts';

const arrays: readonly NumpyArray[] = [
  { name: 'conv2d/kernel', shape: [1, 2, 2], data: Float32Array.of(0.5, -1, 1e-30, 3) },
  { name: '日本語', shape: [3], data: Int32Array.of(-1, 0, 2 ** 31 - 1) },
  { name: 'none', shape: [0], data: Float32Array.of() },
  { name: 'images', shape: [2, 1, 1, 1], data: Uint8Array.of(0, 255) },
  { name: 'number', shape: [], data: Int32Array.of(7) },
];

describe('an archive of arrays', () => {
  it('is read back with names, order, types, shapes and values', async () => {
    const read = readNpz(Buffer.concat(await npzArchive(arrays)));
    expect([...read.keys()]).toEqual(arrays.map(({ name }) => name));
    for (const { name, shape, data } of arrays) {
      expect(read.get(name)).toMatchObject({ shape, values: Array.from(data) });
    }
    expect([...read.values()].map(({ type }) => type)).toEqual(['<f4', '<i4', '<f4', '|u1', '<i4']);
  });

  it('has the same bytes whenever it is written', async () => {
    const [first, second] = await Promise.all([npzArchive(arrays), npzArchive(arrays)]);
    expect(Buffer.concat(first).equals(Buffer.concat(second))).toBe(true);
  });

  it('writes a view of a larger buffer, and nothing around it', async () => {
    const data = Int32Array.of(1, 2, 3, 4).subarray(1, 3);
    const read = readNpz(Buffer.concat(await npzArchive([{ name: 'view', shape: [2], data }])));
    expect(read.get('view')?.values).toEqual([2, 3]);
  });
});
