import { describe, expect, it } from 'vitest';
import {
  evaluateFormula,
  fewestDigits,
  namesIn,
  replaceNames,
  spellNumber,
} from '../../../../src/shared/spec/formula-text.ts';

describe('a formula as text', () => {
  it.each([
    ['2 + 3·4 − 1', 13],
    ['8 / 2·4', 16],
    ['2^3^2', 512],
    ['−2²', -4],
    ['(−2)²', 4],
    ['2·−3', -6],
    ['√(9 + 16)', 5],
    ['√16·2', 8],
    ['1 / (2 + √4)', 0.25],
    ['|3 − 5|·2', 4],
    ['⌊7 / 2⌋ − ⌊−7 / 2⌋', 7],
    ['max(1, min(5, 2 + 1))', 3],
    ['cos(π)', -1],
    ['1.5e-3·2', 0.003],
    ['1 / ∞', 0],
  ])('%s is %d', (text, value) => {
    expect(evaluateFormula(text)).toBeCloseTo(value, 12);
  });

  it('is no number where one of its numbers is none', () => {
    expect(evaluateFormula('NaN + 1')).toBeNaN();
  });

  it('is computed with the numbers of its names, subscripts included', () => {
    expect(evaluateFormula('β₁·v_hat − w', { 'β₁': 2, v_hat: 3, w: 1 })).toBe(5);
    expect(namesIn('max(u, |g|) + g·cos(π·u₁)')).toEqual(['u', 'g', 'u₁']);
  });

  it('comes to the same when numbers stand in place of the names', () => {
    const values = { w: -0.25, g: 1e-9, 'p₁': 0.9 };
    const text = 'w − g / (1 − p₁)^2';
    const spelled = replaceNames(text, (name) => spellNumber(values[name as 'w'], 9));
    expect(spelled).toBe('(−0.25) − 1e-9 / (1 − 0.9)^2');
    expect(evaluateFormula(spelled)).toBeCloseTo(evaluateFormula(text, values), 15);
  });

  it.each(['', '1 +', '(1', '1)', 'max 1', '2 x', 'a', '|1'])('is refused where it is none: “%s”', (text) => {
    expect(() => evaluateFormula(text)).toThrow('Not a formula');
  });
});

describe('a number in a formula', () => {
  it('has as many digits as asked for, and parentheses where it is negative', () => {
    expect(spellNumber(Math.fround(0.1), 9)).toBe('0.100000001');
    expect(spellNumber(-2, 9)).toBe('(−2)');
    expect(spellNumber(0.00000123, 2)).toBe('1.2e-6');
    expect(spellNumber(-Infinity, 9)).toBe('(−∞)');
    expect(spellNumber(NaN, 9)).toBe('NaN');
    expect(spellNumber(60000, 1)).toBe('60000');
  });

  it('is read back as the same float32 from its fewest digits', () => {
    for (const value of [0.1, 0.999, 1e-7, 1 / 3, 0, 123456789, Math.fround(1e-40)])
      expect(Math.fround(Number(value.toPrecision(fewestDigits(value))))).toBe(Math.fround(value));
    expect(fewestDigits(Math.fround(0.999))).toBe(3);
  });
});
