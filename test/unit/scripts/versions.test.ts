import { describe, expect, it } from 'vitest';
import { compareVersions, hasAvx } from '../../../scripts/setup/versions.mjs';

describe('versions', () => {
  it('compare number by number, not letter by letter', () => {
    expect(compareVersions('24.9.0', '24.21.0')).toBeLessThan(0);
    expect(compareVersions('2.36', '2.4')).toBeGreaterThan(0);
    expect(compareVersions('v24.0.0', '24')).toBe(0);
  });

  it('ignore what follows a hyphen or a plus sign', () => {
    expect(compareVersions('24.0.0-nightly20250101', '24.0.0')).toBe(0);
    expect(compareVersions('2.21.0+cpu', '2.21.0')).toBe(0);
  });
});

describe('the processor', () => {
  const withFlags = (flags: string): string => `processor\t: 0\nflags\t\t: fpu ${flags}\nbugs\t\t:\n`;

  it('can run TensorFlow when it lists AVX, also as the last flag', () => {
    expect(hasAvx(withFlags('sse avx avx2'), 'x64')).toBe(true);
    expect(hasAvx(withFlags('sse avx'), 'x64')).toBe(true);
  });

  it('cannot when it lists only names that resemble it', () => {
    expect(hasAvx(withFlags('sse2 avx512f'), 'x64')).toBe(false);
    expect(hasAvx(withFlags('sse sse2'), 'x64')).toBe(false);
  });

  it('is trusted where nothing is known or AVX does not exist', () => {
    expect(hasAvx('', 'x64')).toBe(true);
    expect(hasAvx(withFlags('asimd'), 'arm64')).toBe(true);
  });
});
