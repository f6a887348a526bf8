import { describe, expect, it } from 'vitest';
import { displayWidth, fitDisplay, padDisplay, printable } from '../../../../src/main/cli/text-width.ts';

describe('the width of a text in terminal columns', () => {
  it('counts Japanese characters as two and Latin ones as one', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('学習率')).toBe(6);
    expect(displayWidth('ﾊﾝｶｸ')).toBe(4);
    expect(displayWidth('Adam（既定）')).toBe(12);
  });

  it('counts combining marks and colour codes as nothing', () => {
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('\u001b[31mred\u001b[39m')).toBe(3);
  });

  it('pads by columns on either side', () => {
    expect(padDisplay('犬', 4)).toBe('犬  ');
    expect(padDisplay('7', 3, 'right')).toBe('  7');
    expect(padDisplay('longer', 3)).toBe('longer');
  });

  it('cuts a long text so that the ellipsis still fits, never in the middle of a wide character', () => {
    expect(fitDisplay('abcdef', 6)).toBe('abcdef');
    expect(fitDisplay('abcdefg', 6)).toBe('abcde…');
    expect(fitDisplay('学習率学習率', 6)).toBe('学習…');
  });

  it('lets no name from outside move the cursor, break the line or turn the writing direction', () => {
    expect(printable('a\nb\u001b[2Jc\u202ed')).toBe('a b [2Jc d');
  });
});
