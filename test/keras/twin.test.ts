import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tatami } from '../integration/cli/tatami.ts';
import { kerasPython, noKerasReason, type PythonEnding, runPython } from './python.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-twin-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const conv = (filters: number) => ({
  class_name: 'Conv2D',
  config: { filters, kernel_size: 3, activation: 'relu', kernel_initializer: 'he_normal' },
});
const output = { class_name: 'Dense', config: { units: 10, activation: 'softmax' } };
const smallCnn = [conv(6), 'MaxPooling2D', conv(8), 'Flatten', output];

/** 200 steps on 640 images of MNIST: ten epochs of twenty steps, the last one of an epoch smaller. */
const experiment = {
  tatami: 'experiment',
  version: 1,
  dataset: { id: 'mnist', train: 634, test: 20 },
  model: { layers: smallCnn },
  loss: 'categorical_crossentropy',
  epochs: 10,
  batch_size: 32,
  seed: 5,
};

/** The ten optimizers of the lecture, and the arguments that are the same for all of them. */
const optimizers: Readonly<Record<string, object>> = {
  SGD: { class_name: 'SGD' },
  'SGD with momentum': { class_name: 'SGD', config: { momentum: 0.9 } },
  'SGD with Nesterov': { class_name: 'SGD', config: { momentum: 0.9, nesterov: true } },
  RMSprop: { class_name: 'RMSprop' },
  Adagrad: { class_name: 'Adagrad' },
  Adadelta: { class_name: 'Adadelta', config: { learning_rate: 1 } },
  Adam: { class_name: 'Adam' },
  AdamW: { class_name: 'AdamW' },
  Adamax: { class_name: 'Adamax' },
  Nadam: { class_name: 'Nadam' },
};

/** Trains, exports and lets Keras train; answers what Keras's script said. */
async function twinOf(title: string, changes: object, ...options: readonly string[]): Promise<PythonEnding> {
  const place = join(home, title.replaceAll(/\W+/g, '-'));
  const document = `${place}.json`;
  writeFileSync(document, JSON.stringify({ ...experiment, ...changes, name: title }));
  const trained = await tatami(['run', document, '--json', '--home', home]);
  expect(trained.code, trained.stderr).toBe(0);
  const { run } = JSON.parse(trained.stdout) as { run: string };
  const args = ['export', run, '--format', 'twin', '--out', place, '--home', home, ...options];
  const exported = await tatami(args);
  expect(exported.code, exported.stderr).toBe(0);
  return runPython(kerasPython ?? '', ['train.py'], place);
}

/** The figure that stands after some words of the script. */
function figure({ stdout, stderr }: PythonEnding, words: string): number {
  const place = stdout.indexOf(words);
  expect(place, `${stdout}\n${stderr}`).toBeGreaterThan(-1);
  return Number.parseFloat(stdout.slice(place + words.length));
}

const weights = 'largest relative difference of the weights: ';
const curve = 'largest relative difference of the loss curve: ';

describe('the Keras twin of a run of 200 steps comes to the same weights and losses', () => {
  for (const [title, optimizer] of Object.entries(optimizers)) {
    it(`with ${title}`, async ({ skip, annotate }) => {
      skip(kerasPython === null, noKerasReason);
      const ending = await twinOf(title, { optimizer });
      const [ofWeights, ofCurve] = [figure(ending, weights), figure(ending, curve)];
      await annotate(`largest relative difference: weights ${ofWeights}, loss curve ${ofCurve}`);
      expect(ending.stdout).toContain('After 200 steps Keras and Tatami agree');
      expect(ofWeights).toBeLessThanOrEqual(1e-4);
      expect(ofCurve).toBeLessThanOrEqual(1e-4);
      expect(ending.code).toBe(0);
    });
  }
});

const scheduled = {
  optimizer: {
    class_name: 'SGD',
    config: {
      learning_rate: { class_name: 'RobbinsMonro', config: { initial_learning_rate: 0.1, alpha: 0.1 } },
      momentum: 0.5,
      clipnorm: 1,
      weight_decay: 0.001,
      use_ema: true,
      ema_momentum: 0.9,
    },
  },
  preprocessing: { scale: 1 / 127.5, offset: -1 },
  validation: { from: 'train', split: 0.2 },
  loss: 'sparse_categorical_crossentropy',
  shuffle: false,
};

const dropout = { class_name: 'Dropout', config: { name: 'forgetful', rate: 0.5 } };

const block = (config: object) => ({ class_name: 'Residual', config });
const same = (filters: number, strides = 1) => ({
  class_name: 'Conv2D',
  config: { filters, kernel_size: 3, strides, padding: 'same', kernel_initializer: 'he_normal' },
});

