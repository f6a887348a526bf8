import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { JobQueue } from '../../../src/main/labs/queue.ts';
import type { TrainEvent } from '../../../src/shared/contract/engine.ts';
import type { Job, JobRequest, QueueEvent } from '../../../src/shared/contract/queue.ts';
import { tinyExperiment } from '../../fixtures/experiments.ts';
import { openTinyLab, tinyComparison } from './tiny-lab.ts';

const lab = openTinyLab();
const { ports } = lab;
const { history } = ports;
afterAll(() => lab.close());

/** Far more epochs than a test waits for. */
const long = { epochs: 500 };
const run = (name: string, changes = {}): JobRequest => ({
  kind: 'run',
  experiment: tinyExperiment({ name, ...changes }),
});

/** A queue with all that it told. */
class WatchedQueue {
  readonly events: QueueEvent[] = [];
  readonly #listeners = new Set<() => void>();
  readonly queue: JobQueue;

  constructor(concurrency = 1) {
    this.queue = new JobQueue({ ports, concurrency, onEvent: (event) => this.#take(event) });
  }

  get snapshots(): readonly (readonly Job[])[] {
    return this.events.flatMap((event) => (event.type === 'jobs' ? [event.jobs] : []));
  }

  get training(): readonly TrainEvent[] {
    return this.events.flatMap((event) => (event.type === 'train' ? [event.event] : []));
  }

  job(id: string): Job {
    const job = this.queue.jobs.find((each) => each.id === id);
    if (job === undefined) throw new Error(`There is no job ${id}.`);
    return job;
  }

  /** Waits until the queue is as wanted; it looks after every event. */
  async until(isSo: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (isSo()) resolve();
    };
    this.#listeners.add(look);
    look();
    await promise;
    this.#listeners.delete(look);
  }

  /** The job after its end. */
  async ended(id: string): Promise<Job> {
    await this.until(() => ['done', 'failed', 'stopped'].includes(this.job(id).status));
    return this.job(id);
  }

  /** Waits until a job has trained so many epochs of its present run. */
  async trained(id: string, epochs: number): Promise<string> {
    await this.until(() => (this.job(id).progress?.epoch ?? 0) > epochs);
    return this.job(id).progress?.runId ?? '';
  }

  #take(event: QueueEvent): void {
    this.events.push(event);
    for (const look of this.#listeners) look();
  }
}

let watched: WatchedQueue;
let queue: JobQueue;
beforeEach(() => {
  watched = new WatchedQueue();
  queue = watched.queue;
  return () => queue.stopAll();
});

describe('the queue', () => {
  it('does one job after the other, in the order in which they came, and says how far each is', async () => {
    const race = tinyComparison({ SGD: { optimizer: 'SGD' }, Adam: {} }, { base: { epochs: 6 } });
    const requests: JobRequest[] = [run('first'), { kind: 'compare', comparison: race }, run('last')];
    const ids = await Promise.all(requests.map((request) => queue.add(request)));
    expect(ids).toEqual(['job-1', 'job-2', 'job-3']);
    expect(queue.jobs.map(({ title, status }) => `${title} ${status}`)).toEqual([
      'first running',
      'tiny race waiting',
      'last waiting',
    ]);
    await watched.ended('job-3');
    const trainedRuns = [...new Set(watched.training.map(({ runId }) => runId))];
    const names = await Promise.all(trainedRuns.map(async (id) => (await history.run(id)).experiment.name));
    expect(names).toEqual(['first', 'SGD', 'Adam', 'last']);
    for (const jobs of watched.snapshots) {
      expect(jobs.filter(({ status }) => status === 'running').length).toBeLessThanOrEqual(1);
    }
    const raced = watched.job('job-2');
    expect(raced).toMatchObject({ status: 'done', progress: null, error: null });
    expect(raced.runs.map(({ variant, status, epochsDone }) => `${variant} ${status} ${epochsDone}`)).toEqual(
      ['SGD completed 6', 'Adam completed 6'],
    );
    expect(raced.runIds).toEqual(trainedRuns.slice(1, 3));
    expect((await history.run(raced.runIds[0] ?? '')).comparisonId).toBe(raced.comparison);
  });

  it('estimates the time of the run and of the whole job', async () => {
    const race = tinyComparison({ a: {}, b: {}, c: {} }, { base: long });
    const id = await queue.add({ kind: 'compare', comparison: race });
    await watched.until(() => watched.queue.jobs[0]?.progress?.jobRemainingMs != null);
    const { progress } = watched.job(id);
    expect(progress).toMatchObject({ variant: 'a', index: 0, count: 3, epochs: 500, totalSteps: 10_000 });
    const { remainingMs, jobRemainingMs } = progress ?? {};
    expect((jobRemainingMs ?? 0) / (remainingMs ?? NaN)).toBeCloseTo(3, 0);
    expect(progress?.step).toBeGreaterThan(0);
    expect(progress?.loss).toBeGreaterThan(0);
    expect(progress?.imagesPerSecond).toBeGreaterThan(0);
  });

  it('refuses at once what cannot be done, and takes nothing in', async () => {
    const refusals: [JobRequest, string][] = [
      [{ kind: 'run', experiment: { ...tinyExperiment(), epochs: 0 } }, 'spec.too-small'],
      [{ kind: 'compare', comparison: {} }, 'spec.wrong-document'],
      [{ kind: 'continue', comparison: 'zzzzzz' }, 'history.no-such-comparison'],
      [{ kind: 'resume', run: 'zzzzzz' }, 'history.no-such-run'],
      [{ kind: 'repeat', run: 'zzzzzz' }, 'history.no-such-run'],
    ];
    for (const [request, code] of refusals) await expect(queue.add(request)).rejects.toMatchObject({ code });
    await expect(queue.stop('job-1')).rejects.toMatchObject({ code: 'command.no-such-job' });
    expect(queue.jobs).toEqual([]);
  });

  it('moves a job that waits before others', async () => {
    const ids = [
      await queue.add(run('now', long)),
      await queue.add(run('second')),
      await queue.add(run('third')),
    ];
    queue.move(ids[2] ?? '', 0);
    queue.move(ids[0] ?? '', 2);
    expect(queue.jobs.map(({ title }) => title)).toEqual(['now', 'third', 'second']);
  });

  it('does as many jobs at the same time as it was told', async () => {
    const both = new WatchedQueue(2);
    for (const name of ['one', 'two', 'three']) await both.queue.add(run(name, long));
    expect(both.queue.jobs.map(({ status }) => status)).toEqual(['running', 'running', 'waiting']);
    await Promise.all([both.trained('job-1', 1), both.trained('job-2', 1)]);
    await both.queue.stopAll();
    expect(both.queue.jobs.map(({ status }) => status)).toEqual(['stopped', 'stopped']);
  });
});

describe('stopping', () => {
  it('saves the state of a job, which can be gone on with; one that waits is removed', async () => {
    const first = await queue.add(run('stopped', { epochs: 12 }));
    const second = await queue.add(run('never'));
    const runId = await watched.trained(first, 1);
    await queue.stop(second);
    await queue.stop(first);
    expect(queue.jobs.map(({ id, status }) => [id, status])).toEqual([[first, 'stopped']]);
    expect(watched.snapshots.flat().some(({ status }) => status === 'stopping')).toBe(true);
    expect(watched.job(first).runs).toMatchObject([{ runId, status: 'stopped', error: null }]);
    const resumed = await watched.ended(await queue.add({ kind: 'resume', run: runId }));
    expect(resumed).toMatchObject({ kind: 'resume', status: 'done', runIds: [runId] });
    expect(resumed.runs).toMatchObject([{ status: 'completed', epochsDone: 12 }]);
    const repeated = await watched.ended(await queue.add({ kind: 'repeat', run: runId }));
    expect(repeated.status).toBe('done');
    expect((await history.run(runId)).verdicts).toMatchObject([{ verdict: 'bit-equal' }]);
  });

  it('one run skips to the next; the comparison is gone on with later', async () => {
    const race = tinyComparison({ skipped: {}, kept: {} }, { base: { epochs: 30 } });
    const id = await queue.add({ kind: 'compare', comparison: race });
    const runId = await watched.trained(id, 1);
    await queue.stopRun(runId);
    await queue.stopRun(runId);
    const job = await watched.ended(id);
    expect(job.runs.map(({ status }) => status)).toEqual(['stopped', 'completed']);
    expect(job.status).toBe('done');
    const again = await queue.add({ kind: 'continue', comparison: job.comparison ?? '' });
    expect(watched.job(again).runs.map(({ status }) => status)).toEqual(['waiting', 'completed']);
    expect((await watched.ended(again)).runs).toMatchObject([
      { runId, status: 'completed', epochsDone: 30 },
      { runId: job.runIds[1], status: 'completed' },
    ]);
    const [first, second] = await Promise.all(job.runIds.map((each) => history.run(each)));
    expect(first?.end?.finalWeightsSha256).toBe(second?.end?.finalWeightsSha256);
  });

  it('a job stops all of its runs; all jobs empties the queue', async () => {
    const race = tinyComparison({ a: {}, b: {} }, { base: long });
    const id = await queue.add({ kind: 'compare', comparison: race });
    await queue.add(run('never'));
    await watched.trained(id, 1);
    await queue.stopAll();
    expect(queue.jobs).toMatchObject([
      { id, status: 'stopped', runs: [{ status: 'stopped' }, { status: 'waiting', runId: null }] },
    ]);
  });
});

describe('pausing', () => {
  it('holds a run between two steps until it goes on', async () => {
    const id = await queue.add(run('paused', long));
    await watched.trained(id, 1);
    await queue.pause(id);
    await wait(200);
    const before = watched.training.length;
    await wait(300);
    expect(watched.training.length).toBe(before);
    expect(watched.job(id).status).toBe('paused');
    await queue.resume(id);
    await watched.until(() => watched.training.length > before);
    expect(watched.job(id).status).toBe('running');
  });

  it('a job before its turn lets others pass', async () => {
    const first = await queue.add(run('first'));
    const held = await queue.add(run('held'));
    const last = await queue.add(run('last'));
    await queue.pause(held);
    await watched.ended(first);
    await watched.ended(last);
    expect(watched.job(held).status).toBe('paused');
    await queue.resume(held);
    expect((await watched.ended(held)).status).toBe('done');
  });

  it('a comparison also holds a run that begins after one was skipped', async () => {
    const id = await queue.add({
      kind: 'compare',
      comparison: tinyComparison({ a: {}, b: {} }, { base: long }),
    });
    const runId = await watched.trained(id, 1);
    await queue.pause(id);
    await queue.stopRun(runId);
    await watched.until(() =>
      watched.training.some(({ type, runId: of }) => type === 'started' && of !== runId),
    );
    await wait(300);
    const before = watched.training.length;
    await wait(200);
    expect([watched.training.length, watched.job(id).status]).toEqual([before, 'paused']);
    expect(watched.job(id).runs[0]?.status).toBe('stopped');
  });
});

describe('a failure', () => {
  it('is said by the job, and the next one begins', async () => {
    const killed = await queue.add(run('killed', long));
    const layers = [{ class_name: 'Flatten' }, { class_name: 'Dense', config: { units: 5 } }];
    const refused = await queue.add(run('refused', { model: { layers } }));
    const fine = await queue.add(run('fine'));
    const runId = await watched.trained(killed, 1);
    lab.killEngine();
    expect(await watched.ended(killed)).toMatchObject({
      status: 'failed',
      error: { code: 'engine.died', details: { run: runId } },
      runs: [{ runId, status: 'interrupted' }],
    });
    expect(await watched.ended(refused)).toMatchObject({
      status: 'failed',
      error: { code: 'engine.data-mismatch' },
      runs: [{ runId: null, status: 'failed' }],
    });
    expect((await watched.ended(fine)).status).toBe('done');
  });

  it('of every run of a comparison is one of the job', async () => {
    const race = tinyComparison({ five: { 'layers.dense.units': 5 }, six: { 'layers.dense.units': 6 } });
    const job = await watched.ended(await queue.add({ kind: 'compare', comparison: race }));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'engine.data-mismatch' } });
    expect(job.runs.map(({ status }) => status)).toEqual(['failed', 'failed']);
  });
});

