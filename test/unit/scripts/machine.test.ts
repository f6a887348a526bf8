import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../../scripts/setup/cuda.mjs';
import { cacheFolder } from '../../../scripts/setup/places.mjs';
import { missingFrom, parseInstalled } from '../../../scripts/setup/window-libraries.mjs';

describe('the cache of all clones', () => {
  it('is where TATAMI_CACHE says, as an absolute path', () => {
    expect(cacheFolder({ TATAMI_CACHE: 'somewhere' }, 'linux')).toBe(resolve('somewhere'));
  });

  it('follows the custom of the system', () => {
    const base = resolve('base');
    expect(cacheFolder({ XDG_CACHE_HOME: base }, 'linux')).toBe(join(base, 'tatami'));
    expect(cacheFolder({ LOCALAPPDATA: base }, 'win32')).toBe(join(base, 'tatami', 'Cache'));
    expect(cacheFolder({}, 'darwin')).toMatch(/Library[\\/]Caches[\\/]tatami$/);
    expect(cacheFolder({}, 'linux')).toMatch(/\.cache[\\/]tatami$/);
  });
});

describe('the libraries of Debian', () => {
  const answer = [
    'libnss3\tinstalled\t',
    'libgtk-3-0t64\tinstalled\tlibgtk-3-0 (= 3.24), gtk',
    'xvfb\tconfig-files\t',
  ];

  it('count as there when installed or provided by another package, and only then', () => {
    const installed = parseInstalled(answer.join('\n'));
    expect(missingFrom(['libnss3', 'libgtk-3-0', 'xvfb', 'xauth'], installed)).toEqual(['xvfb', 'xauth']);
  });
});

describe('the CUDA libraries of a wheel', () => {
  it('are what its metadata names under and-cuda', () => {
    const metadata = [
      'Name: tensorflow',
      'Requires-Dist: numpy>=1.26.0',
      'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"',
      'Requires-Dist: tensorflow-io-gcs-filesystem>=0.23.1; (sys_platform != "win32") and extra == "gcs-filesystem"',
      'Requires-Dist: nvidia-nccl-cu12<3.0,>=2.27.7; extra == "and-cuda"',
    ];
    expect(requirementsOf(metadata.join('\n'), 'and-cuda')).toEqual([
      'nvidia-cublas-cu12<13.0,>=12.5.3.2',
      'nvidia-nccl-cu12<3.0,>=2.27.7',
    ]);
  });
});
