import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRequest } from '../../../src/shared/contract/queue.ts';
import { linearModel, smallCnn, tinyExperiment } from '../../fixtures/experiments.ts';
import { idxSet, writeFiles } from '../../unit/main/datasets/dataset-files.ts';
import { isAlive } from '../cli/tatami.ts';
import { LabClient } from './lab-client.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-service-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let lab: LabClient;
beforeEach(() => (lab = new LabClient(home)));
afterEach(() => lab.close());

/** Why tests are skipped elsewhere. */
const noProcessList = 'the service’s processes are found in /proc, which only Linux has';

/** A training on a little of MNIST: 10 steps an epoch. */
function training(changes: Readonly<Record<string, unknown>> = {}): JobRequest {
  const last = { class_name: 'Dense', config: { name: 'dense', units: 10, activation: 'softmax' } };
  const layers = [...((changes['layers'] ?? smallCnn) as readonly unknown[])].slice(0, -1);
  const { layers: _, ...fields } = changes;
  const experiment = tinyExperiment({
    ...{ dataset: { id: 'mnist', train: 320, test: 50 }, model: { layers: [...layers, last] } },
    ...{ batch_size: 32, epochs: 30, ...fields },
  });
  return { kind: 'run', experiment };
}

describe('the lab’s process', () => {
  it('trains what it is asked to and keeps it, and tells of it at most ten times a second', async () => {
    const begunMs = performance.now();
    const id = await lab.call.addJob(training());
    const job = await lab.ended(id);
    const seconds = (performance.now() - begunMs) / 1000;
    expect(job).toMatchObject({
      status: 'done',
      error: null,
      runs: [{ status: 'completed', epochsDone: 30 }],
    });
    const [runId = ''] = job.runIds;
    const { lines, total } = await lab.call.runs({});
    expect([total, lines[0]?.id, lines[0]?.status]).toEqual([1, runId, 'completed']);
    const told = lab.events.filter(({ type }) => type === 'jobs').length;
    const changesOfStatus = 12;
    expect(told).toBeLessThan(10 * seconds + changesOfStatus);
    const points = lab.training.filter(({ type }) => type === 'batches').length;
    expect(points).toBeLessThan(10 * seconds + 30);
  });

  it('tells a window that opens late of everything, and the events go on from there', async () => {
    const id = await lab.call.addJob(training({ epochs: 60 }));
    const runId = await lab.trained(id, 3);
    const [job, curve] = await Promise.all([lab.call.jobs(), lab.call.liveCurve(runId)]);
    expect(job.find((each) => each.id === id)).toMatchObject({ status: 'running', progress: { runId } });
    expect(curve.epochs.map(({ epoch }) => epoch)).toEqual(
      [...curve.epochs.keys()].map((index) => index + 1),
    );
    expect(curve.epochs.length).toBeGreaterThanOrEqual(3);
    expect(curve).toMatchObject({ stepsPerEpoch: 10, totalSteps: 600 });
    await lab.until(() => lab.training.some(({ seq }) => seq > curve.seq));
    // What is kept of an epoch's predictions goes to the history alone, so one number may be missing.
    const next = lab.training.find(({ seq }) => seq > curve.seq)?.seq;
    expect([curve.seq + 1, curve.seq + 2]).toContain(next);
    await lab.call.stopJob(id);
    const whole = await lab.call.liveCurve(runId);
    expect(whole.seq).toBe(-1);
    expect(whole.epochs.slice(0, curve.epochs.length)).toEqual(curve.epochs);
    expect((await lab.call.run(runId)).status).toBe('stopped');
  });

  it('refuses to delete a run that is trained, and later removes it with its checkpoints', async () => {
    const changed: string[] = [];
    lab.connection.on('history', ({ runIds }) => changed.push(...runIds));
    const id = await lab.call.addJob(training({ epochs: 500 }));
    const runId = await lab.trained(id, 1);
    await expect(lab.call.deleteRun(runId)).rejects.toMatchObject({ code: 'command.run-is-running' });
    await lab.call.stopJob(id);
    expect(existsSync(join(home, 'checkpoints', runId))).toBe(true);
    await lab.call.setTags(runId, ['kept']);
    await lab.call.setNote(runId, 'a note');
    const file = join(home, 'run.json');
    await lab.call.exportRun(runId, { path: file, format: 'json', hasWeights: false, hasData: false });
    await lab.call.deleteRun(runId);
    expect(existsSync(join(home, 'checkpoints', runId))).toBe(false);
    const [imported = ''] = (await lab.call.importRun(file)).runs;
    expect(await lab.call.run(imported)).toMatchObject({ tags: ['kept'], note: 'a note', status: 'stopped' });
    expect(changed).toEqual([runId, runId, runId, imported]);
  });

  it('gives a run the superclasses that its data set has then, and later ones change no earlier run', async () => {
    const request = training({ epochs: 1, layers: linearModel });
    const runOf = async (): Promise<string> =>
      (await lab.ended(await lab.call.addJob(request))).runIds[0] ?? '';
    const before = await runOf();
    const grouping = ['02468', '13579'].map((digits, index) => ({
      superclass: index === 0 ? 'even' : 'odd',
      classes: [...digits],
    }));
    await lab.call.saveGrouping('mnist', grouping);
    const after = await runOf();
    expect((await lab.call.dataset('mnist')).taxonomy.superclasses).toEqual(['even', 'odd']);
    expect(await lab.call.groupings('mnist')).toEqual({ original: null, own: grouping });
    expect((await lab.call.datasetStatistics('mnist')).superclassMeans).toHaveLength(2);
    await lab.call.saveGrouping('mnist', null);
    expect((await lab.call.run(before)).test?.superclassAccuracy).toBeNull();
    const { test } = await lab.call.run(after);
    expect(test?.superclassAccuracy).toBeGreaterThanOrEqual(test?.accuracy ?? 1);
  });
});

