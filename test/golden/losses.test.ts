import { describe, expect, it } from 'vitest';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { lossClassNames } from '../../src/shared/spec/losses.ts';
import { floats, integers, Judge, readGolden, TOLERANCE, type PackedArray } from './golden.ts';
import { computeLoss, type LossTask } from './loss-run.ts';

interface LossCase extends LossTask {
  readonly name: string;
  readonly per_image: PackedArray;
  readonly slopes: PackedArray;
}

const { labels, cases } = readGolden('losses') as { labels: PackedArray; cases: LossCase[] };
const judge = new Judge('losses');
const { tf } = loadNative();

describe('a loss', () => {
  it.each(cases)('has the value and the slopes of Keras: $name', (golden) => {
    const before = tf.memory().numTensors;
    const { perImage, slopes } = computeLoss(golden, integers(labels));
    const { class_name: subject, name } = golden;
    judge.expectClose({ subject, name, part: 'value' }, perImage, floats(golden.per_image));
    judge.expectClose({ subject, name, part: 'slopes' }, slopes, floats(golden.slopes));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = judge.rows;
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });

  it('has golden values for every class', () => {
    const known = new Set<string>(cases.map(({ class_name }) => class_name));
    expect([...known].toSorted()).toEqual(lossClassNames.toSorted());
  });
});
