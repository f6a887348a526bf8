import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../fixtures/overwrite-variables.ts');

describe('the compiled binding', () => {
  it('survives thousands of rounds of feeding and overwriting variables (the stock one corrupts memory)', async () => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [script, '4000'], { env: { ...process.env, MALLOC_CHECK_: '3' } });
    expect(stdout).toContain('intact');
  }, 120_000);
});