describe('the Keras twin', () => {
  it('trains residual blocks to the same weights', async ({ skip, annotate }) => {
    skip(kerasPython === null, noKerasReason);
    const projection = { class_name: 'Projection', config: { strides: 2, kernel_regularizer: 'l2' } };
    const layers = [
      same(4, 2),
      block({ layers: [same(4), 'ReLU', same(4)] }),
      block({ layers: [same(6, 2), 'ReLU', same(6)], shortcut: projection, activation: 'elu' }),
      block({ layers: ['LayerNormalization'], trainable: false, activation: null }),
      'Flatten',
      output,
    ];
    const ending = await twinOf('residual', { model: { layers }, optimizer: 'sgd', epochs: 2 });
    await annotate(`largest relative difference of the weights: ${figure(ending, weights)}`);
    expect(figure(ending, weights)).toBeLessThanOrEqual(1e-4);
    expect(ending.code, ending.stdout).toBe(0);
  });

  it('normalises batches inside a residual block as Keras does', async ({ skip, annotate }) => {
    skip(kerasPython === null, noKerasReason);
    const unbiased = { ...same(4).config, name: '畳み込み1', use_bias: false };
    const inner = [{ class_name: 'Conv2D', config: unbiased }, 'BatchNormalization'];
    const layers = [same(4, 2), block({ name: '残差', layers: inner }), 'Flatten', output];
    const train = { dataset: { id: 'mnist', train: 64, test: 20 }, optimizer: 'sgd', epochs: 1 };
    const ending = await twinOf('normalized residual', { model: { layers }, ...train });
    await annotate(`largest relative difference of the weights: ${figure(ending, weights)}`);
    expect(figure(ending, weights), ending.stdout).toBeLessThanOrEqual(1e-4);
  });

  it.each(['sgd', 'adam'])(
    'says that rounding is all that separates nets with batch normalisation after 200 steps of %s',
    async (optimizer) => {
      if (kerasPython === null) return;
      const plain = (filters: number) => ({ class_name: 'Conv2D', config: { filters, kernel_size: 3 } });
      const normalized = ['BatchNormalization', 'ReLU'];
      const layers = [plain(6), ...normalized, 'MaxPooling2D', plain(8), ...normalized, 'Flatten', output];
      const ending = await twinOf(`normalized ${optimizer}`, { model: { layers }, optimizer });
      expect(ending.stdout).toContain('After 200 steps Keras and Tatami agree within rounding');
      expect(ending.code, ending.stderr).toBe(0);
    },
  );

  it('says of a run in the fast mode that Keras comes to other numbers, and trains it still', async ({
    skip,
    annotate,
  }) => {
    skip(kerasPython === null, noKerasReason);
    const fast = { dtype_policy: 'mixed_bfloat16', optimizer: 'adam' };
    const ending = await twinOf('fast mode', { ...fast, epochs: 1, batch_size: 128 });
    const isFast = ending.code === 2;
    await annotate(isFast ? `computed in bfloat16: ${figure(ending, weights)}` : 'computed in float32 here');
    if (isFast) expect(ending.stdout).toContain('computed in the fast mode (bfloat16)');
    else expect(ending.stdout).toContain('Keras and Tatami agree');
  });

  it('honours schedule, clipping, decay, moving average, preprocessing and split', async ({
    skip,
    annotate,
  }) => {
    skip(kerasPython === null, noKerasReason);
    const ending = await twinOf('everything at once', scheduled);
    await annotate(`largest relative difference of the weights: ${figure(ending, weights)}`);
    expect(ending.code, ending.stdout).toBe(0);
  });

  it('ends early, lowers the rate and restores weights as Keras’s callbacks do', async ({
    skip,
    annotate,
  }) => {
    skip(kerasPython === null, noKerasReason);
    const watched = { monitor: 'val_top3', min_delta: 0.02, patience: 3 };
    const callbacks = [
      { class_name: 'ReduceLROnPlateau', config: { ...watched, patience: 1, factor: 0.3, cooldown: 1 } },
      { class_name: 'EarlyStopping', config: { ...watched, restore_best_weights: true } },
    ];
    const metrics = [{ class_name: 'TopKCategoricalAccuracy', config: { k: 3, name: 'top3' } }];
    const model = { layers: ['Flatten', output] };
    const changes = {
      model,
      callbacks,
      metrics,
      epochs: 60,
      dataset: { id: 'mnist', train: 634, test: 100 },
    };
    const optimizer = { class_name: 'SGD', config: { learning_rate: 0.05, use_ema: true } };
    const ending = await twinOf('callbacks', { ...changes, optimizer });
    await annotate(`largest relative difference of the weights: ${figure(ending, weights)}`);
    const trained = Number(/epoch (\d+)\/\1 /.exec(ending.stdout)?.[1]);
    await annotate(`ended after epoch ${trained} of 60`);
    expect(trained, ending.stdout).toBeLessThan(60);
    expect(figure(ending, weights)).toBeLessThanOrEqual(1e-4);
    expect(ending.code, ending.stdout).toBe(0);
  });

  it('finds a run that Keras’s callbacks would have ended elsewhere', async ({ skip }) => {
    skip(kerasPython === null, noKerasReason);
    const [honest, forged] = [join(home, 'callbacks'), join(home, 'callbacks-forged')];
    cpSync(honest, forged, { recursive: true });
    const file = join(forged, 'epochs.json');
    const epochs = JSON.parse(readFileSync(file, 'utf8')) as object[];
    const better = epochs.map((epoch, index) => ({ ...epoch, val_top3: index }));
    writeFileSync(file, JSON.stringify(better));
    const ending = await runPython(kerasPython ?? '', ['train.py'], forged);
    expect(ending.stdout).toContain('in Keras it goes on');
    expect(ending.code).toBe(1);
  });

  it('says what cannot be compared, and why, where the network draws random numbers', async ({ skip }) => {
    skip(kerasPython === null, noKerasReason);
    const layers = ['Flatten', dropout, output];
    const ending = await twinOf('dropout', { model: { layers }, optimizer: 'sgd', epochs: 1 });
    expect(ending.stdout).toContain('cannot be compared');
    expect(ending.stdout).toContain('forgetful');
    expect(ending.code, ending.stderr).toBe(2);
  });

  it('compares the loss curve alone where its images are bounded', async ({ skip }) => {
    skip(kerasPython === null, noKerasReason);
    const layers = ['Flatten', output];
    const ending = await twinOf('bounded', { model: { layers }, optimizer: 'sgd' }, '--images', '100');
    expect(ending.stdout).toContain('Of 200 steps, this folder holds the images of the first 3.');
    expect(ending.stdout).not.toContain(weights);
    expect(ending.code, ending.stdout).toBe(0);
  });

  it('is a script that Keras takes, with every kind of layer', async ({ skip }) => {
    skip(kerasPython === null, noKerasReason);
    const regularized = { kernel_regularizer: 'l2', bias_initializer: 'ones', use_bias: true };
    const layers = [
      { class_name: 'Rescaling', config: { scale: 2, offset: -1 } },
      { class_name: 'ZeroPadding2D', config: { padding: [1, 2] } },
      { class_name: 'Conv2D', config: { filters: 4, kernel_size: 3, strides: 2, ...regularized } },
      { class_name: 'LeakyReLU', config: { negative_slope: 0 } },
      {
        class_name: 'DepthwiseConv2D',
        config: { kernel_size: [2, 3], padding: 'same', depth_multiplier: 2 },
      },
      { class_name: 'BatchNormalization', config: { momentum: 0, trainable: false } },
      { class_name: 'SeparableConv2D', config: { filters: 4, kernel_size: 3, activation: 'gelu' } },
      { class_name: 'AveragePooling2D', config: { pool_size: [2, 1], padding: 'same' } },
      { class_name: 'LayerNormalization', config: { axis: [1, 2, 3] } },
      { class_name: 'SpatialDropout2D', config: { rate: 0 } },
      { class_name: 'GaussianNoise', config: { stddev: 0 } },
      { class_name: 'ReLU', config: { max_value: 6 } },
      { class_name: 'GlobalAveragePooling2D', config: { keepdims: true } },
      'Flatten',
      {
        class_name: 'Dense',
        config: { units: 10, kernel_regularizer: { class_name: 'L1L2', config: { l1: 0 } } },
      },
      { class_name: 'Activation', config: { activation: 'softmax' } },
    ];
    const ending = await twinOf('layers', { model: { layers }, optimizer: 'sgd', epochs: 1 });
    expect(ending.stderr).not.toContain('Traceback');
    expect(figure(ending, weights)).toBeLessThanOrEqual(1e-4);
  });

  it('takes every schedule of the learning rate', async ({ skip, annotate }) => {
    skip(kerasPython === null, noKerasReason);
    const decay = { initial_learning_rate: 1, decay_steps: 5, decay_rate: 0.5 };
    const schedules = {
      InverseTimeDecay: decay,
      ExponentialDecay: { ...decay, staircase: true },
      PiecewiseConstantDecay: { boundaries: [3, 9], values: [1, 0.5, 0.1] },
      PolynomialDecay: { initial_learning_rate: 1, decay_steps: 7, power: 2, cycle: true },
      CosineDecay: { initial_learning_rate: 0, decay_steps: 12, warmup_target: 1, warmup_steps: 5 },
    };
    for (const [class_name, config] of Object.entries(schedules)) {
      const optimizer = { class_name: 'SGD', config: { learning_rate: { class_name, config } } };
      const ending = await twinOf(class_name, {
        model: { layers: ['Flatten', output] },
        optimizer,
        epochs: 1,
      });
      await annotate(`${class_name}: ${figure(ending, weights)}`);
      expect(ending.code, ending.stdout).toBe(0);
    }
  });

  it('finds a run whose weights are not those of Keras', async ({ skip }) => {
    skip(kerasPython === null, noKerasReason);
    const layers = ['Flatten', output];
    await twinOf('honest', { model: { layers }, optimizer: 'sgd', epochs: 1 });
    const [honest, forged] = [join(home, 'honest'), join(home, 'forged')];
    cpSync(honest, forged, { recursive: true });
    cpSync(join(honest, 'initial_weights.npz'), join(forged, 'final_weights.npz'));
    const ending = await runPython(kerasPython ?? '', ['train.py'], forged);
    expect(ending.stdout).toContain('They do not agree');
    expect(ending.code).toBe(1);
  });
});
