import { describe, expect, it } from 'vitest';
import type { ErrorsView } from '../../../../src/shared/contract/errors-view.ts';
import type { NewSelection } from '../../../../src/shared/contract/history.ts';
import { codeOf, completed, newRun, open, temporaryFile } from './history-fixture.ts';

function viewOf(run: string): ErrorsView {
  return {
    a: { run, epoch: 3 },
    b: null,
    ...{ level: 'class', side: 'a', scale: 'row', isDiagonalShown: false, threshold: 5, kind: 'wrong' },
    tab: 'confidence',
    selection: { superclass: null, class: { row: 4, column: 9 } },
  };
}

function selection(run: string, changes: Partial<NewSelection> = {}): NewSelection {
  const pictures = { dataset: 'mnist', half: 'test', places: Int32Array.of(9999, 3, 70) } as const;
  return { name: '4 を 9 と間違えた', note: 'open tops', ...pictures, view: viewOf(run), ...changes };
}

describe('a selection', () => {
  it('is kept with its pictures, note and view, newest first, also after the history was closed', async () => {
    const file = temporaryFile();
    const history = open(file);
    const run = await history.createRun(newRun());
    const first = await history.saveSelection(selection(run));
    await history.saveSelection(selection(run, { name: 'second' }));
    await history.setSelectionNote(first, 'two lines\nof a note');
    await history.close();
    const found = await open(file).selections();
    expect(found.map(({ name }) => name)).toEqual(['second', '4 を 9 と間違えた']);
    expect(found[1]).toMatchObject({ ...selection(run), id: first, note: 'two lines\nof a note' });
  });

  it('can be forgotten, and goes with its run', async () => {
    const history = open();
    const run = await history.createRun(newRun());
    const first = await history.saveSelection(selection(run));
    await history.saveSelection(selection(run));
    await history.deleteSelection(first);
    expect(await history.selections()).toHaveLength(1);
    await history.endRun(run, completed);
    await history.deleteRun(run);
    expect(await history.selections()).toEqual([]);
  });

  it('of a run that is not there, and a note on none, are refused', async () => {
    const history = open();
    expect(await codeOf(history.saveSelection(selection('zzzzzzzzzzzz')))).toBe('history.no-such-run');
    expect(await codeOf(history.setSelectionNote('zzzzzzzzzzzz', 'x'))).toBe('history.no-such-selection');
  });
});
