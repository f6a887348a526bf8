import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import { chooseCompute, computesOf } from '../../../../src/main/engine/fast-mode.ts';
import { fingerprintOf } from '../../../../src/main/engine/fingerprint.ts';
import { liveTensors } from '../../../../src/main/engine/native/program.ts';
import { TrainingSession } from '../../../../src/main/engine/session.ts';
import type { DeviceReport, TrainEvent, TrainJob } from '../../../../src/shared/contract/engine.ts';
import { type ComputeType, computeTypes, graphFormOf } from '../../../../src/shared/contract/graph-form.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-fast-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 20 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });
const fast = tinyExperiment({ dtype_policy: 'mixed_bfloat16', epochs: 3 });

const processor = (...cpuFeatures: string[]): DeviceReport => ({
  kind: 'cpu',
  name: 'a processor',
  reason: '',
  threads: 2,
  tensorflow: '2.21.0',
  cpuFeatures,
});

async function run(changes: Partial<TrainJob> = {}) {
  const events: TrainEvent[] = [];
  const job = { runId: 'run', dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
  const outcome = await engine.train({ ...job, experiment: fast, ...changes }, (event) => events.push(event));
  const of = <T extends TrainEvent['type']>(type: T) =>
    events.filter((event): event is Extract<TrainEvent, { type: T }> => event.type === type);
  const start = of('started')[0]!;
  const losses = of('epoch').map(({ record }) => record.loss);
  return { hash: outcome.finalWeightsSha256, start, losses, of };
}

describe('the fast mode', () => {
  it('is a matter of the document, of the processor, and of how the run began', () => {
    const plain = tinyExperiment();
    expect(computesOf(plain, processor('avx512_bf16'), undefined)).toEqual(['float32']);
    expect(computesOf(fast, processor('avx2'), undefined)).toEqual(['float32']);
    expect(computesOf(fast, processor('avx512_bf16'), undefined)).toEqual(computeTypes);
    expect(computesOf(fast, processor('amx_bf16'), undefined)).toEqual(computeTypes);
    expect(computesOf(fast, { ...processor(), kind: 'gpu' }, undefined)).toEqual(computeTypes);
    expect(computesOf(fast, processor('avx2'), 'bfloat16')).toEqual(['bfloat16']);
  });

  it('is used where a probe of a few steps says that it pays', () => {
    using session = new TrainingSession(fast, dataset, { computes: computeTypes });
    const { isUsed, reason, float32Ms, bfloat16Ms } = chooseCompute(session, {
      computes: computeTypes,
      device: processor('avx512_bf16'),
      before: undefined,
    });
    expect(isUsed).toBe(bfloat16Ms! <= 0.95 * float32Ms!);
    expect(reason).toBe(isUsed ? 'faster' : 'slower');
    expect(session.compute).toBe(isUsed ? 'bfloat16' : 'float32');
  });

  it('is said not to be used where the processor cannot', () => {
    using session = new TrainingSession(fast, dataset);
    const verdict = { isUsed: false, reason: 'processor', float32Ms: null, bfloat16Ms: null };
    expect(chooseCompute(session, { computes: ['float32'], device: processor(), before: undefined })).toEqual(
      verdict,
    );
  });

  it('is a fact of the run: its device says what became of it, and its graph version the type', async () => {
    const { start } = await run();
    const { fastMode } = start.device;
    expect(graphFormOf(start.versions['graph']).compute).toBe(fastMode?.isUsed ? 'bfloat16' : 'float32');
    const plain = await run({ experiment: tinyExperiment() });
    expect(plain.start.device.fastMode).toBeUndefined();
  });

  it('leaves the first weights as they are: a probe changes nothing that stays', async () => {
    const probed = await run();
    const before = await run({ compute: graphFormOf(probed.start.versions['graph']).compute });
    expect(probed.start.initialWeightsSha256).toBe(before.start.initialWeightsSha256);
    expect(before.hash).toBe(probed.hash);
    expect(before.start.device.fastMode?.reason).toBe('as-before');
  });

  it.each<ComputeType>(['float32', 'bfloat16'])(
    'goes on in %s to the bits of an uninterrupted run',
    async (compute) => {
      const whole = await run({ compute });
      const file = join(folder, whole.of('checkpoint')[0]?.record.file ?? '');
      expect((await run({ compute, resumeFrom: file })).hash).toBe(whole.hash);
      expect((await run({ compute })).hash).toBe(whole.hash);
    },
  );

  it('learns nearly the same as float32, and not the same bits', async () => {
    const exact = await run({ compute: 'float32' });
    const quick = await run({ compute: 'bfloat16' });
    expect(quick.hash).not.toBe(exact.hash);
    quick.losses.forEach((loss, epoch) => {
      expect(Math.abs(loss / (exact.losses[epoch] ?? 0) - 1)).toBeLessThan(0.05);
    });
  });

  it('makes a checkpoint one of its own; without it, older checkpoints stay good', () => {
    expect(fingerprintOf(fast, 'data')).not.toBe(fingerprintOf({ ...fast, dtype_policy: 'float32' }, 'data'));
    expect(fingerprintOf(tinyExperiment(), 'data')).toBe(
      '5ca93bbb10da2b20434ccb171cc6014e4967cc1d107e64a0589465db677543db',
    );
  });
});

describe('a step in bfloat16', () => {
  it('has gradients near those of float32', () => {
    const gradients = (compute: ComputeType) => {
      using session = new TrainingSession(fast, dataset, { computes: [compute] });
      session.initialize();
      session.beginEpoch(0, 0);
      let found: ReadonlyMap<string, Float32Array> = new Map();
      session.step(false, (each) => (found = each));
      return found;
    };
    const exact = gradients('float32');
    const quick = gradients('bfloat16');
    expect([...quick.keys()]).toEqual([...exact.keys()]);
    const apart = (key: string) => {
      const [a, b] = [exact.get(key)!, quick.get(key)!];
      return Math.hypot(...a.map((value, place) => value - (b[place] ?? 0))) / Math.hypot(...a);
    };
    for (const key of exact.keys()) expect(apart(key), key).toBeLessThan(0.1);
    expect(apart('conv2d/kernel')).toBeGreaterThan(1e-5);
  });

  it('leaves no tensor behind and keeps float32 weights', () => {
    const before = liveTensors();
    using session = new TrainingSession(fast, dataset, { computes: ['bfloat16'] });
    session.initialize();
    session.beginEpoch(0, 0);
    session.step(false);
    for (const { type } of session.readWeights().values()) expect(type).toBe('float32');
    expect(liveTensors()).toBe(before);
  });
});
