import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import { buildModel, initialWeights } from '../../../../src/main/engine/model.ts';
import type { TrainEvent } from '../../../../src/shared/contract/engine.ts';
import { modelSchema } from '../../../../src/shared/spec/model.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-residual-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 20 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

const conv = (config: object = {}) => ({
  class_name: 'Conv2D',
  config: { filters: 4, kernel_size: 3, padding: 'same', ...config },
});
const block = (config: object) => ({ class_name: 'Residual', config });
const output = { class_name: 'Dense', config: { units: 4, activation: 'softmax' } };

/** Moving averages, masks, a penalty and a projection inside; then an identity. */
const everything = [
  block({
    layers: [
      conv({ strides: 2, use_bias: false, kernel_regularizer: 'l2' }),
      { class_name: 'BatchNormalization', config: { momentum: 0.8 } },
      'ReLU',
      { class_name: 'Dropout', config: { rate: 0.25 } },
      conv(),
    ],
    shortcut: { class_name: 'Projection', config: { strides: 2, kernel_initializer: 'he_normal' } },
  }),
  block({ layers: [conv(), conv({ activation: 'relu' })] }),
  'Flatten',
  output,
];

async function run(changes: object, resumeFrom: string | null = null) {
  const events: TrainEvent[] = [];
  const experiment = tinyExperiment({ model: { layers: everything }, ...changes });
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom };
  const outcome = await engine.train(job, (event) => events.push(event));
  const of = <T extends TrainEvent['type']>(type: T) =>
    events.filter((event): event is Extract<TrainEvent, { type: T }> => event.type === type);
  return { ...outcome, of };
}

const losses = ({ of }: Awaited<ReturnType<typeof run>>) => of('epoch').map(({ record }) => record.loss);

describe('a network of residual blocks', () => {
  it('learns, to the same bits each time', async () => {
    const first = await run({ epochs: 3 });
    const again = await run({ epochs: 3 });
    expect(again.finalWeightsSha256).toBe(first.finalWeightsSha256);
    expect(losses(first)).toEqual(losses(first).toSorted((a, b) => b - a));
  });

  it('goes on from a checkpoint to the bits of a run without interruption', async () => {
    const whole = await run({ epochs: 2 });
    const half = whole.of('checkpoint').at(0);
    const resumed = await run({ epochs: 2 }, join(folder, half?.record.file ?? ''));
    expect(half?.record.epoch).toBe(0);
    expect(resumed.finalWeightsSha256).toBe(whole.finalWeightsSha256);
  });

  it('adds the penalties of its inner layers to the loss', async () => {
    const strong = { kernel_regularizer: { class_name: 'L2', config: { l2: 1 } } };
    const layers = (config: object) => [
      block({ layers: [conv(config)], shortcut: 'projection' }),
      'Flatten',
      output,
    ];
    const one = { epochs: 1, batch_size: 'all' };
    const bare = await run({ ...one, model: { layers: layers({}) } });
    const fined = await run({ ...one, model: { layers: layers(strong) } });
    expect(losses(fined)[0]).toBeGreaterThan((losses(bare)[0] ?? 0) + 0.5);
  });

  it('takes large steps whole where it normalises the batch inside', async () => {
    const many = tinyImages({ trainCount: 600, testCount: 20 });
    const port = createEngine({ openImages: () => Promise.resolve(many), appVersion: 'test' });
    const job = { runId: 'run', dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
    const layers = [block({ layers: ['BatchNormalization'] }), 'Flatten', output];
    const experiment = tinyExperiment({ model: { layers }, epochs: 1, batch_size: 'all' });
    expect((await port.train({ ...job, experiment }, () => undefined)).status).toBe('completed');
  });

  it('may end with a block, whose softmax the loss then sees through', async () => {
    const dense = { class_name: 'Dense', config: { units: 4 } };
    const layers = ['Flatten', dense, block({ layers: [dense], activation: 'softmax' })];
    const ran = await run({ epochs: 1, model: { layers } });
    expect(ran.of('evaluated')[0]?.evaluation.topProbabilities[0]).toBeLessThanOrEqual(1);
    expect(ran.status).toBe('completed');
  });
});

describe('the first weights of a block', () => {
  const weightsOf = (layers: readonly unknown[]) =>
    initialWeights(buildModel(modelSchema.parse({ layers }), [8, 8, 4]), 7);

  it('come from streams named after block and layer, so that no other layer moves them', () => {
    const alone = weightsOf([block({ layers: [conv()] })]);
    const beside = weightsOf([conv(), block({ layers: [conv()], shortcut: 'projection' })]);
    expect([...alone.keys()]).toEqual(['residual/conv2d/kernel', 'residual/conv2d/bias']);
    expect(beside.get('residual/conv2d/kernel')).toEqual(alone.get('residual/conv2d/kernel'));
    expect(beside.get('conv2d/kernel')).not.toEqual(alone.get('residual/conv2d/kernel'));
    expect([...beside.keys()].at(-1)).toBe('residual/shortcut/bias');
  });
});
