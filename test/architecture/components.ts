/** What the markup of a Svelte component may not hold: words that only one language has, and calls out of scripts. */
import { parse } from 'svelte/compiler';

/** Attributes (and properties of components) that a user reads or hears. */
const spokenAttributes =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|text|message|hint|heading|caption)$/;

/** Elements whose words are the same in every language: code, keys, variables. */
const universalElements = ['code', 'kbd', 'samp', 'var'];

/** Parts of the tree that nobody reads. */
const silentTypes = ['StyleDirective', 'ClassDirective', 'Comment'];

/** Two letters in a row, or one of Japanese: numbers, symbols and single letters of formulas are no words. */
const word = /\p{L}{2}|[\u3040-\u30ff\u4e00-\u9fff]/u;

/** What is the same in every language: the app's name, keys, Keras's own words. */
const universalWords = /\b(Tatami|Keras|Sequential|None|model\.summary|Ctrl|Shift|Alt|Esc|Enter)\b/g;

/** Any node of the syntax tree. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A piece of text in a component that should have come from `i18n`. */
export interface BareText {
  readonly offset: number;
  readonly text: string;
}

/** The texts in the markup of a component that a user would read in one language only. */
export function bareTexts(source: string): BareText[] {
  const found: BareText[] = [];
  visit(markupOf(source), found);
  return found.filter(({ text }) => word.test(text.replace(universalWords, '')));
}

/** Calls (and `import()`) that stand in the markup instead of a script. */
export function markupCalls(source: string): { readonly offset: number; readonly callee: string }[] {
  const found: { offset: number; callee: string }[] = [];
  const look = (node: Node): void => {
    const callee = node['callee'];
    if (isNode(callee)) found.push({ offset: node.start, callee: source.slice(callee.start, callee.end) });
    if (node.type === 'ImportExpression') found.push({ offset: node.start, callee: 'import' });
    for (const child of childrenOf(node)) look(child);
  };
  look(markupOf(source));
  return found;
}

function markupOf(source: string): Node {
  return parse(source, { modern: true }).fragment as unknown as Node;
}

function visit(node: Node, found: BareText[]): void {
  if (silentTypes.includes(node.type) || universalElements.includes(String(node['name']))) return;
  if (node.type === 'Text') found.push({ offset: node.start, text: String(node['data']).trim() });
  else if (node.type === 'ExpressionTag') found.push(...literalsOf(node['expression'] as Node));
  else if (node.type === 'Attribute') visitAttribute(node, found);
  else for (const child of childrenOf(node)) visit(child, found);
}

function visitAttribute(node: Node, found: BareText[]): void {
  if (!spokenAttributes.test(String(node['name']))) return;
  const values = [node['value']].flat().filter(isNode);
  for (const value of values) visit(value, found);
}

/** The strings that an expression may come to, as far as they stand in it: not those it compares with or passes on. */
function literalsOf(expression: Node): BareText[] {
  const parts = (...names: readonly string[]): BareText[] =>
    names.flatMap((name) => literalsOf(expression[name] as Node));
  switch (expression.type) {
    case 'Literal':
      return typeof expression['value'] === 'string'
        ? [{ offset: expression.start, text: expression['value'] }]
        : [];
    case 'TemplateLiteral':
      return (expression['quasis'] as readonly Node[]).map((quasi) => ({
        offset: quasi.start,
        text: (quasi['value'] as { readonly cooked: string }).cooked,
      }));
    case 'ConditionalExpression':
      return parts('consequent', 'alternate');
    case 'LogicalExpression':
      return parts('left', 'right');
    case 'BinaryExpression':
      return expression['operator'] === '+' ? parts('left', 'right') : [];
    default:
      return [];
  }
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}
