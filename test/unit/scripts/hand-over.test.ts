import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder = '';
let front = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-hand-over-'));
  front = join(folder, 'front.mjs');
  const handOver = new URL('../../../scripts/setup/hand-over.mjs', import.meta.url).href;
  writeFileSync(
    front,
    `import { handOver } from '${handOver}';
     handOver(process.execPath, '${join(folder, 'back.mjs').replaceAll('\\', '/')}', process.argv.slice(2));`,
  );
  writeFileSync(
    join(folder, 'back.mjs'),
    `process.on('SIGTERM', () => process.exit(7));
     if (process.argv[2] === 'wait') setInterval(() => {}, 1000);
     else process.exitCode = Number(process.argv[2]);
     console.log(JSON.stringify(process.argv.slice(2)));`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a command that is handed over to another Node', () => {
  it('gets the arguments and gives its output and exit code', async () => {
    const child = spawn(process.execPath, [front, '3', '--name', 'a b']);
    const output = once(child.stdout, 'data').then(String);
    expect(await once(child, 'exit')).toEqual([3, null]);
    expect(JSON.parse(await output)).toEqual(['3', '--name', 'a b']);
  });

  it('gets the signal that ends the one who started it', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no signals');
    const child = spawn(process.execPath, [front, 'wait']);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });
});
