import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

it('a clone without the database module says so in words instead of failing to load', async () => {
  const clone = mkdtempSync(join(tmpdir(), 'history-clone-'));
  try {
    for (const folder of ['src/main/history', 'src/shared']) {
      cpSync(join(root, folder), join(clone, folder), { recursive: true });
    }
    cpSync(join(root, 'package.json'), join(clone, 'package.json'));
    mkdirSync(join(clone, 'node_modules'));
    symlinkSync(join(root, 'node_modules', 'zod'), join(clone, 'node_modules', 'zod'), 'dir');
    const script = `
      const { openHistory } = await import('./src/main/history/open.ts');
      try { openHistory('history.db'); } catch ({ code, details }) { console.log(code, details.reason); }`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: clone });
    expect(stdout).toMatch(/^history\.module-missing .*better-sqlite3/);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});
