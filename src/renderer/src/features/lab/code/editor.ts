/** The code editor: CodeMirror with Python, in the colours of the page. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Range } from './python-values.ts';
import { changedPart } from './text-change.ts';

/** What an editor is made with. */
export interface EditorOptions {
  readonly text: string;
  readonly label: string;
  /** The user has changed the text. */
  readonly onText: (text: string) => void;
  /** The user has put the cursor into a line. */
  readonly onPlace: (line: Range) => void;
}

/** What the editor shows besides its text. */
export interface EditorMarks {
  readonly active: Range | null;
  readonly faults: readonly (Range & {
    readonly words: { readonly message: string; readonly hint: string };
  })[];
}

/** An editor on the page. */
export interface CodeEditorView {
  /** Shows another text; what is equal stays, with the cursor in it. */
  setText(text: string): void;
  setMarks(marks: EditorMarks): void;
  destroy(): void;
}

const fromOutside = Annotation.define<boolean>();
const showActive = StateEffect.define<Range | null>();
const activeLine = Decoration.line({ class: 'cm-shown' });

const activeLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    let next = lines.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(showActive)) next = linesOf(transaction.state, effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function linesOf(state: EditorState, range: Range | null): DecorationSet {
  if (range === null || range.from >= state.doc.length) return Decoration.none;
  const [first, last] = [
    state.doc.lineAt(range.from),
    state.doc.lineAt(Math.min(range.to, state.doc.length)),
  ];
  const numbers = Array.from({ length: last.number - first.number + 1 }, (_, index) => first.number + index);
  return Decoration.set(numbers.map((number) => activeLine.range(state.doc.line(number).from)));
}

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', color: 'var(--ink-2)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none', boxShadow: 'inset 0 0 0 2px var(--accent-line)' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '16px', scrollbarWidth: 'thin' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '6px 0' },
  '.cm-line': { padding: '0 8px 0 4px', borderLeft: '3px solid transparent' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none' },
  '.cm-gutter-lint': { width: '12px' },
  '.cm-shown': {
    backgroundColor: 'var(--accent-soft)',
    borderLeftColor: 'var(--accent-ink)',
    color: 'var(--ink)',
  },
  '&.cm-focused .cm-selectionBackground, ::selection': { backgroundColor: 'var(--accent-line)' },
  '.cm-tooltip': {
    maxWidth: '280px',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    color: 'var(--ink)',
    fontFamily: 'var(--font-sans)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.function(tags.variableName), tags.className], color: 'var(--accent-ink)' },
  { tag: tags.string, color: 'var(--rush-ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--ink)' },
  { tag: tags.keyword, color: 'var(--danger-ink)' },
  { tag: tags.comment, color: 'var(--ink-3)' },
]);

/** Puts an editor into an element, under a shadow root of its own. */
export function makeEditor(host: HTMLElement, options: EditorOptions): CodeEditorView {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const holder = document.createElement('div');
  holder.style.height = '100%';
  root.replaceChildren(holder);
  const state = EditorState.create({ doc: options.text, extensions: extensionsFor(options) });
  const view = new EditorView({ state, parent: holder, root });
  return {
    setText: (text) => {
      const change = changedPart(view.state.doc.toString(), text);
      if (change) view.dispatch({ changes: change, annotations: fromOutside.of(true) });
    },
    setMarks: (marks) => setMarks(view, marks),
    destroy: () => view.destroy(),
  };
}

function extensionsFor({ label, onText, onPlace }: EditorOptions) {
  return [
    history(),
    // Tab leaves the editor, as it leaves every other field.
    keymap.of([...defaultKeymap, ...historyKeymap]),
    python(),
    syntaxHighlighting(colours),
    lintGutter(),
    activeLines,
    theme,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      const isOutside = update.transactions.some((transaction) => transaction.annotation(fromOutside));
      if (update.docChanged && !isOutside) onText(update.state.doc.toString());
      if (update.selectionSet && update.view.hasFocus && !isOutside) {
        onPlace(update.state.doc.lineAt(update.state.selection.main.head));
      }
    }),
  ];
}

function setMarks(view: EditorView, { active, faults }: EditorMarks): void {
  const { length } = view.state.doc;
  const diagnostics = faults.map(({ from, to, words }) => ({
    from: Math.min(from, length),
    to: Math.min(to, length),
    severity: 'error' as const,
    message: `${words.message}\n${words.hint}`,
  }));
  const effects = [showActive.of(active)];
  if (active && !view.hasFocus && active.to <= length) {
    effects.push(EditorView.scrollIntoView(active.from, { y: 'nearest' }) as never);
  }
  view.dispatch(setDiagnostics(view.state, diagnostics));
  view.dispatch({ effects, annotations: fromOutside.of(true) });
}
