import { describe, expect, it } from 'vitest';
import { makeTwin, type TwinSource } from '../../../../src/main/export/twin/twin.ts';
import { pythonFloats, pythonString, pythonValue } from '../../../../src/shared/python/literals.ts';
import { optimizerClassNames } from '../../../../src/shared/spec/optimizers.ts';
import { linearModel, smallCnn, tinyExperiment } from '../../../fixtures/experiments.ts';
import { readNpz } from '../../../fixtures/npz.ts';

/** Four batches of two among four images of two by two pixels; the third batch brings the third image. */
const steps = [[1, 0], [0], [1, 3], [2]];

function sourceOf(changes: Readonly<Record<string, unknown>> = {}): TwinSource {
  const weight = { name: 'dense/bias', shape: [2], data: Float32Array.of(1, 2) };
  const taxonomy = { classes: ['a', 'b', 'c', 'd'], superclasses: null, superclassOf: null };
  const sha256 = '';
  return {
    runId: 'abcdefghijkl',
    experiment: tinyExperiment({ model: { layers: linearModel }, ...changes }),
    compute: 'float32',
    info: {
      ...{ id: 'tiny', title: 'Tiny', height: 2, width: 2, channels: 1, trainCount: 4, testCount: 0 },
      ...{ taxonomy, sha256, origin: 'generated' },
    },
    images: { images: Uint8Array.from({ length: 16 }, (_, byte) => byte), labels: Int32Array.of(3, 2, 1, 0) },
    replay: {
      ...{ initialWeights: [weight], finalWeights: [weight], initialWeightsSha256: sha256 },
      ...{ finalWeightsSha256: sha256, stepsPerEpoch: 2, totalSteps: 4, batchSize: 2, trainImages: 4 },
      batches: () => steps.map((step) => Int32Array.from(step)),
    },
    curve: [1, 2, 4].map((step) => ({ step, loss: 1 / step })),
    epochs: [1, 2].map((epoch) => ({
      ...{ epoch, loss: 1 / epoch, accuracy: 0.5, val_loss: NaN, val_accuracy: null, learning_rate: 0.1 },
      ...{ durationMs: 12, metrics: { top3: 0.75, val_top3: null } },
    })),
  };
}

const everything = { mostImages: null, comments: 'en' } as const;

async function twinFile(
  source: TwinSource,
  name: string,
  options: Parameters<typeof makeTwin>[1] = everything,
) {
  const { files } = await makeTwin(source, options);
  const pieces = files.find((file) => file.name === name)?.pieces ?? [];
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}

async function scriptOf(changes: Readonly<Record<string, unknown>>): Promise<string> {
  return (await twinFile(sourceOf(changes), 'train.py')).toString('utf8');
}

