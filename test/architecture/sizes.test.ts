import { describe, expect, it } from 'vitest';
import { functionSizes, lineCount, quantile } from './measures.ts';
import { sourceFiles } from './project-files.ts';

/** Tables of words, and of a database's columns, may be long; code may not. */
const tables = /^src\/(shared\/contract\/errors|main\/cli\/texts|main\/history\/migrations)\//;

describe('the size of source files', () => {
  const files = sourceFiles('src').map(({ path, text }) => ({ path, lines: lineCount(text) }));
  const lines = files.map((file) => file.lines);

  it('stays small: median 120 lines, nine in ten below 350, none above 500', async ({ annotate }) => {
    const [median, most] = [quantile(lines, 0.5), quantile(lines, 0.9)];
    await annotate(`${files.length} files: median ${median} lines, p90 ${most}, longest ${longest(files)}`);
    const tooLong = files.filter((file) => file.lines > 500 && !tables.test(file.path));
    expect(tooLong).toEqual([]);
    expect(median).toBeLessThanOrEqual(120);
    expect(most).toBeLessThanOrEqual(350);
  });
});

describe('the size of functions', () => {
  const functions = sourceFiles('src').flatMap(functionSizes);
  const lines = functions.map((size) => size.lines);

  it('stays small: nine in ten below 40 lines, none above 80', async ({ annotate }) => {
    const [median, most] = [quantile(lines, 0.5), quantile(lines, 0.9)];
    const named = functions.map(({ place, lines }) => ({ path: place, lines }));
    await annotate(
      `${functions.length} functions: median ${median} lines, p90 ${most}, longest ${longest(named)}`,
    );
    expect(functions.filter((size) => size.lines > 80 && !tables.test(size.place))).toEqual([]);
    expect(most).toBeLessThanOrEqual(40);
  });

  it('stops at four parameters', () => {
    expect(functions.filter((size) => size.parameters > 4)).toEqual([]);
  });

  it('is measured on every kind of function with a name', () => {
    const text =
      'export function one() {\n  return 1;\n}\nclass A {\n  m(a) {}\n}\nconst f = (a, b) => {\n};\n';
    expect(functionSizes({ path: 'x.ts', text })).toEqual([
      { place: 'x.ts:1 one', lines: 3, parameters: 0 },
      { place: 'x.ts:5 m', lines: 1, parameters: 1 },
      { place: 'x.ts:7 f', lines: 2, parameters: 2 },
    ]);
  });
});

function longest(measured: readonly { readonly path: string; readonly lines: number }[]): string {
  const [first] = [...measured].sort((a, b) => b.lines - a.lines);
  return first ? `${first.lines} (${first.path})` : 'none';
}
