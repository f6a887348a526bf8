import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-report-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const comparison = {
  ...{ tatami: 'comparison', version: 1, name: '最適化手法の比較' },
  base: {
    ...{ tatami: 'experiment', version: 1, name: 'x', dataset: { id: 'mnist', train: 200, test: 100 } },
    model: { layers: ['Flatten', { class_name: 'Dense', config: { units: 10, activation: 'softmax' } }] },
    ...{ loss: 'categorical_crossentropy', optimizer: 'adam', epochs: 2, batch_size: 32 },
  },
  variants: ['adam', 'sgd'].map((name) => ({ name, set: { optimizer: name } })),
  seeds: [1],
};

describe('`tatami report`', () => {
  it('writes a comparison with curves, matrices, confused pictures, and a PDF where Electron is there', async ({
    skip,
  }) => {
    const document = join(home, 'race.json');
    writeFileSync(document, JSON.stringify(comparison));
    const trained = await tatami(['compare', document, '--home', home, '--json']);
    expect(trained.code, trained.stderr).toBe(0);
    const { comparison: id } = JSON.parse(trained.stdout) as { comparison: string };
    const folder = join(home, 'レポート');
    const ending = await tatami(['report', id, '--out', folder, '--home', home, '--json']);
    expect(ending.code, ending.stderr).toBe(0);
    const { hasPdf, figures } = JSON.parse(ending.stdout) as { hasPdf: boolean; figures: number };
    expect(figures).toBe(4);
    const drawings = readdirSync(join(folder, 'figures'));
    expect(drawings).toEqual(expect.arrayContaining(['matrix-1-class.svg', 'matrix-2-class.svg']));
    expect(readdirSync(join(folder, 'pictures'))[0]).toBe('pair-1-1-1.png');
    expect(readFileSync(join(folder, 'numbers', 'differences.csv'), 'utf8')).toContain(
      'optimizer.class_name',
    );
    skip(!hasPdf, `there is no PDF: ${ending.stderr}`);
    expect(readFileSync(join(folder, 'report.pdf')).toString('latin1', 0, 5)).toBe('%PDF-');
    expect(drawings.filter((name) => name.endsWith('.png'))).toHaveLength(4);
    const again = await tatami(['report', id, '--out', folder, '--home', home, '--no-pdf']);
    expect(again.stderr).toContain('--force');
  });
});
