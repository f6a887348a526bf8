import { describe, expect, it } from 'vitest';
import { patchedSources } from '../../../scripts/setup/binding.mjs';
import { applyPatch } from '../../../scripts/setup/patch.mjs';

const poem = new Map([
  ['poem.txt', 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n'],
  ['other.txt', 'untouched\n'],
]);

const diff = `--- a/poem.txt
+++ b/poem.txt
@@ -1,3 +1,4 @@
 one
-two
+TWO
+two and a half
 three
@@ -6,2 +7,1 @@
 six
-seven
`;

describe('the patch applier', () => {
  it('replaces, adds and removes lines in several places', () => {
    const patched = applyPatch(poem, diff);
    expect(patched.get('poem.txt')).toBe('one\nTWO\ntwo and a half\nthree\nfour\nfive\nsix\n');
    expect(patched.get('other.txt')).toBe('untouched\n');
  });

  it('takes a diff whose lines end as Windows ends them', () => {
    expect(applyPatch(poem, diff.replaceAll('\n', '\r\n'))).toEqual(applyPatch(poem, diff));
  });

  it('refuses a text that is not the one the diff was made for, and names the line', () => {
    const changed = new Map([['poem.txt', 'one\n2\nthree\nfour\nfive\nsix\nseven\n']]);
    expect(() => applyPatch(changed, diff)).toThrow('poem.txt:2 should read "two"');
  });

  it('refuses a text in which the place has moved', () => {
    const moved = new Map([['poem.txt', `zero\n${poem.get('poem.txt')}`]]);
    expect(() => applyPatch(moved, diff)).toThrow('poem.txt:1');
  });

  it('refuses a diff for a file that is not there, or that is cut off', () => {
    expect(() => applyPatch(new Map(), diff)).toThrow('poem.txt is not there');
    expect(() => applyPatch(poem, diff.slice(0, diff.indexOf('\n three')))).toThrow('cut off');
  });

  it('leaves the texts that it was given as they were', () => {
    const before = new Map(poem);
    applyPatch(poem, diff);
    expect(poem).toEqual(before);
  });
});

describe('the corrections of the TensorFlow binding', () => {
  const sources = patchedSources();
  const backend = sources.get('binding/tfjs_backend.cc') ?? '';

  it('fit the sources of the installed package', () => {
    expect([...sources.keys()]).toContain('binding/tfjs_binding.cc');
    expect(backend).toContain('TF_AllocateTensor(dtype, shape, shape_length, byte_size)');
  });

  it('lend no memory of JavaScript to TensorFlow', () => {
    expect(backend).not.toContain('TF_NewTensor(');
    expect(backend).not.toContain('napi_delete_reference');
  });

  it('free nothing by the wrong operator', () => {
    expect(backend).not.toMatch(/delete (tags_ptrs|input_op_name_array|output_op_name_array)/);
    expect(sources.get('binding/utils.h')).not.toContain('new char[');
  });
});
