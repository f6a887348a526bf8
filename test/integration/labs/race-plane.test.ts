import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareExperiments } from '../../../src/main/labs/compare.ts';
import { racePlane } from '../../../src/main/labs/race-plane.ts';
import type { PlaneProgress } from '../../../src/shared/contract/loss-plane.ts';
import { linearModel } from '../../fixtures/experiments.ts';
import { openTinyLab, tinyComparison } from './tiny-lab.ts';

const lab = openTinyLab();
const { ports } = lab;
const options = { side: 9, images: 50 };

describe('the loss plane of a comparison', () => {
  const made = { id: '' };
  beforeAll(async () => {
    const comparison = tinyComparison(
      { sgd: { optimizer: 'sgd' }, adam: { optimizer: 'adam' }, other: { model: { layers: linearModel } } },
      { seeds: [7, 8] },
    );
    const report = await compareExperiments(ports, comparison, { signal: new AbortController().signal });
    made.id = report.comparison;
  });
  afterAll(() => lab.close());

  it('leads each racer of the first seed from the common start to its saved weights', async () => {
    const { signal } = new AbortController();
    const seen: PlaneProgress[] = [];
    const plane = await racePlane(ports, made.id, options, { signal, onProgress: (each) => seen.push(each) });
    expect(plane.ways.map(({ variant }) => variant)).toEqual(['sgd', 'adam']);
    expect(plane).toMatchObject({ seed: 7, leftOut: ['other'], side: 9, images: 50, isComplete: true });
    for (const { stops } of plane.ways) {
      expect(stops[0]).toEqual({ ...stops[0], epoch: 0, x: 0, y: 0, distance: 0 });
      expect(stops.at(-1)?.epoch).toBe(2);
      expect(stops.at(-1)?.loss).toBeLessThan(stops[0]?.loss ?? 0);
    }
    expect(seen.at(-1)).toEqual({ id: made.id, done: 81, total: 81 });
  });

  it('answers what it has when it is stopped', async () => {
    const control = new AbortController();
    const onProgress = ({ done }: PlaneProgress): void => {
      if (done === 3) control.abort();
    };
    const order = { side: 101, images: 50 };
    const plane = await racePlane(ports, made.id, order, { signal: control.signal, onProgress });
    expect(plane.isComplete).toBe(false);
    expect(plane.losses.at(-1)).toBeNaN();
    expect(plane.losses[0]).toBeGreaterThan(0);
  });
});