describe('the curve of a run', () => {
  it('is whole at any time: while it is trained, after it was resumed, and at its end', async () => {
    const id = await queue.add(run('curve', { epochs: 30 }));
    const runId = await watched.trained(id, 2);
    await expectWhole(runId);
    await queue.stop(id);
    const ended = await queue.liveCurve(runId);
    expect(ended.seq).toBe(-1);
    expect(ended.points).toEqual(await history.curve(runId));
    const before = watched.training.length;
    const again = await queue.add({ kind: 'resume', run: runId });
    await watched.until(() => watched.training.slice(before).some(({ type }) => type === 'epoch'));
    await expectWhole(runId);
    await watched.ended(again);
    const { points, epochs } = await queue.liveCurve(runId);
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(points.at(-1)?.step).toBe(600);
  });

  /** No step twice, from the first on, and exactly up to the event that it names. */
  async function expectWhole(runId: string): Promise<void> {
    const { seq, points, epochs, stepsPerEpoch } = await queue.liveCurve(runId);
    const steps = points.map(({ step }) => step);
    expect([steps[0], stepsPerEpoch]).toEqual([1, 20]);
    expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
    expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, index) => index + 1));
    expect(epochs.length).toBeGreaterThanOrEqual(1);
    const last = watched.training.findLast((event) => event.type === 'batches' && event.seq <= seq);
    expect(last?.type === 'batches' && points.at(-1)).toEqual(last?.type === 'batches' && last.points.at(-1));
  }
});

describe('the number of threads', () => {
  it('is that of the run where one is gone on with or repeated', async () => {
    const asked: number[] = [];
    const engineWith = (threads: number) => {
      asked.push(threads);
      return ports.engine;
    };
    const events: QueueEvent[] = [];
    const own = new JobQueue({ ports, engineWith, onEvent: (event) => events.push(event) });
    await own.add(run('threads'));
    await wait(0);
    while (own.jobs[0]?.status !== 'done') await wait(20);
    expect(asked).toEqual([]);
    const runId = own.jobs[0].runIds[0] ?? '';
    await own.add({ kind: 'repeat', run: runId });
    expect(asked).toEqual([(await history.run(runId)).start?.device.threads]);
    await own.stopAll();
  });
});
