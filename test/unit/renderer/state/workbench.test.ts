import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { workbench as Workbench } from '../../../../src/renderer/src/state/workbench.svelte.ts';
import { experimentOf, slides } from '../features/lab/experiments.ts';
import { codeOf, openDoor } from '../page-door.ts';

const start = experimentOf(slides, { epochs: 5 });

describe('the workbench', () => {
  let workbench: typeof Workbench;
  const epochs = (count: unknown, field: string | null = null) =>
    workbench.change((document) => ({ ...document, epochs: count }), field);
  const shown = (): number | undefined => workbench.experiment?.epochs;

  beforeEach(async () => {
    openDoor();
    vi.resetModules();
    ({ workbench } = await import('../../../../src/renderer/src/state/workbench.svelte.ts'));
    workbench.open(start);
  });

  it('goes back and forth through changes', () => {
    epochs(6);
    epochs(7);
    workbench.undo();
    expect([shown(), workbench.canUndo, workbench.canRedo]).toEqual([6, true, true]);
    workbench.undo();
    expect([shown(), workbench.canUndo]).toEqual([5, false]);
    workbench.redo();
    workbench.redo();
    expect([shown(), workbench.canRedo]).toEqual([7, false]);
  });

  it('undoes changes of one field that follow each other in one step', () => {
    for (const count of [6, 7, 8]) epochs(count, 'epochs');
    workbench.change((document) => ({ ...document, seed: 3 }), 'seed');
    workbench.undo();
    expect(shown()).toBe(8);
    workbench.undo();
    expect(shown()).toBe(5);
  });

  it('begins a new step for a field that was undone', () => {
    epochs(6, 'epochs');
    workbench.undo();
    epochs(7, 'epochs');
    workbench.undo();
    expect(shown()).toBe(5);
  });

  it('forgets what was undone when something else is done', () => {
    epochs(6);
    workbench.undo();
    epochs(9);
    expect(workbench.canRedo).toBe(false);
  });

  it('refuses what no experiment can be and stays as it was', () => {
    expect(codeOf(epochs(0))).toMatch(/^spec\./);
    expect([shown(), workbench.canUndo]).toEqual([5, false]);
  });

  it('takes a change that changes nothing for none', () => {
    expect(epochs(5)).toBeNull();
    expect(workbench.canUndo).toBe(false);
  });

  it('brings back the document that lay there before another one was opened', () => {
    workbench.open(experimentOf(slides, { name: 'another' }));
    workbench.undo();
    expect(workbench.experiment?.name).toBe(start.name);
  });

  it('remembers two hundred steps and no more', () => {
    for (let count = 1; count <= 250; count++) epochs(count + 5);
    let steps = 0;
    while (workbench.canUndo) {
      workbench.undo();
      steps += 1;
    }
    expect([steps, shown()]).toEqual([200, 55]);
  });
});
