import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getKerasPython, isFitting } from '../../../scripts/setup/keras.mjs';
import { createReporter } from '../../../scripts/setup/reporter.mjs';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tatami-keras-'));
  vi.stubEnv('TATAMI_CACHE', join(home, 'cache'));
  vi.stubEnv('TATAMI_KERAS_PYTHON', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

/** A program on a PATH of its own, which holds nothing else. */
function onlyProgram(name: string, script: string): void {
  const folder = join(home, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, name), script);
  chmodSync(join(folder, name), 0o755);
  vi.stubEnv('PATH', folder);
}

describe('the Python with Keras', () => {
  it('is the one that the environment names', async () => {
    vi.stubEnv('TATAMI_KERAS_PYTHON', '/opt/keras/bin/python');
    expect(await getKerasPython(createReporter())).toBe('/opt/keras/bin/python');
  });

  it('is refused in words where there is no Python', async () => {
    vi.stubEnv('PATH', home);
    await expect(getKerasPython(createReporter())).rejects.toMatchObject({ code: 'no-python' });
  });

  it('is refused in words, with what was found, where Python is too new', async ({ skip }) => {
    skip(process.platform === 'win32', 'the script needs a shell');
    onlyProgram('python3', '#!/bin/sh\necho 3.99.1\n');
    await expect(getKerasPython(createReporter())).rejects.toMatchObject({
      code: 'no-python',
      details: { found: 'python3 3.99.1' },
    });
  });

  it('is refused in words where Python cannot make an environment', async ({ skip }) => {
    skip(process.platform === 'win32', 'the script needs a shell');
    onlyProgram(
      'python3',
      '#!/bin/sh\nif [ "$1" = -c ]; then echo 3.12.4; else echo "Error: no ensurepip"; exit 1; fi\n',
    );
    await expect(getKerasPython(createReporter())).rejects.toMatchObject({
      code: 'no-keras',
      details: { problem: 'Error: no ensurepip' },
    });
  });

  it('may be any version for which there is that TensorFlow', () => {
    expect(['3.9.18', '3.10.0', '3.13.7', '3.14.0'].map(isFitting)).toEqual([false, true, true, false]);
  });
});
