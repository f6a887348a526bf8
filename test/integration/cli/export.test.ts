import {
  mkdirSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import { parseExperimentText } from '../../../src/shared/spec/experiment.ts';
import { readNpz } from '../../fixtures/npz.ts';
import { startTatami, tatami, type Ending } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-export-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const name = '"""; import os #`';
const experiment = {
  tatami: 'experiment',
  version: 1,
  name,
  dataset: { id: 'mnist', train: 120, test: 20 },
  validation: { from: 'train', split: 0.25 },
  model: {
    layers: ['Flatten', { class_name: 'Dense', config: { units: 10, activation: 'softmax' } }],
  },
  loss: 'categorical_crossentropy',
  optimizer: 'adam',
  epochs: 2,
  batch_size: 32,
};

const withHome = (...args: readonly string[]): Promise<Ending> => tatami([...args, '--home', home]);
const exportTo = (run: string, folder: string, ...args: readonly string[]): Promise<Ending> =>
  withHome('export', run, '--format', 'twin', '--out', folder, ...args);

describe('`tatami export --format twin`', () => {
  let run: RunDocument;
  const document = join(home, 'experiment.json');
  beforeAll(async () => {
    writeFileSync(document, JSON.stringify(experiment));
    const ending = await withHome('run', document, '--json');
    expect(ending.code, ending.stderr).toBe(0);
    run = JSON.parse(ending.stdout) as RunDocument;
  });

  it('writes what the run did: document, weights before and after, the images of every step', async () => {
    const folder = join(home, 'twin');
    const ending = await exportTo(run.run, folder, '--json');
    expect(ending.code, ending.stderr).toBe(0);
    expect(JSON.parse(ending.stdout)).toMatchObject({ run: run.run, images: 90, heldSteps: 6, random: [] });
    expect(readdirSync(folder)).toEqual([
      ...['README.md', 'batches.npz', 'data.npz', 'experiment.json', 'final_weights.npz'],
      ...['initial_weights.npz', 'train.py'],
    ]);
    const read = (file: string) => readNpz(readFileSync(join(folder, file)));
    const parsed = parseExperimentText(readFileSync(join(folder, 'experiment.json'), 'utf8'));
    expect(parsed).toMatchObject({ name, epochs: 2 });
    expect([...read('initial_weights.npz').keys()]).toEqual(['dense/kernel', 'dense/bias']);
    expect(read('final_weights.npz').get('dense/kernel')?.shape).toEqual([784, 10]);
    const index = read('batches.npz').get('index')?.values ?? [];
    const everyImage = Array.from({ length: 90 }, (_, image) => image);
    for (const epoch of [index.slice(0, 96), index.slice(96)])
      expect(epoch.filter((image) => image >= 0).toSorted((a, b) => a - b)).toEqual(everyImage);
    expect(read('data.npz').get('images')?.shape).toEqual([90, 28, 28, 1]);
  });

  it('is refused for a folder that is there, and replaces it with --force', async () => {
    const folder = join(home, 'twin-again');
    expect((await exportTo(run.run, folder)).code).toBe(0);
    const refused = await exportTo(run.run, folder, '--comments', 'ja');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).not.toContain('双子');
    expect((await exportTo(run.run, folder, '--force', '--comments', 'ja')).code).toBe(0);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('双子');
  });

  it('never takes the place of a file, nor of a folder that holds something else', async () => {
    const file = join(home, 'mine');
    writeFileSync(file, 'mine');
    expect((await exportTo(run.run, file, '--force')).code).toBe(3);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const folder = join(home, 'thesis');
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    const refused = await exportTo(run.run, folder, '--force');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('thesis.txt');
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('is refused, in the reader’s language, for a run without final weights', async () => {
    const long = startTatami(['run', document, '--epochs', '90000', '--home', home]);
    await long.whenSaid(/initial weights/);
    long.child.kill('SIGINT');
    const { code } = await long.ended;
    expect(code).toBe(130);
    const listed = await withHome('history', 'list', '--status', 'stopped', '--json');
    const { runs } = JSON.parse(listed.stdout) as { runs: { id: string }[] };
    const folder = join(home, 'unfinished');
    const refused = await exportTo(runs[0]?.id ?? '', folder, '--lang', 'ja');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('最終の重みが保存されていません');
    expect(existsSync(folder)).toBe(false);
  });

  it('is refused when one bit of the saved weights was changed, and leaves nothing behind', async () => {
    const folder = join(home, 'checkpoints', run.run);
    const file = join(folder, readdirSync(folder).find((entry) => entry.endsWith('-final.ckpt')) ?? '');
    const bytes = readFileSync(file);
    const place = Math.floor(bytes.length / 5);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const refused = await exportTo(run.run, join(home, 'damaged'));
    expect(refused.code, refused.stderr).toBe(3);
    expect(refused.stderr).toContain('not those that its history knows');
    expect(readdirSync(home).filter((entry) => entry.startsWith('damaged'))).toEqual([]);
  });
});
