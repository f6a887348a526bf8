import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileInside } from '../../../../src/main/shell/page-files.ts';

const folder = join(import.meta.dirname, 'page');

describe('an address of the page', () => {
  it('names a file of its folder', () => {
    expect(fileInside(folder, 'tatami://app/index.html')).toBe(join(folder, 'index.html'));
    expect(fileInside(folder, 'tatami://app/assets/a%20b.js?x=1#y')).toBe(join(folder, 'assets', 'a b.js'));
  });

  it.each([
    'tatami://app/',
    'tatami://app/..%2f..%2fetc%2fpasswd',
    'tatami://app/%2e%2e/%2e%2e/package.json',
    'tatami://app/assets/..%2f..%2fmain%2findex.js',
    'tatami://app/a%00.html',
    'tatami://app/%E0%A4%A',
    'tatami://other/index.html',
    'no address',
  ])('names nothing outside it: %s', (address) => {
    const file = fileInside(folder, address);
    if (file !== null) expect(file.startsWith(`${folder}/`)).toBe(true);
    else expect(file).toBeNull();
  });
});
