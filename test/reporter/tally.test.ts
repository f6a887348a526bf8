import { describe, expect, it } from 'vitest';
import { tallyLines, type TallyRow } from './tally.ts';

const row = (subject: string, largest: number): TallyRow => ({
  topic: 'layers',
  subject,
  cases: 2,
  numbers: 1200,
  largest,
  unit: 'relative',
});

describe('the table of what was compared with Keras', () => {
  it('sums each topic up and gives each subject a line', () => {
    expect(tallyLines([row('Dense', 3e-7), row('Conv2D', 1e-6)])).toEqual([
      'Compared with Keras          cases  numbers  largest difference',
      'layers                           4    2,400              1.0e-6',
      '                     Dense       2    1,200              3.0e-7',
      '                     Conv2D      2    1,200              1.0e-6',
    ]);
  });

  it('says standard errors of draws, and none where nothing may differ', () => {
    const [, draws] = tallyLines([{ ...row('Zeros', 2.64), unit: 'errors' }]);
    const [, exact] = tallyLines([{ ...row('labs', 0), unit: 'exact' }]);
    expect(draws).toMatch(/2\.6 standard errors$/);
    expect(exact).toMatch(/none$/);
  });

  it('is absent where nothing was compared', () => {
    expect(tallyLines([])).toEqual([]);
  });
});
