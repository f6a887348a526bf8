import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { bench as Bench } from '../../../../../src/renderer/src/features/lab/bench.svelte.ts';
import type { workbench as Workbench } from '../../../../../src/renderer/src/state/workbench.svelte.ts';
import { openDoor } from '../../page-door.ts';
import { experimentOf, slides } from './experiments.ts';

describe('the selection of layers', () => {
  let bench: typeof Bench;
  let workbench: typeof Workbench;

  beforeEach(async () => {
    openDoor();
    vi.resetModules();
    ({ bench } = await import('../../../../../src/renderer/src/features/lab/bench.svelte.ts'));
    ({ workbench } = await import('../../../../../src/renderer/src/state/workbench.svelte.ts'));
    workbench.open(experimentOf(slides));
  });

  it('is one layer after a plain click, and a range from there with Shift in both directions', () => {
    bench.select(3);
    expect(bench.selected).toEqual([3]);
    bench.select(5, 'range');
    expect(bench.selected).toEqual([3, 4, 5]);
    bench.select(1, 'range');
    expect([bench.selected, bench.active]).toEqual([[1, 2, 3], 1]);
  });

  it('takes single layers in and out with Ctrl', () => {
    bench.select(4);
    bench.select(1, 'toggle');
    expect(bench.selected).toEqual([1, 4]);
    bench.select(4, 'toggle');
    expect(bench.selected).toEqual([1]);
    bench.select(3, 'range');
    expect(bench.selected, 'from the layer that was pressed last').toEqual([3, 4]);
  });

  it('stays inside the list, also when layers go', () => {
    bench.select(99);
    expect(bench.active).toBe(slides.length - 1);
    bench.selectAll();
    workbench.change((document) => ({ ...document, model: { layers: slides.slice(4) } }));
    expect([bench.selected, bench.active]).toEqual([[0, 1, 2], 2]);
  });

  it('is empty on the input', () => {
    bench.select(-1);
    expect([bench.selected, bench.activeLayer]).toEqual([[], null]);
  });

  it('tries a setting without changing anything', () => {
    bench.select(0);
    bench.attempt({ filters: 8 });
    expect([bench.trialLayer?.config, bench.activeLayer?.config]).toMatchObject([
      { filters: 8 },
      { filters: 32 },
    ]);
    bench.select(1);
    expect(bench.trialLayer).toBeNull();
  });
});