describe('data sets of the lab’s process', () => {
  it('are browsed while a large one is made, which tells how far it is', async () => {
    const reports: number[] = [];
    lab.connection.on('datasetProgress', ({ dataset, done, total }) => {
      if (dataset === 'tatami-100') reports.push(done / total);
    });
    let isMade = false;
    const making = lab.call.dataset('tatami-100').finally(() => (isMade = true));
    const { labels, images } = await lab.call.pictures('mnist', 'test', [0, 9999]);
    expect([[...labels], images.length, isMade]).toEqual([[7, 6], 2 * 28 * 28, false]);
    await expect(lab.call.pictures('mnist', 'test', [0, 10_000])).rejects.toMatchObject({
      code: 'data.no-such-picture',
      details: { dataset: 'mnist', half: 'test', index: 10_000, count: 10_000 },
    });
    expect((await making).origin).toBe('generated');
    expect(reports).toEqual(reports.toSorted((first, second) => first - second));
    expect(reports.at(-1)).toBe(1);
    const { trainPerClass, classMeans } = await lab.call.datasetStatistics('tatami-100');
    expect([new Set(trainPerClass), classMeans.length]).toEqual([new Set([500]), 100]);
    await lab.call.removeDataset('tatami-100');
    const lines = await lab.call.datasets();
    expect(lines.find(({ id }) => id === 'tatami-100')?.state).toBe('on-first-use');
  });

  it('are imported with progress, and removed', async () => {
    const reports: number[] = [];
    lab.connection.on('import', ({ doneBytes, totalBytes }) => reports.push(doneBytes / totalBytes));
    const path = writeFiles(join(home, 'files'), idxSet());
    expect(await lab.call.importDataset(path, 'mine')).toMatchObject({ id: 'mine', trainCount: 30 });
    expect(reports.at(-1)).toBe(1);
    expect((await lab.call.pictures('mine', 'train', [29])).images).toHaveLength(12);
    expect(await lab.call.checkDataset('mine')).toMatchObject({ isIntact: true });
    await lab.call.removeDataset('mine');
    await expect(lab.call.dataset('mine')).rejects.toMatchObject({ code: 'data.not-found' });
  });
});

