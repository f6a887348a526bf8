/** Reads the imports of a source file with the TypeScript parser, and finds cycles among files. */
import { posix } from 'node:path';
import ts from 'typescript';

/** One import, wherever it stands: `import`, `export from`, `import()`, an `import()` type or `require`. */
export interface FoundImport {
  readonly specifier: string;
  /** True for `import type`, `export type` and `import()` types, which leave nothing at run time. */
  readonly isTypeOnly: boolean;
  /** Character offset of the specifier in the text. */
  readonly offset: number;
}

/** Parses a TypeScript or JavaScript file, or the scripts of a Svelte component (offsets stay those of the file). */
export function parseSource(file: string, text: string): ts.SourceFile {
  const code = file.endsWith('.svelte') ? blankOutsideScripts(text) : text;
  const name = file.endsWith('.svelte') ? `${file}.ts` : file;
  return ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
}

/** All imports of a file, in the order of the text. */
export function importsOf(file: string, text: string): FoundImport[] {
  const found: FoundImport[] = [];
  const visit = (node: ts.Node): void => {
    const literal = specifierOf(node);
    if (literal && ts.isStringLiteralLike(literal)) {
      found.push({ specifier: literal.text, isTypeOnly: isTypeOnly(node), offset: literal.getStart() });
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource(file, text));
  return found;
}

/** The files that a file imports by relative path, as paths from the repository root. */
export function importedFiles(file: string, text: string): string[] {
  const relative = importsOf(file, text).filter(({ specifier }) => specifier.startsWith('.'));
  return relative.map(({ specifier }) => posix.join(posix.dirname(file), specifier));
}

/** The cycles of an import graph, each as the list of its files; an empty list means there is none. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  return ts.isCallExpression(node) && isImportCall(node.expression) ? node.arguments[0] : undefined;
}

/** `import(…)`, `require(…)`, `require.resolve(…)` and `import.meta.resolve(…)`. */
function isImportCall(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    ['require', 'require.resolve', 'import.meta.resolve'].includes(callee.getText())
  );
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function blankOutsideScripts(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  const script = /(<script[^>]*>)([\s\S]*?)(<\/script>)/g;
  let code = '';
  let end = 0;
  for (const match of text.matchAll(script)) {
    const [whole, open = '', body = '', close = ''] = match;
    code += blank(text.slice(end, match.index) + open) + body + blank(close);
    end = match.index + whole.length;
  }
  return code + blank(text.slice(end));
}
