import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import { tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-callbacks-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** No value is better than the first one by 100. */
const stubborn = { monitor: 'val_mae', min_delta: 100 };
const callbacks = [
  { class_name: 'ReduceLROnPlateau', config: { ...stubborn, patience: 1, factor: 0.5 } },
  { class_name: 'EarlyStopping', config: { ...stubborn, patience: 3, restore_best_weights: true } },
];
const small = ['--train', '300', '--test', '200', '--batch-size', '50', '--home', home];
const asked = [
  '--set',
  `callbacks=${JSON.stringify(callbacks)}`,
  '--set',
  'metrics=["mae"]',
  '--set',
  'optimizer=Adam',
];

describe('tatami run with callbacks and further metrics', () => {
  it('ends early, says why, and prints the metrics of each epoch and of the test', async () => {
    const ending = await tatami(['run', 'mlp', ...small, ...asked, '--epochs', '9', '--json']);
    expect(ending.code, ending.stderr).toBe(0);
    const run = JSON.parse(ending.stdout) as RunDocument;
    const first = run.epochs[0];
    expect(run).toMatchObject({
      status: 'completed',
      stoppedEarly: {
        epoch: 4,
        monitor: 'val_mean_absolute_error',
        best: first?.['val_mean_absolute_error'],
        bestEpoch: 1,
      },
      restoredEpoch: 1,
    });
    expect(run.epochs.map(({ learning_rate }) => learning_rate / (first?.learning_rate ?? NaN))).toEqual([
      1, 1, 0.5, 0.25,
    ]);
    expect(run.test?.['mean_absolute_error']).toBe(first?.['val_mean_absolute_error']);
    expect(ending.stderr).toMatch(/Epoch 3\/9 .* val_mean_absolute_error 0\.\d+ {2}learning_rate /);
    const shown = await tatami(['history', 'show', run.run, '--home', home]);
    expect(shown.stdout).toContain('Ended early after epoch 4 of 9');
    expect(shown.stdout).toContain('val_mean_absolute_error');
  });

  it('asks whether another name was meant where a callback watches what is not measured', async () => {
    const ending = await tatami(['run', 'mlp', ...small, ...asked, '--set', 'callbacks[0].monitor=val_loos']);
    expect(ending.code).toBe(3);
    expect(ending.stderr).toContain('callbacks[0].config.monitor: "val_loos" is not known.');
    expect(ending.stderr).toContain('Did you mean “val_loss”?');
  });
});
