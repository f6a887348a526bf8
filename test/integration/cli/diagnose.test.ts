import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import type { Diagnosis } from '../../../src/shared/contract/diagnosis.ts';
import { type Ending, tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-diagnose-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const diagnose = (...args: readonly string[]): Promise<Ending> =>
  tatami(['diagnose', ...args, '--home', home]);

async function train(...args: readonly string[]): Promise<string> {
  const ending = await tatami(['run', 'mlp', ...args, '--home', home, '--json']);
  expect(ending.code, ending.stderr).toBe(0);
  return (JSON.parse(ending.stdout) as RunDocument).run;
}

describe('`tatami diagnose`', () => {
  let run: string;
  beforeAll(async () => {
    run = await train('--train', '60', '--test', '300', '--epochs', '40', '--batch-size', '10');
  }, 120_000);

  it('finds that a run on 60 pictures has learned them by heart, as words and as a document', async () => {
    const { code, stdout, stderr } = await diagnose(run, '--json');
    expect(code, stderr).toBe(0);
    const found = JSON.parse(stdout) as Diagnosis;
    expect(found).toMatchObject({ run, net: { pictures: 60 }, data: { testCount: 300, leaked: [] } });
    const finding = found.findings.find(({ kind }) => kind === 'overfitting');
    expect(finding?.remedies.map(({ kind }) => kind)).toContain('all-pictures');

    const said = await diagnose(run);
    expect(said.stdout).toContain('The net overfits');
    expect(said.stdout).toMatch(/Accuracy in the last epoch: training 100\.0 %, validation \d\d\.\d % /);
    expect(said.stdout).toContain('Try: All training pictures (dataset.train 60 → null)');
    expect(said.stdout).toContain('Slide: Less overfitting: Dropout; regularisation');
  });

  it('says it in Japanese', async () => {
    const { stdout } = await diagnose(run, '--lang', 'ja');
    expect(stdout).toContain('過学習しています');
    expect(stdout).not.toMatch(/\{\w+\}/);
  });

  it('refuses a run that is not there', async () => {
    expect(await diagnose('nope')).toMatchObject({ code: 3 });
  });
});