describe('a death', () => {
  it('of the engine fails the job with words; the run is interrupted and can be resumed', async ({
    skip,
  }) => {
    skip(process.platform !== 'linux', noProcessList);
    const id = await lab.call.addJob(training());
    const runId = await lab.trained(id, 2);
    process.kill(lab.processOf('engine-process'), 'SIGKILL');
    const job = await lab.ended(id);
    expect(job).toMatchObject({ status: 'failed', runs: [{ runId, status: 'interrupted' }] });
    expect(job.error).toMatchObject({ details: { reason: 'SIGKILL', run: runId } });
    await expectResumable(runId);
  });

  it('of the history with a change under way stops the run, which can be resumed', async ({ skip }) => {
    skip(process.platform !== 'linux', noProcessList);
    const id = await lab.call.addJob(training({ epochs: 60 }));
    const runId = await lab.trained(id, 2);
    const history = lab.processOf('history-process');
    process.kill(history, 'SIGSTOP');
    const { length } = lab.training;
    await lab.until(() => lab.training.length > length + 1);
    process.kill(history, 'SIGKILL');
    const job = await lab.ended(id);
    expect(job).toMatchObject({
      status: 'failed',
      runs: [{ runId, status: 'interrupted' }],
      error: { code: 'history.process-lost', details: { reason: 'SIGKILL' } },
    });
    await expectResumable(runId, 60);
  });

  it('of the history between two changes goes unnoticed', async ({ skip }) => {
    skip(process.platform !== 'linux', noProcessList);
    const id = await lab.call.addJob(training());
    const runId = await lab.trained(id, 2);
    await lab.call.pauseJob(id);
    await wait(500);
    process.kill(lab.processOf('history-process'), 'SIGKILL');
    await wait(500);
    await lab.call.resumeJob(id);
    expect(await lab.ended(id)).toMatchObject({ status: 'done', error: null });
    const { status, epochRecords } = await lab.call.run(runId);
    expect([status, epochRecords.length]).toEqual(['completed', 30]);
    const steps = (await lab.call.curve(runId)).map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)].toSorted((first, second) => first - second));
  });

  it('of the service takes its processes along; the next one finds the run and goes on with it', async ({
    skip,
  }) => {
    skip(process.platform !== 'linux', noProcessList);
    const id = await lab.call.addJob(training());
    const runId = await lab.trained(id, 2);
    const processes = ['engine-process', 'history-process'].map((word) => lab.processOf(word));
    process.kill(lab.processId, 'SIGKILL');
    await wait(2000);
    expect(processes.map(isAlive)).toEqual([false, false]);
    lab = new LabClient(home);
    const { lines } = await lab.call.runs({ status: 'interrupted' });
    expect(lines.map((line) => line.id)).toContain(runId);
    await expectResumable(runId);
  });

  async function expectResumable(runId: string, epochs = 30): Promise<void> {
    const resumed = await lab.ended(await lab.call.addJob({ kind: 'resume', run: runId }));
    expect(resumed).toMatchObject({ status: 'done', runIds: [runId] });
    const run = await lab.call.run(runId);
    expect([run.status, run.epochRecords.length]).toEqual(['completed', epochs]);
  }
});

describe('the end of the lab’s process', () => {
  it('saves what is trained', async ({ skip }) => {
    skip(process.platform !== 'linux', noProcessList);
    const id = await lab.call.addJob(training({ epochs: 500 }));
    const runId = await lab.trained(id, 2);
    const engine = lab.processOf('engine-process');
    expect(await lab.close()).toBe(0);
    expect(isAlive(engine)).toBe(false);
    lab = new LabClient(home);
    const run = await lab.call.run(runId);
    expect(run.status).toBe('stopped');
    expect(run.checkpoints.at(-1)?.kind).toBe('stop');
  });

  it('comes with the death of its parent, what is trained saved', async ({ skip }) => {
    skip(process.platform !== 'linux', noProcessList);
    await lab.close();
    const parent = spawn(process.execPath, [join(import.meta.dirname, 'window-stand-in.ts'), home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const { runId, ...processes } = JSON.parse(String(line)) as {
      runId: string;
      lab: number;
      engine: number;
    };
    parent.kill('SIGKILL');
    await wait(4000);
    expect(Object.values(processes).map(isAlive)).toEqual([false, false]);
    lab = new LabClient(home);
    await lab.call.runs({});
    expect((await lab.call.run(runId)).status).toBe('stopped');
  });

  it('comes with a history that cannot be opened said in words, and data sets still there', async () => {
    await lab.close();
    const broken = mkdtempSync(join(tmpdir(), 'tatami-broken-'));
    mkdirSync(join(broken, 'history.db'));
    lab = new LabClient(broken);
    const notice = new Promise((resolve) => lab.connection.on('notice', resolve));
    expect((await lab.call.datasets()).map(({ id }) => id)).toContain('mnist');
    await expect(lab.call.runs({})).rejects.toMatchObject({ code: 'history.not-a-file' });
    expect(await notice).toMatchObject({ code: 'history.not-a-file' });
    await lab.close();
    rmSync(broken, { recursive: true, force: true });
  });
});
