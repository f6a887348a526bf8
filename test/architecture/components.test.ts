import { describe, expect, it } from 'vitest';
import { bareTexts } from './components.ts';
import { lineCount } from './measures.ts';
import { sourceFiles } from './project-files.ts';

const components = sourceFiles('src/renderer').filter(({ path }) => path.endsWith('.svelte'));

describe('the components of the page', () => {
  it('speak through i18n: no word of one language stands in their markup', () => {
    const bare = components.flatMap(({ path, text }) =>
      bareTexts(text).map((found) => `${path}:${lineOf(text, found.offset)} ${found.text}`),
    );
    expect(bare).toEqual([]);
  });

  it('have at most 250 lines, style included', () => {
    const sizes = components.map(({ path, text }) => ({ path, lines: lineCount(text) }));
    expect(sizes.filter(({ lines }) => lines > 250)).toEqual([]);
  });
});

describe('a word in the markup of a component', () => {
  const texts = (markup: string): string[] => bareTexts(markup).map(({ text }) => text);

  it('is found as text, wherever it stands', () => {
    expect(texts('<p>Run it</p>')).toEqual(['Run it']);
    expect(texts('{#if x}<b>実行</b>{:else}Stop{/if}')).toEqual(['実行', 'Stop']);
    expect(texts('{#each xs as x (x)}<Card>{#snippet head()}Layer{/snippet}</Card>{/each}')).toEqual([
      'Layer',
    ]);
    expect(texts("<p>{isOn ? 'on' : say('frame.off')} {`${n} runs`}</p>")).toEqual(['on', ' runs']);
  });

  it('is found in what is read aloud or shown beside the pointer, in elements and components', () => {
    expect(texts('<button aria-label="Close">×</button>')).toEqual(['Close']);
    expect(texts('<input placeholder="Search runs" class="field wide" type="text" />')).toEqual([
      'Search runs',
    ]);
    expect(texts("<Dialog title={isNew ? 'New' : name} />")).toEqual(['New']);
  });

  it('is allowed where it is none: numbers, symbols, variables, keys, code, data and texts of i18n', () => {
    expect(texts('<b>×2 → 1,024</b><i>η = 0.1</i><kbd>Esc</kbd><code>Conv2D</code>')).toEqual([]);
    expect(texts('<b>Sequential</b><p title="Ctrl+Z">{value ?? \'None\'}</p>')).toEqual([]);
    expect(texts('<p style:height={`${rows * 20}px`} style="color: red" class="wide"></p>')).toEqual([]);
    expect(texts("<p title={say('lab.title')}>{layer.class_name} {kind === 'cpu' ? a : b}</p>")).toEqual([]);
    expect(
      texts('<script lang="ts">\n  const a = \'word\';\n</script>\n<style>\n  p { color: red; }\n</style>'),
    ).toEqual([]);
  });
});

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
