import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComparisonDocument } from '../../../src/main/cli/comparison-view.ts';
import type { RecordedVerdict } from '../../../src/shared/contract/history.ts';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import type { CellPicture, ErrorsReport } from '../../../src/main/labs/errors-report.ts';
import { tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-training-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const small = ['--train', '300', '--test', '200', '--epochs', '2', '--batch-size', '50'];

/** The JSON document of a command that is expected to succeed. */
async function documentOf<T>(...args: readonly string[]): Promise<T> {
  const ending = await tatami([...args, '--json', '--home', home]);
  expect(ending.code, ending.stderr).toBe(0);
  return JSON.parse(ending.stdout) as T;
}

describe('tatami run', () => {
  let first: RunDocument;
  beforeAll(async () => {
    first = await documentOf<RunDocument>('run', 'mlp', ...small, '--seed', '5');
  });

  it('answers one document with all that a run is', () => {
    expect(first).toMatchObject({ status: 'completed', dataset: 'mnist', seed: 5, divergedAtStep: null });
    expect(first.device).toMatchObject({ kind: expect.stringMatching(/^(cpu|gpu)$/) as string });
    expect(first.initialWeightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(first.finalWeightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(first.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(first.epochs[1]?.loss).toBeLessThan(first.epochs[0]?.loss ?? 0);
    expect(first.imagesPerSecond).toBeGreaterThan(0);
    expect(first.test?.accuracy).toBeGreaterThan(0.2);
    expect(first.test).not.toHaveProperty('superclassAccuracy');
  });

  it('gives the same final weights for the same seed and others for another', async () => {
    const again = await documentOf<RunDocument>('run', 'mlp', ...small, '--seed', '5');
    const other = await documentOf<RunDocument>('run', 'mlp', ...small, '--seed', '6');
    expect(again.finalWeightsSha256).toBe(first.finalWeightsSha256);
    expect(other.finalWeightsSha256).not.toBe(first.finalWeightsSha256);
    expect(other.initialWeightsSha256).not.toBe(first.initialWeightsSha256);
  });

  it('is repeated with a proof that the result is equal bit for bit', async () => {
    const repetition = await documentOf<
      RunDocument & { verdict: string; repeatOf: string; because: unknown[] }
    >('repeat', first.run);
    expect(repetition).toMatchObject({ verdict: 'bit-equal', repeatOf: first.run, because: [] });
    expect(repetition.run).not.toBe(first.run);
    expect(repetition).toMatchObject({ largestWeightDifference: 0, equalPredictions: 1 });
  });

  it('says with figures what another thread count changes, on both runs', async () => {
    const one = await documentOf<RunDocument>('run', 'mnist-cnn-slides', ...small, '--threads', '1');
    expect(one.device?.threads).toBe(1);
    const two = await documentOf<RecordedVerdict & RunDocument>('repeat', one.run, '--threads', '2');
    expect(two.because).toEqual([{ fact: 'threads', before: '1', now: '2' }]);
    expect(two.verdict === 'bit-equal').toBe(two.finalWeightsSha256 === one.finalWeightsSha256);
    expect((two.largestWeightDifference ?? NaN) > 0).toBe(two.verdict !== 'bit-equal');
    const { verdicts } = await documentOf<{ verdicts: RecordedVerdict[] }>('history', 'show', one.run);
    expect(verdicts).toMatchObject([{ original: one.run, repetition: two.run, verdict: two.verdict }]);
    const { stdout } = await tatami(['history', 'show', two.run, '--home', home]);
    expect(stdout).toContain('threads: 1 → 2');
  });

  it('counts its errors: every test image is in the matrix, and the pictures of a cell are as many as it says', async () => {
    const errors = await documentOf<ErrorsReport>('errors', first.run);
    const sum = errors.matrix.flat().reduce((total, count) => total + count, 0);
    expect([sum, errors.count]).toEqual([200, 200]);
    expect(errors.accuracy).toBeCloseTo(first.test?.accuracy ?? NaN, 6);
    const [worst] = errors.mostConfused;
    const cell = `${worst?.true},${worst?.predicted}`;
    const { pictures } = await documentOf<{ pictures: CellPicture[] }>('errors', first.run, '--cell', cell);
    expect(pictures).toHaveLength(worst?.count ?? -1);
    const confidences = pictures.map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  });

  it('writes its confusion matrix as CSV', async () => {
    const file = join(home, 'confusion.csv');
    await documentOf('errors', first.run, '--csv', file);
    expect(readFileSync(file, 'utf8').split('\r\n')[0]).toBe('true \\ predicted,0,1,2,3,4,5,6,7,8,9');
  });

  it('is kept in the history: found, noted, exported, deleted and imported again', async () => {
    await documentOf('history', 'tag', first.run, 'lecture', 'first');
    await documentOf('history', 'tag', first.run, '--remove', 'first');
    await documentOf('history', 'note', first.run, 'a plain network');
    const { runs } = await documentOf<{ runs: { id: string }[] }>('history', 'search', 'plain');
    expect(runs.map(({ id }) => id)).toEqual([first.run]);
    const file = join(home, 'run.json');
    await documentOf('history', 'export', first.run, file);
    const refused = await tatami(['history', 'delete', first.run, '--home', home]);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('--yes')]);
    await documentOf('history', 'delete', first.run.slice(0, 8), '--yes');
    const { run } = await documentOf<{ run: string }>('history', 'import', file);
    const shown = await documentOf<RunDocument & { tags: string[]; note: string }>('history', 'show', run);
    expect(shown).toMatchObject({ ...first, run, tags: ['lecture'], note: 'a plain network' });
  });

  it('leaves no run behind when the request cannot be carried out', async () => {
    const before = await documentOf<{ runs: unknown[] }>('history', 'list');
    const refused = await tatami(['run', 'mlp', '--train', '60001', '--home', home]);
    expect(refused.code, refused.stderr).toBe(3);
    const missing = await tatami(['run', 'cifar100-cnn', '--home', home]);
    expect(missing.code, missing.stderr).toBe(3);
    const race = await tatami(['compare', 'cifar100-cnn', '--optimizers', 'SGD,Adam', '--home', home]);
    expect([race.code, race.stdout], race.stderr).toEqual([3, '']);
    expect(race.stderr).not.toContain('[2/2]');
    expect(await documentOf('history', 'list')).toEqual(before);
  });

  it('says that it diverged, at which step, and ends without a failure', async () => {
    const diverged = await documentOf<RunDocument>(
      'run',
      'softmax-regression',
      ...small,
      '--set',
      'preprocessing.scale=1e37',
    );
    expect(diverged).toMatchObject({ status: 'diverged', test: null });
    expect(diverged.divergedAtStep).toBeGreaterThan(0);
  });
});

describe('tatami compare', () => {
  it('starts all optimizers from the same weights and says what differs', async () => {
    const race = await documentOf<ComparisonDocument>(
      'compare',
      'mlp',
      ...small,
      '--optimizers',
      'SGD,momentum,Adam',
    );
    expect(race.runs.map(({ name }) => name)).toEqual(['SGD', 'momentum', 'Adam']);
    expect(new Set(race.runs.map((run) => run.initialWeightsSha256))).toEqual(
      new Set([race.initialWeightsSha256]),
    );
    expect(new Set(race.runs.map((run) => run.finalWeightsSha256)).size).toBe(3);
    expect(race.differs.map(({ path }) => path)).toEqual(['optimizer']);
    const { runs } = await documentOf<{ runs: { comparisonId: string }[] }>(
      'history',
      'list',
      '--limit',
      '3',
    );
    expect(runs.map(({ comparisonId }) => comparisonId)).toEqual(Array(3).fill(race.comparison));
  });

  it('proves that a dropout rate is all that differs, and when each run reached an accuracy', async () => {
    const race = await documentOf<ComparisonDocument>(
      'compare',
      'mnist-cnn-slides',
      ...small,
      '--vary',
      'layers.dropout.rate=0.25,0.5',
      '--target',
      '0.1',
    );
    expect(race.differs).toMatchObject([{ path: expect.stringMatching(/^model\.layers.*rate$/) as string }]);
    expect(race.equalStart).toMatchObject([{ isEqual: true }]);
    expect(race.timeToTarget).toMatchObject({ target: 0.1, chosen: 'given' });
    const steps = race.timeToTarget?.runs.map(({ reached }) => reached?.steps);
    expect(steps?.every((count) => count === undefined || count === null || count % 6 === 0)).toBe(true);
  });

  it('ends with code 4 where a racer failed, says which and why, and gives the results of the others', async () => {
    const variants = ['--vary', 'layers.dense_2.units=10,11'];
    const race = await tatami(['compare', 'mlp', ...small, ...variants, '--json', '--home', home]);
    expect(race.code, race.stderr).toBe(4);
    const document = JSON.parse(race.stdout) as ComparisonDocument;
    expect(document).toMatchObject({
      status: 'incomplete',
      unfinished: [{ status: 'failed', failure: expect.stringContaining('11') as string }],
    });
    expect(document.runs.map(({ status }) => status)).toEqual(['completed', 'failed']);
    expect(race.stderr).toContain(`1 of 2 runs came to their end. Go on with the rest: tatami resume`);
  });

  it('repeats with several seeds, each with one start of its own', async () => {
    const race = await documentOf<ComparisonDocument>(
      'compare',
      'softmax-regression',
      ...small,
      '--seeds',
      '2',
    );
    expect(race.initialWeights.map(({ hashes }) => hashes.length)).toEqual([1, 1]);
    expect(race.initialWeights[0]?.hashes[0]).toBe(race.initialWeightsSha256);
    expect(race.initialWeights[1]?.hashes[0]).not.toBe(race.initialWeightsSha256);
  });
});
