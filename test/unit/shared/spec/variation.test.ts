import { describe, expect, it } from 'vitest';
import { combineVariations, parseVariation } from '../../../../src/shared/spec/variation.ts';

describe('a variation', () => {
  it('is a path and the values that it takes in turn', () => {
    expect(parseVariation('layers.3.rate=0, 0.25,0.5').settings.map(({ value }) => value)).toEqual([
      0, 0.25, 0.5,
    ]);
    expect(parseVariation('optimizer=SGD,Adam').settings.map(({ value }) => value)).toEqual(['SGD', 'Adam']);
  });

  it('leaves commas inside brackets, braces and quotes to the value', () => {
    const text = 'x=[3,3],{"from":"train","split":0.1},"a,\\"b"';
    expect(parseVariation(text).settings.map(({ value }) => value)).toEqual([
      [3, 3],
      { from: 'train', split: 0.1 },
      'a,"b',
    ]);
  });

  it.each(['', 'epochs', 'epochs=', '=1,2', 'epochs=1,,2', 'epochs=1,', 'epochs= , '])(
    'is refused where something is missing: %j',
    (text) => {
      expect(() => parseVariation(text)).toThrow(expect.objectContaining({ code: 'spec.bad-variation' }));
    },
  );

  it('is combined with others, the first varying slowest', () => {
    const combined = combineVariations([parseVariation('a=1,2'), parseVariation('b=x,y')]);
    expect(combined.map(({ name }) => name)).toEqual(['a=1, b=x', 'a=1, b=y', 'a=2, b=x', 'a=2, b=y']);
    expect(combined[3]?.set).toEqual({ a: 2, b: 'y' });
    expect(combineVariations([])).toEqual([{ name: '', set: {} }]);
  });
});
