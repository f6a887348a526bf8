import { describe, expect, it } from 'vitest';
import { nearestName, resolveName } from '../../../../src/shared/spec/names.ts';

const optimizers = ['SGD', 'RMSprop', 'Adagrad', 'Adadelta', 'Adam', 'AdamW', 'Adamax', 'Nadam'];

describe('A name that people type', () => {
  it.each([
    ['adadelta', 'Adadelta'],
    ['AdaDelta', 'Adadelta'],
    ['RMS_PROP', 'RMSprop'],
    ['sgd', 'SGD'],
    ['adam-w', 'AdamW'],
  ])('%s means %s', (typed, meant) => {
    expect(resolveName(typed, optimizers)).toBe(meant);
  });

  it('stays as it is if nothing is meant', () => {
    expect(resolveName('Lion', optimizers)).toBe('Lion');
  });

  it('may be an alias', () => {
    expect(
      resolveName('Mean-Square', ['MeanSquaredError'], new Map([['meansquare', 'MeanSquaredError']])),
    ).toBe('MeanSquaredError');
  });
});

describe('“Did you mean”', () => {
  it.each([
    ['adma', 'Adam'],
    ['adadleta', 'Adadelta'],
    ['rmspop', 'RMSprop'],
    ['SDG', 'SGD'],
    ['nadan', 'Nadam'],
  ])('answers %s with %s', (typed, nearest) => {
    expect(nearestName(typed, optimizers)).toBe(nearest);
  });

  it('stays silent where nothing is near', () => {
    expect(nearestName('LBFGS', optimizers)).toBeNull();
    expect(nearestName('', optimizers)).toBeNull();
    expect(nearestName('x', ['seed'])).toBeNull();
    expect(nearestName('adam', [])).toBeNull();
  });

  it('answers at once even for a name of a million letters', () => {
    const start = performance.now();
    expect(nearestName('x'.repeat(1_000_000), optimizers)).toBeNull();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
