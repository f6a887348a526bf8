/** All that the architecture forbids in one source file: imports across layers, and calls that break a promise. */
import ts from 'typescript';
import { markupCalls } from './components.ts';
import { importsOf, parseSource } from './imports.ts';
import { judgeImport } from './layers.ts';

/** One thing that a file must not do. */
export interface Violation {
  /** Character offset in the text. */
  readonly offset: number;
  readonly message: string;
}

/** A call (or `new`) that must not appear in some files. */
interface ForbiddenCall {
  /** What stands before the arguments. */
  readonly callees: readonly string[];
  readonly files: RegExp;
  readonly reason: string;
}

const forbiddenCalls: readonly ForbiddenCall[] = [
  {
    callees: ['Math.random'],
    files: /^src\//,
    reason: 'draw from randomStream of src/shared/random.ts, so that a run can be repeated',
  },
  {
    callees: ['Date.now', 'Date'],
    files: /^src\/(shared|main\/(engine|datasets))\//,
    reason: 'the wall clock jumps; use performance.now for durations and counters for order',
  },
  {
    callees: [
      'fetch',
      'WebSocket',
      'EventSource',
      'XMLHttpRequest',
      'globalThis.fetch',
      'navigator.sendBeacon',
    ],
    files: /^src\//,
    reason: 'Tatami makes no connection at run time',
  },
];

/** Everything forbidden in a file, in no particular order. */
export function findViolations(file: string, text: string): Violation[] {
  const imports = importsOf(file, text).flatMap(({ specifier, isTypeOnly, offset }) => {
    const message = judgeImport({ file, specifier, isTypeOnly });
    return message === null ? [] : [{ offset, message }];
  });
  const markup = file.endsWith('.svelte') ? findForbiddenMarkup(file, text) : [];
  return [...imports, ...findForbiddenCalls(file, text), ...markup];
}

/** The markup of a component may call what its script may call, and imports nothing. */
function findForbiddenMarkup(file: string, text: string): Violation[] {
  return markupCalls(text).flatMap(({ offset, callee }) => {
    if (callee === 'import') return [{ offset, message: 'import in the script, not in the markup' }];
    const rule = forbiddenCalls.find(({ callees, files }) => callees.includes(callee) && files.test(file));
    return rule === undefined ? [] : [{ offset, message: `no ${callee} here: ${rule.reason}` }];
  });
}

function findForbiddenCalls(file: string, text: string): Violation[] {
  const rules = forbiddenCalls.filter(({ files }) => files.test(file));
  const found: Violation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = node.expression.getText();
      const rule = rules.find(({ callees }) => callees.includes(callee));
      if (rule) found.push({ offset: node.getStart(), message: `no ${callee} here: ${rule.reason}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource(file, text));
  return found;
}
