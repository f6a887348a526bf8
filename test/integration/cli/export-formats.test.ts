import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import { tatami, type Ending } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-formats-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const experiment = {
  tatami: 'experiment',
  version: 1,
  name: 'small',
  dataset: { id: 'mnist', train: 60, test: 120 },
  validation: 'none',
  model: {
    layers: [
      { class_name: 'Conv2D', config: { filters: 2, kernel_size: 5, strides: 3, activation: 'relu' } },
      { class_name: 'Residual', config: { layers: ['BatchNormalization', 'ReLU'] } },
      { class_name: 'RandomCrop', config: { height: 6, width: 6 } },
      'Flatten',
      { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
    ],
  },
  loss: 'categorical_crossentropy',
  optimizer: 'adam',
  epochs: 1,
  batch_size: 20,
};

const withHome = (...args: readonly string[]): Promise<Ending> => tatami([...args, '--home', home]);

async function train(changes: object): Promise<string> {
  const document = join(home, 'experiment.json');
  writeFileSync(document, JSON.stringify({ ...experiment, ...changes }));
  const ending = await withHome('run', document, '--json');
  expect(ending.code, ending.stderr).toBe(0);
  return (JSON.parse(ending.stdout) as RunDocument).run;
}

describe('`tatami export` of a net', () => {
  let run = '';
  let cropped = '';
  beforeAll(async () => {
    const withoutCrop = experiment.model.layers.filter(
      (layer) => typeof layer === 'string' || layer.class_name !== 'RandomCrop',
    );
    run = await train({ model: { layers: withoutCrop } });
    cropped = await train({});
  });
  const exportAs = (format: string, name: string, ...args: readonly string[]): Promise<Ending> =>
    withHome('export', run, '--format', format, '--out', join(home, name), ...args);

  it.each([
    ['keras', '畳 🐈.keras'],
    ['h5', '畳 🐈.h5'],
    ['weights-h5', '畳 🐈.weights.h5'],
    ['npz', '畳 🐈.npz'],
  ])(
    'as %s reads the file again and finds the same predictions for 100 test pictures',
    async (format, name) => {
      const ending = await exportAs(format, name, '--json');
      expect(ending.code, ending.stderr).toBe(0);
      const report = JSON.parse(ending.stdout) as object;
      const verdict = { state: 'equal', pictures: 100, tolerance: 1e-5, reader: 'Tatami' };
      expect(report).toMatchObject({ run, format, path: join(home, name), verdict });
      const beside = JSON.parse(readFileSync(join(home, `${name}.check.json`), 'utf8')) as object;
      expect(beside).toMatchObject({ tatami: 'export-check', run, format, verdict });
    },
  );

  it('gives the same bytes again, and replaces a file only when told to', async () => {
    const file = join(home, 'again.keras');
    expect((await exportAs('keras', 'again')).code).toBe(0);
    const first = readFileSync(file);
    const refused = await exportAs('keras', 'again');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('--force');
    expect((await exportAs('keras', 'again', '--force')).code).toBe(0);
    expect(readFileSync(file).equals(first)).toBe(true);
  });

  it('takes pixels as they are when the scaling goes into the file, and predicts the same', async () => {
    const ending = await exportAs('keras', 'scaled.keras', '--with-preprocessing', '--lang', 'ja');
    expect(ending.code, ending.stderr).toBe(0);
    expect(ending.stdout).toContain('確認済み');
  });

  it('as Python code writes a folder and says that nothing could check it', async () => {
    const ending = await exportAs('python', 'code', '--comments', 'ja');
    expect(ending.code, ending.stderr).toBe(0);
    expect(ending.stdout).toContain('Not checked');
    expect(readdirSync(join(home, 'code'))).toEqual(['labels.json', 'model.py', 'weights.npz']);
  });

  it('says what a format cannot hold before it writes, and reads its own substitute again', async () => {
    const out = join(home, 'cropped.keras');
    const ending = await withHome('export', cropped, '--format', 'keras', '--out', out);
    expect(ending.code, ending.stderr).toBe(0);
    expect(ending.stderr).toContain('CenterCrop is written');
    expect(ending.stdout).toContain('Checked: read again by Tatami');
    expect(existsSync(out)).toBe(true);
  });

  it('is refused with the formats that there are when a format is misspelt', async () => {
    const ending = await exportAs('kera', 'nothing');
    expect(ending.code).toBe(2);
    expect(ending.stderr).toContain('keras');
  });

  it('is refused when one bit of the saved weights was changed, and leaves nothing behind', async () => {
    const folder = join(home, 'checkpoints', run);
    const file = join(folder, readdirSync(folder).find((entry) => entry.endsWith('-final.ckpt')) ?? '');
    const bytes = readFileSync(file);
    const place = Math.floor(bytes.length / 5);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const refused = await exportAs('keras', 'damaged.keras');
    expect(refused.code, refused.stderr).toBe(3);
    expect(readdirSync(home).filter((entry) => entry.startsWith('damaged'))).toEqual([]);
  });
});
