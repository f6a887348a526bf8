import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError, LabError } from '../../../src/shared/contract/errors.ts';
import type { InspectedPicture } from '../../../src/shared/contract/inspect.ts';
import { smallCnn, tinyExperiment } from '../../fixtures/experiments.ts';
import { LabClient } from './lab-client.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-inspect-service-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let lab: LabClient;
beforeEach(() => (lab = new LabClient(home)));
afterEach(() => lab.close());

const softmax = { class_name: 'Dense', config: { name: 'dense', units: 10, activation: 'softmax' } };

/** Trains on a little of MNIST, tested on all of its test pictures; answers the job's id. */
function train(epochs: number): Promise<string> {
  const experiment = tinyExperiment({
    ...{ dataset: { id: 'mnist', train: 320, test: null }, batch_size: 32, epochs },
    ...{ model: { layers: [...smallCnn.slice(0, -1), softmax] } },
  });
  return lab.call.addJob({ kind: 'run', experiment });
}

async function testPicture(place: number): Promise<InspectedPicture> {
  const { images, height, width } = await lab.call.pictures('mnist', 'test', [place]);
  return { height, width, channels: 1, pixels: images };
}

describe('a look inside a run', () => {
  it('says of a test picture what the run’s evaluation says, with the weights of its end', async () => {
    const [runId = ''] = (await lab.ended(await train(1))).runIds;
    const evaluation = await lab.call.evaluation(runId);
    const { probabilities, checkpoint } = await lab.call.inspect(runId, await testPicture(3), null, 'end');
    expect(checkpoint).toMatchObject({ kind: 'final', epoch: 1 });
    const at = 3 * (evaluation?.topK ?? 0);
    const best = probabilities[evaluation?.topClasses[at] ?? -1] ?? NaN;
    expect(Math.abs(best - (evaluation?.topProbabilities[at] ?? NaN))).toBeLessThan(1e-5);
  });

  it('is taken with the weights of each checkpoint, and with those before training', async () => {
    const [runId = ''] = (await lab.ended(await train(3))).runIds;
    const { checkpoints } = await lab.call.run(runId);
    const picture = await testPicture(0);
    const seen = new Map<number, string>();
    for (const { file, step } of checkpoints) {
      const { probabilities, checkpoint } = await lab.call.inspect(runId, picture, 0, { file });
      expect(checkpoint?.file).toBe(file);
      seen.set(step, String(probabilities));
    }
    const start = await lab.call.inspect(runId, picture, 0, 'start');
    expect(start.checkpoint).toBeNull();
    seen.set(0, String(start.probabilities));
    expect(seen.size).toBeGreaterThan(1);
    expect(new Set(seen.values()).size).toBe(seen.size);
    const other = lab.call.inspect(runId, picture, 0, { file: '../../history.db' });
    await expect(other).rejects.toMatchObject({ code: 'inspect.no-weights' });
  });

  it('is answered while the run is being trained, with the newest weights that are saved', async () => {
    const id = await train(500);
    const runId = await lab.trained(id, 1);
    const { checkpoint, layers } = await lab.call.inspect(runId, await testPicture(0), 5, 'end');
    expect(lab.jobs.find((job) => job.id === id)?.status).toBe('running');
    expect(checkpoint?.kind).toBe('epoch');
    expect(layers).toHaveLength(smallCnn.length);
    await lab.call.stopJob(id);
  });

  it('finds the training pictures nearest to one of them in its own half: itself first, with its class', async () => {
    const [runId = ''] = (await lab.ended(await train(1))).runIds;
    const { pictures } = await lab.call.nearestPictures(runId, await testPicture(0), 'end');
    const [nearest] = pictures;
    const { images, labels, height, width } = await lab.call.pictures('mnist', 'train', [
      nearest?.index ?? 0,
    ]);
    expect(labels[0]).toBe(nearest?.label);
    const itself = { height, width, channels: 1 as const, pixels: images };
    const found = await lab.call.nearestPictures(runId, itself, 'end');
    expect(found.pictures[0]?.index).toBe(nearest?.index);
    expect(found.pictures[0]?.distance).toBeLessThan(1e-4);
    expect(found.compared).toBe(320);
    expect(found.pictures).toHaveLength(10);
    const { findings, data } = await lab.call.diagnose(runId);
    expect(data.trainPerClass).toHaveLength(10);
    expect(findings.map(({ kind }) => kind)).not.toContain('leakage');
  });

  it('is refused in both languages where no undamaged checkpoint is left', async () => {
    const [runId = ''] = (await lab.ended(await train(1))).runIds;
    for (const { file } of (await lab.call.run(runId)).checkpoints)
      writeFileSync(join(home, 'checkpoints', runId, file), 'damaged');
    const asked = lab.call.inspect(runId, await testPicture(0), null, 'end');
    await expect(asked).rejects.toMatchObject({ code: 'inspect.no-weights', details: { run: runId } });
    const error = new LabError('inspect.no-weights', { run: runId });
    for (const language of ['ja', 'en'] as const)
      expect(describeError(error, language).message).toContain(runId);
  });
});
