import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, describe, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import { GraphBuilder, withGivenNames } from '../../../../src/main/engine/native/graph.ts';
import { Program } from '../../../../src/main/engine/native/program.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-names-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 60, testCount: 20 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

const conv = (name: string) => ({
  class_name: 'Conv2D',
  config: { name, filters: 2, kernel_size: 3, padding: 'same' },
});
const named = (...names: readonly [string, string, string, string]) => [
  conv(names[0]),
  { class_name: 'Residual', config: { name: names[1], layers: [conv(names[2]), 'BatchNormalization'] } },
  { class_name: 'Dropout', config: { name: names[3], rate: 0.5 } },
  'Flatten',
  { class_name: 'Dense', config: { name: '全結合', units: 4, activation: 'softmax' } },
];

async function train(layers: readonly unknown[], resumeFrom: string | null = null) {
  const optimizer = { class_name: 'Adam', config: { use_ema: true } };
  const experiment = tinyExperiment({ model: { name: 'モデル', layers }, optimizer });
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom };
  return await engine.train(job, () => undefined);
}

describe('a network whose layers are named in any script', () => {
  it('trains, and goes on from its checkpoints to the same bits', async () => {
    const layers = named('畳み込み1', '残差ブロック', 'かな', '𠮷野-ü.é');
    const whole = await train(layers);
    expect(whole.status).toBe('completed');
    const file = readdirSync(folder).toSorted()[0] ?? '';
    expect((await train(layers, join(folder, file))).finalWeightsSha256).toBe(whole.finalWeightsSha256);
  });

  it('keeps layers apart whose names look alike once they are written in ASCII', async () => {
    const layers = [conv('x.u7573.'), conv('x畳'), conv('x_'), 'Flatten', named('a', 'b', 'c', 'd').at(-1)];
    expect((await train(layers)).status).toBe('completed');
  });

  it('keeps variables apart whose names look alike once they are written in ASCII', () => {
    const graph = new GraphBuilder();
    const names = ['x畳', 'x.u7573.', 'x.u7573._1'];
    for (const name of names) graph.variable(name, 'int32', []);
    using program = new Program(graph);
    for (const [index, name] of names.entries())
      program.assign(name, { shape: [], type: 'int32', data: Int32Array.of(index) });
    expect(names.map((name) => program.read(name).data[0])).toEqual([0, 1, 2]);
    expect(() => graph.variable('x畳', 'int32', [])).toThrow(/two variables are called x畳/);
  });

  it('is named as it was given where TensorFlow reports an error', () => {
    expect(withGivenNames('node step_16/.u7573./MatMul_3 of .u20bb7.')).toBe(
      'node step_16/畳/MatMul_3 of 𠮷',
    );
  });
});
