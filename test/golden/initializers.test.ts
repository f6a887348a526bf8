import { describe, expect, it } from 'vitest';
import { initializerClassNames, initializerSchema } from '../../src/shared/spec/initializers.ts';
import { readGolden, Tally } from './golden.ts';
import { initializerFigures, STANDARD_ERRORS, type InitializerFacts } from './initializer-run.ts';

interface InitializerCase extends InitializerFacts {
  readonly name: string;
  readonly keras_config: object;
}

const { shares, cases } = readGolden('initializers') as { shares: number[]; cases: InitializerCase[] };
const tally = new Tally('initializers', 'errors');

describe('an initialiser', () => {
  it.each(cases)(
    'keeps to the bounds, mean and deviation of its formula and to the spread of Keras: $name',
    (golden) => {
      for (const { name, errors } of initializerFigures(golden, shares)) {
        tally.count({ subject: golden.class_name, name: golden.name }, 1, errors);
        expect(errors, `${name}: standard errors off`).toBeLessThanOrEqual(STANDARD_ERRORS);
      }
    },
  );

  it.each(cases)('has the defaults of Keras: $name', ({ class_name, config, keras_config }) => {
    const ours = initializerSchema.parse({ class_name, config });
    expect(keras_config).toMatchObject(ours.config);
  });

  it('has a golden distribution for every class', ({ task }) => {
    task.meta.tally = tally.rows;
    const known = new Set(cases.map(({ class_name }) => class_name));
    expect([...known].toSorted()).toEqual(initializerClassNames.toSorted());
  });
});
