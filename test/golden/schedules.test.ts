import { describe, expect, it } from 'vitest';
import { learningRateAt, scheduleClassNames, scheduleSchema } from '../../src/shared/spec/schedules.ts';
import {
  floats,
  Judge,
  readGolden,
  rounded,
  TOLERANCE,
  type KerasClass,
  type PackedArray,
} from './golden.ts';

interface ScheduleCase extends KerasClass {
  readonly name: string;
  readonly keras_config: object;
  readonly rates: PackedArray;
}

const { steps, cases } = readGolden('schedules') as { steps: number[]; cases: ScheduleCase[] };
const judge = new Judge('schedules');

describe('a learning-rate schedule', () => {
  it.each(cases)('gives the rates of Keras: $name', ({ name, rates, class_name, config }) => {
    const schedule = scheduleSchema.parse({ class_name, config });
    judge.expectClose(
      { subject: class_name, name, part: 'rates' },
      steps.map((step) => learningRateAt(schedule, step)),
      floats(rates),
    );
  });

  it.each(cases)('has the defaults of Keras: $name', ({ class_name, config, keras_config }) => {
    const schedule = scheduleSchema.parse({ class_name, config });
    expect(rounded(keras_config)).toMatchObject(rounded(schedule.config) as object);
  });

  it('has golden rates for every class of Keras', () => {
    const known = new Set<string>(cases.map(({ class_name }) => class_name));
    expect([...known].toSorted()).toEqual(
      scheduleClassNames.filter((name) => name !== 'RobbinsMonro').toSorted(),
    );
  });

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = judge.rows;
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});
