import { describe, expect, it } from 'vitest';
import { japaneseLetters } from '../../../../src/renderer/src/frame/letters.ts';

describe('the Japanese letters that are loaded before they are needed', () => {
  it('are those of the words of the page, each once, without what the Latin font has', () => {
    const letters = [...japaneseLetters()];
    for (const letter of '学習停止') expect(letters).toContain(letter);
    expect(letters.length).toBeGreaterThan(300);
    expect(letters.filter((letter) => letter <= '\u2e7f')).toEqual([]);
    expect(new Set(letters).size).toBe(letters.length);
  });
});