describe('a Keras twin', () => {
  it('holds the images of every step, numbered as its data has them', async () => {
    const batches = readNpz(await twinFile(sourceOf(), 'batches.npz'));
    expect(batches.get('index')).toEqual({ type: '<i4', shape: [4, 2], values: [1, 0, 0, -1, 1, 3, 2, -1] });
    expect(batches.get('curve_step')?.values).toEqual([1, 2, 4]);
    const data = readNpz(await twinFile(sourceOf(), 'data.npz'));
    expect(data.get('labels')?.values).toEqual([3, 2, 1, 0]);
    expect(data.get('images')).toMatchObject({ type: '|u1', shape: [4, 2, 2, 1] });
  });

  it('holds the first steps only where its images are bounded, and says so', async () => {
    const bounded = { mostImages: 3, comments: 'en' } as const;
    const twin = await makeTwin(sourceOf(), bounded);
    expect(twin).toMatchObject({ images: 3, heldSteps: 3, totalSteps: 4 });
    const batches = readNpz(await twinFile(sourceOf(), 'batches.npz', bounded));
    expect(batches.get('index')?.values).toEqual([1, 0, 0, -1, 1, 2]);
    const data = readNpz(await twinFile(sourceOf(), 'data.npz', bounded));
    expect(data.get('labels')?.values).toEqual([3, 2, 0]);
    expect((await twinFile(sourceOf(), 'train.py', bounded)).toString()).not.toContain('final_weights');
    await expect(makeTwin(sourceOf(), { ...bounded, mostImages: 1 })).rejects.toMatchObject({
      code: 'export.too-few-images',
      details: { needed: 2, images: 1 },
    });
  });

  it('of a run in bfloat16 trains by the policy of Keras, and says that its numbers are others', async () => {
    const source = { ...sourceOf({ dtype_policy: 'mixed_bfloat16' }), compute: 'bfloat16' } as const;
    expect(await makeTwin(source, everything)).toMatchObject({ random: [], compute: 'bfloat16' });
    const script = (await twinFile(source, 'train.py')).toString();
    expect(script).toContain('keras.config.set_dtype_policy("mixed_bfloat16")');
    expect(script).toContain('computed in the fast mode (bfloat16)');
    expect(script).toMatch(/sys\.exit\(2\)\n$/);
    expect((await twinFile(source, 'README.md')).toString()).toContain('So its numbers cannot be the same');
  });

  it('of a run that asked for bfloat16 and was computed in float32 is compared as any other', async () => {
    const script = await scriptOf({ dtype_policy: 'mixed_bfloat16' });
    expect(script).not.toContain('set_dtype_policy');
    expect(script).toContain('TOLERANCE:');
  });

  it('refuses weights that are no numbers', async () => {
    const source = sourceOf();
    const broken = { name: 'dense/bias', shape: [2], data: Float32Array.of(1, NaN) };
    const replay = { ...source.replay, finalWeights: [broken] };
    await expect(makeTwin({ ...source, replay }, everything)).rejects.toMatchObject({
      code: 'export.not-finite',
    });
  });

  it('writes every argument of every optimizer', async () => {
    for (const name of optimizerClassNames) {
      const source = sourceOf({ optimizer: name });
      const script = (await twinFile(source, 'train.py')).toString('utf8');
      expect(script).toContain(`optimizers.${name}(`);
      for (const argument of Object.keys(source.experiment.optimizer.config))
        expect(script, name).toContain(`    ${argument}=`);
    }
  });

  it('writes schedules as Keras has them, and the one of the slides itself', async () => {
    const decay = { initial_learning_rate: 0.1, decay_steps: 10, decay_rate: 0.5 };
    const optimizer = (class_name: string, config: object) => ({
      optimizer: { class_name: 'SGD', config: { learning_rate: { class_name, config } } },
    });
    expect(await scriptOf(optimizer('ExponentialDecay', decay))).toContain(
      'learning_rate=optimizers.schedules.ExponentialDecay(',
    );
    const own = await scriptOf(optimizer('RobbinsMonro', { initial_learning_rate: 0.1 }));
    expect(own).toContain('class RobbinsMonro(optimizers.schedules.LearningRateSchedule)');
    expect(own).toContain('learning_rate=RobbinsMonro(initial_learning_rate=0.1, alpha=1.0)');
  });

  it('writes whole numbers as floats where Keras refuses them, and counts as counts', async () => {
    const learning_rate = {
      class_name: 'PiecewiseConstantDecay',
      config: { boundaries: [10, 20], values: [1, 0.5, 1e-7] },
    };
    const config = { learning_rate, momentum: 0, ema_overwrite_frequency: 5 };
    const script = await scriptOf({ optimizer: { class_name: 'SGD', config } });
    for (const argument of ['momentum=0.0', 'ema_overwrite_frequency=5,', 'boundaries=(10, 20)'])
      expect(script).toContain(argument);
    expect(script).toContain('values=(1.0, 0.5, 1e-7)');
  });

  it('takes the moving average at the end where the optimizer keeps one', async () => {
    const withAverage = await scriptOf({ optimizer: { class_name: 'Adam', config: { use_ema: true } } });
    expect(withAverage).toContain('optimizer.finalize_variable_values(');
    expect(await scriptOf({})).not.toContain('finalize_variable_values');
  });

  it('calls Keras’s own callbacks with the numbers that Tatami measured', async () => {
    const callbacks = [
      { class_name: 'EarlyStopping', config: { patience: 2, restore_best_weights: true } },
      { class_name: 'ReduceLROnPlateau', config: { monitor: 'val_accuracy', min_lr: 0 } },
    ];
    const early = await scriptOf({ callbacks, epochs: 9 });
    expect(early).toContain('import json\nimport subprocess\n');
    expect(early).toContain('monitor="val_loss",\n            min_delta=0.0,\n            patience=2,\n');
    expect(early).toContain('monitor="val_accuracy",\n            factor=0.1,');
    expect(early).toContain('mode="max"');
    expect(early).toContain('if not model.stop_training:');
    expect(early).toContain('callbacks.on_train_end()');
    expect(await scriptOf({ callbacks, epochs: 2 })).not.toContain('if not model.stop_training:');
    expect(await scriptOf({})).not.toMatch(/callback|json\b.*epochs/);
    expect(JSON.parse((await twinFile(sourceOf({ callbacks }), 'epochs.json')).toString())).toEqual([
      {
        ...{ epoch: 1, loss: 1, accuracy: 0.5, val_loss: 'NaN', val_accuracy: null },
        learning_rate: 0.1,
        top3: 0.75,
        val_top3: null,
      },
      {
        ...{ epoch: 2, loss: 0.5, accuracy: 0.5, val_loss: 'NaN', val_accuracy: null },
        learning_rate: 0.1,
        top3: 0.75,
        val_top3: null,
      },
    ]);
    expect((await twinFile(sourceOf({ callbacks }), 'README.md')).toString()).toContain('`epochs.json`');
    expect((await twinFile(sourceOf(), 'epochs.json')).length).toBe(0);
  });

  it('says which layers keep Keras from the same numbers', async () => {
    const twin = await makeTwin(sourceOf({ model: { layers: smallCnn } }), everything);
    expect(twin.random).toEqual(['dropout']);
    expect(await scriptOf({ model: { layers: smallCnn } })).toContain('.format("dropout")');
    const still = smallCnn.map((layer) =>
      layer.class_name === 'Dropout' ? { class_name: 'Dropout', config: { rate: 0 } } : layer,
    );
    expect((await makeTwin(sourceOf({ model: { layers: still } }), everything)).random).toEqual([]);
  });

  it('writes a residual block as two paths that are added, and says in which order the weights come', async () => {
    const dense = { class_name: 'Dense', config: { units: 4 } };
    const block = { layers: [dense, { class_name: 'Dropout', config: { rate: 0.5 } }] };
    const layers = [
      'Flatten',
      { class_name: 'Dense', config: { name: 'residual_dense', units: 4 } },
      { class_name: 'Residual', config: block },
      { class_name: 'Residual', config: { ...block, name: '次', activation: 'linear' } },
    ];
    const twin = await makeTwin(sourceOf({ model: { layers } }), everything);
    expect(twin.random).toEqual(['residual/dropout', '次/dropout']);
    const script = await scriptOf({ model: { layers } });
    expect(script).toContain('# residual block "residual"\nshortcut = x\n');
    expect(script).toContain('x = layers.Dense(4, activation="linear", name="residual_dense_1")(x)');
    expect(script).toContain('x = layers.Activation("relu", name="residual_relu")(x)');
    expect(script).toContain('x = layers.Add(name=".u6b21._add")([x, shortcut])\n\nmodel = ');
    expect(script).toContain('WEIGHT_ORDER = [\n    "flatten",\n    "residual_dense",');
    expect(script).not.toContain('Sequential');
    expect(await scriptOf({})).not.toContain('WEIGHT_ORDER');
  });

  it('explains itself in the language asked for', async () => {
    const japanese = await twinFile(sourceOf(), 'train.py', { mostImages: null, comments: 'ja' });
    expect(japanese.toString('utf8')).toContain('# --- ネットワーク');
    expect((await twinFile(sourceOf(), 'train.py')).toString('utf8')).not.toMatch(/[\u3040-\u30ff]/);
  });

  it('keeps hostile names inside one string literal', async () => {
    const name = '"""\\"); import os; os.system("x") #';
    const script = await scriptOf({ name });
    const line = script.split('\n').find((text) => text.startsWith('NAME = ')) ?? '';
    expect(JSON.parse(line.slice('NAME = '.length))).toBe(name);
    expect(script.split('os.system')).toHaveLength(2);
  });
});

describe('Python literals', () => {
  it('are one line of visible text, whatever they say', () => {
    expect(pythonString('a"b\\c\nd\r\u2028\u202E\u0085漢字')).toBe(
      String.raw`"a\"b\\c\nd\r\u2028\u202e\u0085漢字"`,
    );
    expect(pythonValue([1, [true, null]])).toBe('(1, (True, None))');
    expect(pythonValue([-1])).toBe('(-1,)');
    expect([1e-7, 1e21, -3, 0].map(pythonFloats)).toEqual(['1e-7', '1e+21', '-3.0', '0.0']);
  });
});
