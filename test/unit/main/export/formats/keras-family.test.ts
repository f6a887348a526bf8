import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFile, writeFolder } from '../../../../../src/main/export/folder.ts';
import type { ExportFormat } from '../../../../../src/main/export/formats/format.ts';
import { h5Format } from '../../../../../src/main/export/formats/h5.ts';
import { kerasFormat } from '../../../../../src/main/export/formats/keras.ts';
import { npzFormat } from '../../../../../src/main/export/formats/npz.ts';
import { pythonFormat } from '../../../../../src/main/export/formats/python.ts';
import { weightsH5Format } from '../../../../../src/main/export/formats/weights-h5.ts';
import { readModelFile, readWeightsFile } from '../../../../../src/main/export/import/read-model.ts';
import { unzip } from '../../../../../src/main/export/import/unzip.ts';
import type { EnginePort } from '../../../../../src/shared/contract/engine.ts';
import type { ExportOptions, ExportSource } from '../../../../../src/shared/contract/trained-model.ts';
import { exportSource } from '../../../../fixtures/export-source.ts';
import { readNpz } from '../../../../fixtures/npz.ts';
import { Draw } from '../../../../keras/live/draw.ts';

/** None of these formats asks the engine for anything while it writes. */
const noEngine = {} as EnginePort;
const plain: ExportOptions = { hasPreprocessing: false, imageOrder: 'NHWC' };
const home = mkdtempSync(join(tmpdir(), 'tatami-keras-files-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function written(format: ExportFormat, source: ExportSource, options = plain): Promise<string> {
  const files = await format.write(source, options, noEngine);
  const path = join(home, `畳 🐈${format.extension}`);
  return (format.shape === 'file' ? writeFile : writeFolder)(path, files, true);
}

const conv = {
  class_name: 'Conv2D',
  config: { filters: 3, kernel_size: 3, padding: 'same', kernel_regularizer: 'l2' },
};
const block = {
  class_name: 'Residual',
  config: { layers: [conv, 'BatchNormalization'], shortcut: 'projection', activation: 'relu' },
};
const layers = [
  ...[conv, block, { class_name: 'Dropout', config: { rate: 0.25 } }, 'LeakyReLU', 'MaxPooling2D'],
  ...[{ class_name: 'SeparableConv2D', config: { filters: 4, kernel_size: 2 } }, 'LayerNormalization'],
];
const netOf = (experiment: object = {}): ExportSource =>
  exportSource('net', new Draw(1, 'files'), { inputShape: [8, 9, 3], layers, experiment });
const source = netOf();
const valuesOf = ({ weights }: Pick<ExportSource, 'weights'>) => weights.map(({ data }) => data);

describe.each([kerasFormat, h5Format])('a whole model as $id', (format) => {
  it('comes back with its layers, its weights and what it was trained by', async () => {
    const read = await readModelFile(await written(format, source));
    expect(valuesOf(read)).toEqual(valuesOf(source));
    const classes = (net: Pick<ExportSource, 'model'>) =>
      net.model.layers.map(({ class_name }) => class_name);
    expect(classes(read)).toEqual(classes(source));
    expect(read.model.layers[0]?.config).toEqual({ ...source.model.layers[0]?.config });
    expect(read).toMatchObject({ optimizer: source.experiment.optimizer, loss: source.experiment.loss });
  });

  it('takes pixels from 0 to 255 when the scaling goes into it', async () => {
    const read = await readModelFile(await written(format, source, { ...plain, hasPreprocessing: true }));
    expect(read).toMatchObject({ isPreprocessingKnown: true, preprocessing: source.preprocessing });
  });

  it('has the same bytes whenever it is written', async () => {
    const first = readFileSync(await written(format, source));
    expect(readFileSync(await written(format, source)).equals(first)).toBe(true);
  });

  it('says that callbacks and our own metric stay behind', () => {
    const net = netOf({ callbacks: ['EarlyStopping'], metrics: ['accuracy', 'superclass_accuracy'] });
    const codes = format.limits(net, plain).map(({ code }) => code);
    expect(codes).toEqual(['callbacks-left-out', 'metric-left-out']);
    expect(format.limits(source, plain)).toEqual([]);
  });
});

describe('a .keras file', () => {
  it('holds its members as they are, as Keras does, and is dated by the run', async () => {
    const bytes = readFileSync(await written(kerasFormat, source));
    const entries = unzip(bytes, 'net.keras');
    expect([...entries.keys()]).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
    expect(bytes.includes(entries.get('config.json') as Buffer)).toBe(true);
    expect(JSON.parse(entries.get('metadata.json')?.toString('utf8') ?? '')).toMatchObject({
      date_saved: '2023-11-14@22:13:20',
      tatami: { classes: source.taxonomy.classes, run: source.runId },
    });
  });

  it('brings the names of the classes back', async () => {
    const read = await readModelFile(await written(kerasFormat, source));
    expect(read.classNames).toEqual(source.taxonomy.classes);
  });

  it('gives Robbins and Monro’s rate as the schedule of Keras that is the same', async () => {
    const learning_rate = { class_name: 'RobbinsMonro', config: { initial_learning_rate: 0.5, alpha: 2 } };
    const net = netOf({ optimizer: { class_name: 'SGD', config: { learning_rate } } });
    const entries = unzip(readFileSync(await written(kerasFormat, net)), 'net.keras');
    expect(entries.get('config.json')?.toString('utf8')).toContain(
      '"class_name": "InverseTimeDecay", "config": {"initial_learning_rate": 0.25, "decay_steps": 1, "decay_rate": 1.0',
    );
  });
});

describe('a legacy .h5 file', () => {
  it('refuses a normalisation over several axes, which Keras 3 forgets when it loads one', () => {
    const net = exportSource('net', new Draw(1, 'axes'), {
      inputShape: [4, 4, 1],
      layers: [{ class_name: 'LayerNormalization', config: { axis: [1, 2, 3] } }],
    });
    expect(h5Format.limits(net, plain)).toEqual([
      { code: 'several-axes-forgotten', layer: 'layer_normalization', isBlocking: true },
    ]);
  });

  it.each(['AdamW', { class_name: 'SGD', config: { weight_decay: 0.01 } }])(
    'says that Keras 2 has no optimizer like %j',
    (optimizer) => {
      expect(h5Format.limits(netOf({ optimizer }), plain).map(({ code }) => code)).toEqual([
        'keras2-without-training',
      ]);
    },
  );
});

describe.each([weightsH5Format, npzFormat])('weights alone as $id', (format) => {
  it('come back for the same layers, and the file says what it is not', async () => {
    const weights = await readWeightsFile(await written(format, source), source);
    expect(valuesOf({ weights })).toEqual(valuesOf(source));
    expect(format.limits(source, plain).map(({ code }) => code)).toContain('weights-only');
  });
});

describe('a net as Python code', () => {
  it('is a script with its weights and the names of the classes, commented in the reader’s language', async () => {
    const folder = await written(pythonFormat, source, { ...plain, comments: 'ja' });
    const script = readFileSync(join(folder, 'model.py'), 'utf8');
    expect(script).toContain('学習済みの重み');
    expect(script).toContain('layers.Conv2D(');
    expect([...readNpz(readFileSync(join(folder, 'weights.npz'))).keys()]).toEqual(
      source.weights.map(({ name }) => name),
    );
    expect(JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8'))).toMatchObject({
      classes: source.taxonomy.classes,
    });
  });
});
