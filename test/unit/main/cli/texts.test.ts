import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { speaker, type TextKey, texts } from '../../../../src/main/cli/texts/texts.ts';

const { ja, en } = texts;
const keys = Object.keys(ja) as TextKey[];
const sources = sourceTexts(join(import.meta.dirname, '../../../../src/main/cli'));

describe('the words of the command line', () => {
  it('are there in both languages', () => {
    expect(Object.keys(en).toSorted()).toEqual(keys.toSorted());
    for (const key of keys) expect(ja[key].trim() && en[key].trim(), key).not.toBe('');
  });

  it('name the same places to fill in both languages', () => {
    for (const key of keys) expect(places(en[key]), key).toEqual(places(ja[key]));
  });

  it('are all used', () => {
    const unused = keys.filter((key) => !sources.some((source) => source.includes(`'${key}'`)));
    expect(unused).toEqual([]);
  });

  it('are the only place with Japanese in the command line', () => {
    expect(sources.filter((source) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(source))).toEqual([]);
  });

  it('are said with their places filled', () => {
    expect(speaker('ja')('wrongCommand', { command: 'rnu' })).toBe('コマンド rnu はありません。');
    expect(speaker('en')('wrongCommand', { command: 'rnu' })).toBe('There is no command rnu.');
  });
});

function places(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();
}

/** The sources of the command line, its dictionaries left out. */
function sourceTexts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/^texts[/\\]/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
