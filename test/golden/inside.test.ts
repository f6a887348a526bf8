import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../src/main/engine/checkpoint.ts';
import { measureNet } from '../../src/main/engine/diagnosis/measure-net.ts';
import { fingerprintOf } from '../../src/main/engine/fingerprint.ts';
import { inspect } from '../../src/main/engine/inspect/inspect.ts';
import { buildModel } from '../../src/main/engine/model.ts';
import { experimentSchema, type Experiment } from '../../src/shared/spec/experiment.ts';
import {
  floats,
  integers,
  Judge,
  type KerasClass,
  type PackedArray,
  readGolden,
  TOLERANCE,
  unpack,
} from './golden.ts';

interface InsideCase {
  readonly name: string;
  readonly layers: readonly KerasClass[];
  readonly images: PackedArray;
  readonly labels: PackedArray;
  readonly weights: readonly PackedArray[];
  readonly reasons: readonly {
    readonly picture: number;
    readonly class_index: number;
    readonly score: PackedArray;
    readonly saliency: PackedArray;
    readonly grad_cam: PackedArray | null;
  }[];
  readonly loss: PackedArray;
  /** By the trainable weights. */
  readonly slopes: readonly PackedArray[];
}

const { cases } = readGolden('inside') as { cases: InsideCase[] };
const judge = new Judge('look inside');
const folder = mkdtempSync(join(tmpdir(), 'tatami-golden-inside-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataSha256 = 'golden';

describe('why a class', () => {
  it.each(cases)('is answered as by Keras on the same weights: $name', (golden) => {
    const { experiment, checkpointFile } = saved(golden);
    const pixels = unpack(golden.images).data as Uint8Array;
    const [, height = 0, width = 0, channels = 0] = golden.images.shape;
    const size = height * width * channels;
    for (const { picture, class_index: classIndex, score, saliency, grad_cam } of golden.reasons) {
      const { reasons } = inspect({
        ...{ experiment, checkpointFile, dataSha256, classIndex },
        picture: {
          ...{ height, width, channels: channels === 1 ? 1 : 3 },
          pixels: pixels.slice(picture * size, (picture + 1) * size),
        },
      });
      const part = (subject: string) => ({ subject, name: golden.name, part: `picture ${picture}` });
      judge.expectClose(part('score'), [reasons.score], floats(score));
      judge.expectClose(part('saliency'), reasons.saliency, floats(saliency));
      expect(reasons.gradCam === null).toBe(grad_cam === null);
      if (grad_cam === null || reasons.gradCam === null) continue;
      expect([reasons.gradCam.height, reasons.gradCam.width]).toEqual(grad_cam.shape);
      judge.expectClose(part('Grad-CAM'), reasons.gradCam.values, floats(grad_cam));
    }
  });

  it.each(cases)('and the gradient that a diagnosis measures is Keras’s: $name', async (golden) => {
    const { experiment, checkpointFile } = saved(golden);
    const [, height = 0, width = 0, channels = 0] = golden.images.shape;
    const measured = await measureNet({
      ...{ experiment, checkpointFile, dataSha256, inputShape: [height, width, channels] },
      pixels: unpack(golden.images).data as Uint8Array,
      labels: integers(golden.labels),
    });
    const name = golden.name;
    const length = Math.hypot(...golden.slopes.flatMap((slope) => [...floats(slope)]));
    judge.expectClose({ subject: 'loss', name, part: 'mean' }, [measured.loss], floats(golden.loss));
    judge.expectClose(
      { subject: 'gradient of the loss', name, part: 'length' },
      [measured.gradientNorm],
      [length],
    );
  });

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = judge.rows;
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});

/** A checkpoint with Keras's weights, as a run would have left it. */
function saved({ name, layers, images, weights }: InsideCase): {
  experiment: Experiment;
  checkpointFile: string;
} {
  const experiment = experimentSchema.parse({
    ...{ tatami: 'experiment', version: 1, name, dataset: { id: 'golden' } },
    ...{ model: { layers }, loss: 'sparse_categorical_crossentropy', optimizer: 'SGD' },
  });
  const model = buildModel(experiment.model, images.shape.slice(1));
  const state = new Map(
    model.weights.map(({ key }, place) => [`weights/${key}`, unpack(weights[place] as PackedArray)]),
  );
  const file = `${name}.ckpt`;
  writeCheckpoint(folder, file, {
    progress: { epoch: 1, stepInEpoch: 0, iteration: 1, lossSum: 0, right: 0, images: 0, metricSums: [] },
    fingerprint: fingerprintOf(experiment, dataSha256),
    state,
  });
  return { experiment, checkpointFile: join(folder, file) };
}
