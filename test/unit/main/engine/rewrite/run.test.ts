import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import type { TrainEvent } from '../../../../../src/shared/contract/engine.ts';
import { type RewriteName, graphFormOf } from '../../../../../src/shared/contract/graph-form.ts';
import { tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-rewrite-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 20 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });
const conv = { class_name: 'Conv2D', config: { filters: 4, kernel_size: 2, activation: 'relu' } };
const output = { class_name: 'Dense', config: { units: 4, activation: 'softmax' } };
const experiment = tinyExperiment({
  model: { layers: [conv, { class_name: 'MaxPooling2D', config: { pool_size: 2 } }, 'Flatten', output] },
});

async function run(rewrites?: readonly RewriteName[], resumeFrom: string | null = null) {
  const events: TrainEvent[] = [];
  const job = {
    runId: 'run',
    experiment,
    dataFolder: folder,
    checkpointFolder: folder,
    resumeFrom,
    rewrites,
  };
  const outcome = await engine.train(job, (event) => events.push(event));
  const of = <T extends TrainEvent['type']>(type: T) =>
    events.filter((event): event is Extract<TrainEvent, { type: T }> => event.type === type);
  return { hash: outcome.finalWeightsSha256, graph: of('started')[0]?.versions['graph'], of };
}

describe('a run', () => {
  it('records the rewrites that it used, all unless told otherwise', async () => {
    expect((await run()).graph).toBe('2+crop+pool-first');
    expect((await run(['crop'])).graph).toBe('2+crop');
    expect((await run([])).graph).toBe('2');
  });

  it('gives the same bits each time with the same rewrites', async () => {
    for (const rewrites of [undefined, []])
      expect((await run(rewrites)).hash).toBe((await run(rewrites)).hash);
  });

  it('learns the same with and without them, to rounding', async () => {
    const losses = (ran: Awaited<ReturnType<typeof run>>) => ran.of('epoch').map(({ record }) => record.loss);
    const built = losses(await run([]));
    losses(await run()).forEach((loss, epoch) => expect(loss).toBeCloseTo(built[epoch] ?? 0, 4));
  });

  it('goes on from its checkpoint to the bits that it would have had, with the rewrites of its record', async () => {
    const whole = await run([]);
    const first = whole.of('checkpoint')[0]?.record.file ?? '';
    expect((await run(graphFormOf(whole.graph).rewrites, join(folder, first))).hash).toBe(whole.hash);
  });
});
