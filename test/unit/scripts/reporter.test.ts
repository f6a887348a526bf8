import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chooseLanguage, createReporter, describeProgress } from '../../../scripts/setup/reporter.mjs';

describe('the language of set-up', () => {
  it('is Japanese where the locale is, else English', () => {
    expect(chooseLanguage({ LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(chooseLanguage({ LANG: 'ja' })).toBe('ja');
    expect(chooseLanguage({ LANG: 'C.UTF-8' })).toBe('en');
    expect(chooseLanguage({ LANG: 'jam_JM' })).toBe('en');
  });

  it('follows LC_ALL before LANG', () => {
    expect(chooseLanguage({ LANG: 'en_US.UTF-8', LC_ALL: 'ja_JP.UTF-8' })).toBe('ja');
    expect(chooseLanguage({ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' })).toBe('en');
  });
});

describe('progress', () => {
  it('tells percentage, amount and time left', () => {
    const state = { done: 68_000_000, total: 272_000_000, unit: 'bytes', elapsedMs: 10_000 } as const;
    expect(describeProgress(state, 'en')).toBe(' 25 %  68 / 272 MB  30 s left');
    expect(describeProgress(state, 'ja')).toBe(' 25 %  68 / 272 MB  残り 30 秒');
  });

  it('speaks of minutes when it takes long, and of no time before it knows', () => {
    const state = { done: 10, total: 100, unit: 'pieces', elapsedMs: 60_000 } as const;
    expect(describeProgress(state, 'en')).toBe(' 10 %  10 / 100  9 min left');
    expect(describeProgress({ ...state, elapsedMs: 500 }, 'en')).toBe(' 10 %  10 / 100');
    expect(describeProgress({ ...state, done: 100 }, 'en')).toBe('100 %  100 / 100');
  });

  it('is plain lines without control characters where there is no terminal', () => {
    const stream = new PassThrough();
    const reporter = createReporter({ stream: stream as unknown as NodeJS.WriteStream, language: 'en' });
    const progress = reporter.begin('unpack', { count: 2, size: 853 });
    for (let done = 0; done <= 100; done++) progress.update(done, 100);
    progress.end();
    const text = String(stream.read());
    expect(text).toBe('      Unpacking 2 files: 853 MB\n');
  });
});
