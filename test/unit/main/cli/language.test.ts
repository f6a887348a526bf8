import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../../src/main/cli/language.ts';

describe('the language of a command', () => {
  it('follows --lang wherever it stands', () => {
    expect(languageOf(['--lang', 'ja', 'run'], {})).toBe('ja');
    expect(languageOf(['run', '--lang=en'], { LANG: 'ja_JP.UTF-8' })).toBe('en');
  });

  it('follows the locale in the order of POSIX', () => {
    expect(languageOf([], { LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(languageOf([], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' })).toBe('en');
    expect(languageOf([], { LC_ALL: '', LANG: 'ja' })).toBe('ja');
    expect(languageOf([], { LANG: 'jam_XX' })).toBe('en');
  });

  it('is English where nothing is said, or what is said is unknown', () => {
    expect(languageOf(['--lang', 'fr'], {})).toBe('en');
    expect(languageOf(['note', '--', '--lang=ja'], {})).toBe('en');
  });
});
