import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type DoctorPorts, examine } from '../../../../src/main/labs/doctor.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const setupFile = join(folder, 'setup.json');
const nothing: DoctorPorts = {
  engine: { describe: () => Promise.reject(new LabError('engine.unavailable', { reason: 'no library' })) },
  openHistory: () => Promise.reject(new Error('a broken module')),
  listDatasets: () => Promise.reject(new LabError('data.not-found', { dataset: 'mnist' })),
  historyFile: join(folder, 'history.db'),
  setupFile,
};

describe('the examination of an installation', () => {
  it('never fails, whatever is missing, and keeps every reason', async () => {
    const examination = await examine(nothing);
    expect(examination.machine.node).toBe(process.versions.node);
    expect(examination).toMatchObject({
      engine: {
        state: 'missing',
        problem: { code: 'engine.unavailable', details: { reason: 'no library' } },
      },
      datasets: { state: 'missing', problem: { code: 'data.not-found' } },
      history: {
        state: 'missing',
        problem: { code: 'command.bug', details: { problem: 'a broken module' } },
      },
      setup: null,
    });
  });

  it('reads what set-up has said about its parts, and ignores a file that is not its', async () => {
    writeFileSync(setupFile, '{"parts": 7}');
    expect((await examine(nothing)).setup).toBeNull();
    const message = { en: 'no compiler', ja: 'コンパイラがありません' };
    writeFileSync(
      setupFile,
      JSON.stringify({ format: 1, parts: { binding: { state: 'missing', message } } }),
    );
    expect((await examine(nothing)).setup).toEqual({ binding: { state: 'missing', message, details: {} } });
  });
});
