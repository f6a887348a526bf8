import { describe, expect, it } from 'vitest';
import { findCycles, importedFiles } from './imports.ts';
import { sourceFiles } from './project-files.ts';

describe('imports', () => {
  it('never go round in a circle, not even as types', () => {
    const files = sourceFiles('src', 'scripts', 'bin');
    const graph = new Map(files.map(({ path, text }) => [path, importedFiles(path, text)]));
    expect(findCycles(graph).map((cycle) => cycle.join(' -> '))).toEqual([]);
  });

  it('would be caught if they did', () => {
    const graph = new Map([
      ['src/a.ts', importedFiles('src/a.ts', "import { b } from './deep/b.ts';")],
      ['src/deep/b.ts', importedFiles('src/deep/b.ts', "import type { C } from '../c.ts';")],
      ['src/c.ts', importedFiles('src/c.ts', "const a = await import('./a.ts');")],
      ['src/d.ts', ['src/a.ts']],
    ]);
    expect(findCycles(graph)).toEqual([['src/a.ts', 'src/deep/b.ts', 'src/c.ts', 'src/a.ts']]);
  });
});
