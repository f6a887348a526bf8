import { describe, expect, it } from 'vitest';
import { hdf5File } from '../../../../../src/main/export/hdf5/file.ts';
import { type Dataset, group, type Group } from '../../../../../src/main/export/hdf5/tree.ts';
import { openHdf5 } from '../../../../../src/main/export/import/hdf5/file.ts';

const values = (...data: readonly number[]): Dataset => ({
  shape: [data.length],
  data: Float32Array.from(data),
});
const bytesOf = (root: Group): Buffer => Buffer.concat(hdf5File(root));
const reread = (root: Group) => openHdf5(bytesOf(root), 'net.h5');

describe('an HDF5 file', () => {
  it('is read back by a reader that shares no code with its writer: groups, arrays, texts', () => {
    const matrix = { shape: [2, 3], data: Float32Array.of(1, 2, 3, -4, 1e-30, 6) };
    const vars = group([['0', matrix]], { name: 'conv2d', weight_names: ['kernel:0', 'b'], none: [] });
    const root = reread(group([['layers', group([['conv2d', group([['vars', vars]])]])]]));
    const found = root.at('layers/conv2d/vars');
    expect(found?.at('0')?.array()).toMatchObject({ shape: [2, 3], data: matrix.data });
    expect(found?.texts('name')).toEqual(['conv2d']);
    expect(found?.texts('weight_names')).toEqual(['kernel:0', 'b']);
    expect(found?.texts('none')).toBeNull();
    expect(root.at('layers')?.names).toEqual(['conv2d']);
  });

  it('holds a text that is too long for an object’s header', () => {
    const long = 'configuration '.repeat(20_000);
    const root = reread(group([], { model_config: long, backend: 'tensorflow' }));
    expect(root.texts('model_config')).toEqual([long]);
    expect(root.texts('backend')).toEqual(['tensorflow']);
  });

  it('holds groups of any number of members, in the order of their names', () => {
    const names = Array.from({ length: 700 }, (_, index) => `layer_${index}`);
    const root = reread(group(names.map((name, index) => [name, values(index)])));
    expect(root.names.toSorted()).toEqual(names.toSorted());
    for (const [index, name] of names.entries()) expect(root.at(name)?.array()?.data[0]).toBe(index);
  });

  it('writes a view of a larger buffer, and nothing around it', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5).subarray(1, 4);
    expect(
      reread(group([['view', { shape: [3], data }]]))
        .at('view')
        ?.array()?.data,
    ).toEqual(Float32Array.of(2, 3, 4));
  });

  it('has the same bytes whenever it is written', () => {
    const make = (): Buffer => bytesOf(group([['a', values(1, 2)]], { name: 'net' }));
    expect(make().equals(make())).toBe(true);
  });
});
