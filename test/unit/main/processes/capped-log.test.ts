import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CappedLog } from '../../../../src/main/processes/capped-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the log of a process', () => {
  it('is kept in a file and gives the words that explain its end', () => {
    const log = new CappedLog(join(folder, 'logs', 'engine.log'));
    expect(log.lastWords).toBe('');
    log.append('starting\nError: no such');
    log.append(' library\n\nNode.js v24\n');
    expect(log.lastWords).toBe('Error: no such library');
    expect(readFileSync(log.path, 'utf8')).toBe('starting\nError: no such library\n\nNode.js v24\n');
  });

  it('never grows beyond its limit and the file before it', () => {
    const path = join(folder, 'large.log');
    const log = new CappedLog(path);
    for (let turn = 0; turn < 40; turn++) log.append('x'.repeat(100_000));
    expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(2_500_000);
  });

  it('keeps the last words where no file can be written', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const log = new CappedLog(join(file, 'engine.log'));
    log.append('the end\n');
    expect(log.lastWords).toBe('the end');
  });
});
