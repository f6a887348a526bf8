import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { notices as Notices } from '../../../../src/renderer/src/state/notices.svelte.ts';
import type { queue as Queue } from '../../../../src/renderer/src/state/queue.svelte.ts';
import type { TrainEvent } from '../../../../src/shared/contract/engine.ts';
import type { Job } from '../../../../src/shared/contract/queue.ts';
import { jobOf } from '../jobs.ts';
import { openDoor, type PageDoor } from '../page-door.ts';

const device = { kind: 'cpu', name: 'processor', threads: 2 };
const point = (step: number) => ({ step, loss: 1, accuracy: 0.5, timeMs: step });
const points = (seq: number, ...steps: number[]): TrainEvent => ({
  ...{ runId: 'run-1', seq, type: 'batches', points: steps.map(point) },
  ...{ epoch: 1, imagesPerSecond: 1, remainingMs: 1 },
});

describe('the queue in the page', () => {
  let door: PageDoor;
  let jobs: readonly Job[];
  let readCurve: () => unknown;
  let queue: typeof Queue;
  let notices: typeof Notices;
  const steps = (): readonly number[] | undefined => queue.curve('run-1')?.points.map(({ step }) => step);
  const train = (event: TrainEvent): void => door.send('queue', { type: 'train', jobId: 'job-1', event });

  beforeEach(async () => {
    jobs = [jobOf('job-1', 'running')];
    readCurve = () => ({
      runId: 'run-1',
      seq: 4,
      stepsPerEpoch: 10,
      totalSteps: 20,
      points: [point(1)],
      epochs: [],
    });
    door = openDoor({
      jobs: () => jobs,
      device: () => device,
      liveCurve: () => readCurve(),
      addJob: () => 'job-9',
    });
    vi.resetModules();
    ({ queue } = await import('../../../../src/renderer/src/state/queue.svelte.ts'));
    ({ notices } = await import('../../../../src/renderer/src/state/notices.svelte.ts'));
    queue.begin();
  });

  it('finds the job at work, its curve and the processor again after a reload', async () => {
    await queue.load();
    expect(queue.current?.id).toBe('job-1');
    expect([steps(), queue.device?.threads]).toEqual([[1], 2]);
  });

  it('goes on with the curve by events, and takes none twice', async () => {
    await queue.load();
    train(points(5, 2));
    train(points(5, 2));
    train(points(4, 1));
    train(points(6, 3));
    expect(steps()).toEqual([1, 2, 3]);
  });

  it('loses no point that comes while the curve is being read', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const first = readCurve();
    readCurve = () => new Promise((resolve) => (answer = resolve));
    const loading = queue.loadCurve('run-1');
    await vi.waitFor(() => expect(door.asked.at(-1)?.[0]).toBe('liveCurve'));
    train(points(5, 2));
    answer(first);
    await loading;
    expect(steps()).toEqual([1, 2]);
  });

  it('reads a curve once, however many ask for it', async () => {
    await Promise.all([queue.loadCurve('run-1'), queue.loadCurve('run-1')]);
    await queue.loadCurve('run-1');
    expect(door.asked.filter(([name]) => name === 'liveCurve')).toHaveLength(1);
  });

  it('says in words where a job stands that has to wait', async () => {
    jobs = [jobOf('job-0', 'done'), jobOf('job-1', 'running'), jobOf('job-2', 'waiting')];
    await queue.load();
    expect(await queue.add({ kind: 'run', experiment: {} })).toBe('job-9');
    expect(notices.list.map(({ title }) => title())).toEqual(['順番待ち：あと 2 件のあとに始まります']);
    expect(notices.list[0]?.text?.()).toBe('いま「cnn」を学習中です。');
  });

  it('says nothing of a job that begins at once', async () => {
    jobs = [jobOf('job-0', 'done'), jobOf('job-1', 'stopped')];
    await queue.load();
    await queue.add({ kind: 'run', experiment: {} });
    expect(notices.list).toEqual([]);
  });
});
