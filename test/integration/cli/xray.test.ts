import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import type { RunXray } from '../../../src/shared/contract/run-xray.ts';
import { type Ending, startTatami, tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-xray-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const xray = (...args: readonly string[]): Promise<Ending> => tatami(['xray', ...args, '--home', home]);

async function documentOf<T>(...args: readonly string[]): Promise<T> {
  const ending = await tatami([...args, '--home', home, '--json']);
  expect(ending.code, ending.stderr).toBe(0);
  return JSON.parse(ending.stdout) as T;
}

describe('`tatami xray`', () => {
  let run: string;
  beforeAll(async () => {
    const size = ['--train', '120', '--test', '40', '--epochs', '3', '--batch-size', '32'];
    ({ run } = await documentOf<RunDocument>('run', 'mlp', ...size, '--set', 'optimizer=Adam'));
  }, 120_000);

  it('shows every step of a run, proves that they are the run’s, and fills one weight’s formula', async () => {
    const csv = join(home, 'layers.csv');
    const args = ['--weight', 'dense_1/bias[3]', '--csv', csv];
    const found = await documentOf<RunXray & { csv: string }>('xray', run, ...args);
    expect(found).toMatchObject({
      ...{ run, optimizer: { class_name: 'Adam' }, steps: { from: 1, to: 12, every: 1 }, lastStep: 12 },
      ...{ startedFrom: 0, endedAt: 12, isComplete: true, csv },
      proof: { verdict: 'bit-equal', firstDifferentStep: null, equalFinalWeights: true, because: [] },
    });
    expect(found.proof.comparedLosses).toBeGreaterThan(2);
    expect(found.points).toHaveLength(12);
    for (const { layers, weight } of found.points) {
      expect(Object.keys(layers[0]?.slotNorms ?? {})).toEqual(['momentum', 'velocity']);
      expect(weight?.formula.lines.at(-1)?.text).toBe('w − s·m / (√v + ε)');
      expect(weight?.formula.weight).toBeCloseTo(weight?.weight.after ?? NaN, 8);
    }
    expect(readFileSync(csv, 'utf8').trimEnd().split('\r\n')).toHaveLength(
      1 + 12 * found.points[0]!.layers.length * 3,
    );
  });

  it('leaves the history and the checkpoints as they were', async () => {
    const folder = join(home, 'checkpoints', run);
    const before = [readdirSync(folder), await documentOf('history', 'show', run)];
    expect((await xray(run, '--from', '2', '--to', '3')).code).toBe(0);
    expect([readdirSync(folder), await documentOf('history', 'show', run)]).toEqual(before);
  });

  it('says it in Japanese', async () => {
    const { code, stdout, stderr } = await xray(
      run,
      '--from',
      '12',
      '--weight',
      'dense/kernel',
      '--lang',
      'ja',
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('ビット単位で同じです');
    expect(stdout).toContain('実効学習率');
    expect(stdout).toContain('dense/kernel[0,0] のステップ 12 の更新式');
    expect(stdout).not.toMatch(/\{\w+\}/);
  });

  it('goes with stopped and resumed runs, from the nearest checkpoint, and ends at Ctrl+C', async () => {
    const size = [
      '--train',
      '300',
      '--test',
      '20',
      '--epochs',
      '60',
      '--batch-size',
      '1',
      '--validation',
      '0',
    ];
    const training = startTatami(['run', 'softmax-regression', ...size, '--json', '--home', home]);
    await training.whenSaid(/Epoch 2\/60 {2}\d/);
    training.child.kill('SIGINT');
    const { run: long } = JSON.parse((await training.ended).stdout) as RunDocument;
    const stopped = await documentOf<RunXray>('xray', long);
    expect(stopped).toMatchObject({
      isComplete: true,
      proof: { verdict: 'bit-equal', equalFinalWeights: true },
    });

    await documentOf('resume', long);
    const late = await documentOf<RunXray>('xray', long, '--from', '18000');
    expect(late.startedFrom).toBeGreaterThanOrEqual(stopped.lastStep);
    expect(late).toMatchObject({ endedAt: 18000, lastStep: 18000 });
    expect(late.proof).toMatchObject({ verdict: 'bit-equal', equalFinalWeights: true });

    const looking = startTatami(['xray', long, '--every', '1000', '--json', '--home', home]);
    await looking.whenSaid(/Epoch 2\/60 {2}\d/);
    looking.child.kill('SIGINT');
    const { code, stdout, stderr } = await looking.ended;
    expect(code, stderr).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ isComplete: false, proof: { verdict: 'bit-equal' } });
    expect(await documentOf('history', 'show', long)).toMatchObject({ status: 'completed' });
  });

  it('refuses what is not there, in one sentence', async () => {
    const refused = [
      ['nope'],
      [run, '--to', '13'],
      [run, '--from', '0'],
      [run, '--every', '0'],
      [run, '--weight', 'dense[1'],
      [run, '--weight', 'conv2d/kernel'],
      [run, '--weight', 'dense/kernel[784,0]'],
    ];
    for (const args of refused) {
      const { code, stdout, stderr } = await xray(...args);
      expect(code, `${args.join(' ')}: ${stderr}`).toBeGreaterThan(1);
      expect(stdout).toBe('');
      expect(stderr, args.join(' ')).toContain('Error: ');
      expect(stderr).not.toContain('    at ');
    }
  });
});
