import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DropoutVariantDocument } from '../../../src/main/cli/dropout-view.ts';
import type { DropoutStudy } from '../../../src/shared/contract/dropout-study.ts';
import { type Ending, tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-dropout-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Document extends DropoutStudy {
  readonly kind: string;
  readonly comparison: string | null;
  readonly initialWeights: readonly { readonly hashes: readonly string[] }[];
  readonly variants: readonly DropoutVariantDocument[];
}

const dropout = (...args: readonly string[]): Promise<Ending> => tatami(['dropout', ...args, '--home', home]);

async function documentOf(...args: readonly string[]): Promise<Document> {
  const ending = await dropout(...args, '--json');
  expect(ending.code, ending.stderr).toBe(0);
  return JSON.parse(ending.stdout) as Document;
}

describe('`tatami dropout`', () => {
  let trained: Document;
  beforeAll(async () => {
    const size = ['--train', '120', '--test', '40', '--epochs', '2', '--batch-size', '32'];
    trained = await documentOf('mnist-cnn', ...size, '--seeds', '2', '--passes', '5');
  });

  it('trains a lab with and without dropout from the same weights, seed by seed', () => {
    expect(trained.kind).toBe('lab');
    expect(trained.initialWeights.map(({ hashes }) => hashes.length)).toEqual([1, 1]);
    expect(trained.variants.map(({ dropout: layers }) => layers.map(({ rate }) => rate))).toEqual([
      [0.25, 0.5],
      [],
    ]);
    for (const { gap } of trained.variants) {
      expect(gap.map(({ epoch, accuracy, loss }) => [epoch, accuracy?.n, loss?.n])).toEqual([
        [1, 2, 2],
        [2, 2, 2],
      ]);
    }
  });

  it('shows scaling, averaged masks and the ensemble of the seeds', () => {
    const { scaling, predictions } = trained;
    expect(scaling?.layers.map(({ layer, next }) => [layer, next])).toEqual([
      ['dropout', 'dense'],
      ['dropout_1', 'dense_1'],
    ]);
    for (const { trainingDifference, predictionDifference } of scaling?.layers ?? [])
      expect(Math.max(trainingDifference, predictionDifference)).toBeLessThan(1e-5);
    const [masked, bare] = predictions;
    expect(masked?.averages.map(({ passes }) => passes)).toEqual([1, 2, 5]);
    expect(bare).toMatchObject({ single: null, averages: [] });
    for (const { plain, ensemble, runs } of predictions) {
      expect(runs).toHaveLength(2);
      expect(ensemble?.loss).toBeLessThanOrEqual(plain.loss.mean);
    }
    const results = trained.variants[0]?.runs.map(({ testAccuracy }) => testAccuracy ?? NaN) ?? [];
    expect(masked?.plain.accuracy.mean).toBeCloseTo(results.reduce((sum, value) => sum + value, 0) / 2, 6);
  });

  it('answers the same from the history, to the bit and without training', async () => {
    const again = await documentOf(trained.comparison ?? '', '--passes', '5');
    expect(again.kind).toBe('comparison');
    expect(again).toMatchObject({ scaling: trained.scaling, predictions: trained.predictions });
    expect(again.variants).toEqual(trained.variants);
  });

  it('looks at a single run, in Japanese too', async () => {
    const run = trained.variants[0]?.runs[0]?.run ?? '';
    const { code, stdout, stderr } = await dropout(run, '--passes', '1', '--picture', '39', '--lang', 'ja');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('講義の方式');
    expect(stdout).toContain('2 つ以上のシード');
    expect(stdout).not.toMatch(/\{\w+\}/);
    const bare = await dropout(trained.variants[1]?.runs[0]?.run ?? '');
    expect(bare.code, bare.stderr).toBe(0);
    expect(bare.stdout).toContain('No net has dropout');
  });

  it('refuses what makes no sense, in one sentence', async () => {
    const run = trained.variants[0]?.runs[0]?.run ?? '';
    const refused = [
      [run, '--epochs', '3'],
      [run, '--seeds', '3'],
      [run, '--passes', '0'],
      [run, '--passes', '10001'],
      [run, '--picture', '40'],
      [run, '--picture', '-1'],
      ['mlp'],
      ['no-such-thing'],
    ];
    for (const args of refused) {
      const { code, stdout, stderr } = await dropout(...args);
      expect(code, `${args.join(' ')}: ${stderr}`).toBeGreaterThan(0);
      expect(stdout).toBe('');
      expect(stderr, args.join(' ')).toContain('Error: ');
      expect(stderr).not.toContain('    at ');
    }
  });
});
