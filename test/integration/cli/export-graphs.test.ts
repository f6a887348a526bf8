import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import { tatami, type Ending } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-export-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const experiment = {
  tatami: 'experiment',
  version: 1,
  name: 'tiny',
  dataset: { id: 'mnist', train: 100, test: 120 },
  model: {
    layers: [
      { class_name: 'Conv2D', config: { filters: 4, kernel_size: 5, strides: 2, activation: 'relu' } },
      'BatchNormalization',
      { class_name: 'Dropout', config: { rate: 0.25 } },
      'Flatten',
      { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
    ],
  },
  loss: 'categorical_crossentropy',
  optimizer: 'adam',
};

const withHome = (...args: readonly string[]): Promise<Ending> => tatami([...args, '--home', home]);

describe('`tatami export --format`', () => {
  let run = '';
  beforeAll(async () => {
    const document = join(home, 'experiment.json');
    writeFileSync(document, JSON.stringify(experiment));
    const ending = await withHome('run', document, '--json');
    expect(ending.code, ending.stderr).toBe(0);
    ({ run } = JSON.parse(ending.stdout) as RunDocument);
  });

  it.each([
    { format: 'savedmodel', reader: 'TensorFlow session', files: ['labels.json', 'saved_model.pb'] },
    { format: 'onnx', reader: 'Tatami ONNX interpreter', files: null },
    {
      format: 'tfjs',
      reader: 'TensorFlow.js',
      files: [
        ...['README.md', 'index.html', 'labels.json', 'model.json', 'net.js', 'page.css', 'page.js'],
        ...['tf.min.js', 'tf.min.js.LICENSE.txt', 'weights.bin', 'words.js'],
      ],
    },
    {
      format: 'typescript',
      reader: 'Node 24',
      files: [
        ...['README.md', 'labels.json', 'model.ts', 'operations.ts', 'package.json', 'predict.ts'],
        'weights.bin',
      ],
    },
  ])(
    '$format: the trained net comes back from the file, on 100 pictures',
    async ({ format, reader, files }) => {
      const out = join(home, `畳 net.${format}`);
      const ending = await withHome(
        'export',
        run,
        '--format',
        format,
        '--out',
        out,
        '--with-preprocessing',
        '--json',
      );
      expect(ending.code, ending.stderr).toBe(0);
      const report = JSON.parse(ending.stdout) as { path: string };
      expect(report).toMatchObject({ verdict: { state: 'equal', pictures: 100, reader } });
      if (files !== null) expect(readdirSync(report.path)).toEqual(files);
      const check = JSON.parse(readFileSync(`${report.path}.check.json`, 'utf8')) as unknown;
      expect(check).toMatchObject({ run, format, verdict: { state: 'equal' } });
    },
  );
});
