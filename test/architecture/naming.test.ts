import { basename } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseSource } from './imports.ts';
import { sourceFiles, type ProjectFile } from './project-files.ts';

describe('files', () => {
  const files = sourceFiles('src', 'test', 'scripts', 'bench', 'bin');

  it('have names in kebab-case, components in PascalCase', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|svelte|d|bench))?\.(ts|mjs|js)$/;
    const pascal = /^([A-Z][a-z0-9]*)+\.svelte$/;
    const odd = files.filter(({ path }) => !kebab.test(basename(path)) && !pascal.test(basename(path)));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('say what they hold: no utils or helpers', () => {
    const vague = /^(utils?|helpers?|misc)\./;
    expect(files.map(({ path }) => path).filter((path) => vague.test(basename(path)))).toEqual([]);
  });

  it('declare what they export: no barrel files', () => {
    const sources = files.filter(({ path }) => path.startsWith('src/'));
    expect(sources.filter(isBarrel).map(({ path }) => path)).toEqual([]);
    const forwards = "export { a } from './a.ts';\nexport type { B } from './b.ts';\n";
    expect(isBarrel({ path: 'x.ts', text: forwards })).toBe(true);
    expect(isBarrel({ path: 'x.ts', text: `${forwards}export const c = 1;\n` })).toBe(false);
  });
});

describe('SQL', () => {
  it('stands in the history room only', () => {
    const statement =
      /\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b/;
    const users = sourceFiles('src').filter(({ text }) => statement.test(text));
    expect(users.filter(({ path }) => !path.startsWith('src/main/history/')).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

/** A file that only passes on what others declare. */
function isBarrel({ path, text }: ProjectFile): boolean {
  const { statements } = parseSource(path, text);
  const passesOn = (statement: ts.Statement): boolean =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
  return statements.some(passesOn) && statements.every((one) => passesOn(one) || ts.isImportDeclaration(one));
}
