import { describe, expect, it } from 'vitest';
import type { Topic } from '../../src/renderer/src/i18n/topic.ts';
import { topics } from '../../src/renderer/src/i18n/texts.ts';
import { committedPaths, readProjectFile } from './project-files.ts';

const sources = committedPaths()
  .filter((path) => /^src\/renderer\/src\/(?!i18n\/).*\.(svelte|ts)$/.test(path))
  .map((path) => readProjectFile(path).text)
  .join('\n');

const entries = Object.entries<Topic>(topics).flatMap(([topic, texts]) =>
  Object.entries(texts).map(([name, words]) => ({ key: `${topic}.${name}`, words })),
);

/** Keys that are put together, such as `xray.${name}`, as patterns. */
const patterns = [...sources.matchAll(/`(\w+\.[^`\n]*)`/g)]
  .map(([, text = '']) => text.split(/\$\{[^}]*\}/))
  .filter((parts) => parts.length > 1 && parts.every((part) => /^[\w.-]*$/.test(part)))
  .map((parts) => new RegExp(`^${parts.join('[\\w-]+').replaceAll('.', '\\.')}$`));

describe('the words of the window', () => {
  it('are all used: a key that nothing says is removed', () => {
    const isUsed = (key: string): boolean =>
      sources.includes(`'${key}'`) || patterns.some((pattern) => pattern.test(key));
    expect(entries.map(({ key }) => key).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('stand in both languages, with the same values filled in', () => {
    const valuesIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
    const unequal = entries.filter(
      ({ words: { ja, en } }) =>
        ja.trim() === '' || en.trim() === '' || valuesIn(ja).join() !== valuesIn(en).join(),
    );
    expect(unequal.map(({ key }) => key)).toEqual([]);
  });
});
