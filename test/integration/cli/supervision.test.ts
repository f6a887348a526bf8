import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { ComparisonDocument } from '../../../src/main/cli/comparison-view.ts';
import type { RunDocument } from '../../../src/main/cli/run-document.ts';
import { EngineHost } from '../../../src/main/processes/engine-host.ts';
import { engineProcessOf, isAlive, type RunningCommand, startTatami, tatami } from './tatami.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-supervision-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Why tests are skipped elsewhere. */
const noProcessList = 'the engine’s process is found in /proc, which only Linux has';

/** A training of several seconds: the CNN of the slides on few images. */
function startTraining(...args: readonly string[]): RunningCommand {
  const size = ['--train', '1500', '--test', '100', '--epochs', '4'];
  return startTatami(['run', 'mnist-cnn-slides', ...size, ...args, '--home', home]);
}

/** Waits until the second epoch has begun. */
async function untilInSecondEpoch(command: RunningCommand): Promise<void> {
  await command.whenSaid(/Epoch 2\/4 {2}\d/);
}

async function documentOf<T>(...args: readonly string[]): Promise<T> {
  const { stdout } = await tatami([...args, '--json', '--home', home]);
  return JSON.parse(stdout) as T;
}

async function newestRun(): Promise<{ id: string; status: string; epochsDone: number }> {
  const { runs } = await documentOf<{ runs: { id: string; status: string; epochsDone: number }[] }>(
    'history',
    'list',
  );
  const [run] = runs;
  if (run === undefined) throw new Error('The history is empty.');
  return run;
}

describe('a training whose process is killed', () => {
  it('ends with code 4 and words, keeps what was saved, and goes on from there', async ({ skip }) => {
    skip(process.platform !== 'linux', noProcessList);
    const training = startTraining();
    await untilInSecondEpoch(training);
    process.kill(engineProcessOf(training), 'SIGKILL');
    const { code, stderr } = await training.ended;
    const { id, status, epochsDone } = await newestRun();
    expect(code, stderr).toBe(4);
    expect(stderr).toContain('ended unexpectedly (SIGKILL)');
    expect(stderr).toContain(`tatami resume ${id}`);
    expect([status, epochsDone]).toEqual(['interrupted', 1]);
    const resumed = await documentOf<RunDocument>('resume', id.slice(0, 6));
    expect(resumed).toMatchObject({ run: id, status: 'completed' });
    expect(resumed.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(resumed.test?.accuracy).toBeGreaterThan(0.5);
  });

  it('does not outlive the program that started it, and the next start offers the run', async ({ skip }) => {
    skip(process.platform !== 'linux', noProcessList);
    const training = startTraining();
    await untilInSecondEpoch(training);
    const engine = engineProcessOf(training);
    training.child.kill('SIGKILL');
    await training.ended;
    await wait(2000);
    expect(isAlive(engine)).toBe(false);
    const { stderr } = await tatami(['history', 'list', '--home', home, '--lang', 'ja']);
    const { id, status } = await newestRun();
    expect(status).toBe('interrupted');
    expect(stderr).toContain(`途中で終わった実験 ${id} が見つかりました。`);
  });
});

describe('Ctrl+C', () => {
  it('stops a training at once, saves it and ends with code 130; resume completes it', async () => {
    const training = startTraining('--json');
    await untilInSecondEpoch(training);
    const begunMs = performance.now();
    training.child.kill('SIGINT');
    const { code, stdout, stderr } = await training.ended;
    expect(code, stderr).toBe(130);
    expect(performance.now() - begunMs).toBeLessThan(5000);
    const stopped = JSON.parse(stdout) as RunDocument;
    expect(stopped).toMatchObject({ status: 'stopped', test: null });
    expect(stderr).toContain(`tatami resume ${stopped.run}`);
    const resumed = await documentOf<RunDocument>('resume', stopped.run);
    expect(resumed).toMatchObject({ run: stopped.run, status: 'completed' });
    expect(resumed.epochs).toHaveLength(4);
  });

  it('ends a comparison with the words to go on; resume does what is left, and history shows it all', async () => {
    const size = ['--train', '1500', '--test', '100', '--epochs', '4', '--optimizers', 'SGD,Adam'];
    const race = startTatami(['compare', 'mnist-cnn-slides', ...size, '--json', '--home', home]);
    await untilInSecondEpoch(race);
    race.child.kill('SIGINT');
    const { code, stdout, stderr } = await race.ended;
    expect(code, stderr).toBe(130);
    const stopped = JSON.parse(stdout) as ComparisonDocument;
    expect(stopped.unfinished.map(({ variant, status }) => [variant, status])).toEqual([
      ['SGD', 'stopped'],
      ['Adam', 'missing'],
    ]);
    expect(stderr).toContain('Not trained yet: Adam (1)');
    expect(stderr).toContain(
      `0 of 2 runs came to their end. Go on with the rest: tatami resume ${stopped.comparison}`,
    );
    const resumed = await documentOf<ComparisonDocument>('resume', stopped.comparison.slice(0, 8));
    expect(resumed).toMatchObject({ comparison: stopped.comparison, status: 'completed', unfinished: [] });
    expect(resumed.runs[0]).toMatchObject({ run: stopped.runs[0]?.run, name: 'SGD', status: 'completed' });
    expect(await documentOf('history', 'show', stopped.comparison)).toEqual(resumed);
    const again = await tatami(['resume', stopped.comparison, '--home', home]);
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('nothing is left to train')]);
  });

  it('ends an engine that does not answer, and the run stays resumable', async ({ skip }) => {
    skip(process.platform !== 'linux', noProcessList);
    const training = startTraining();
    await untilInSecondEpoch(training);
    process.kill(engineProcessOf(training), 'SIGSTOP');
    training.child.kill('SIGINT');
    const { code, stderr } = await training.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toContain('did not answer the request to stop');
    expect(await newestRun()).toMatchObject({ status: 'interrupted', epochsDone: 1 });
  });

  it('twice ends the program without waiting', async () => {
    const training = startTraining();
    await untilInSecondEpoch(training);
    training.child.kill('SIGINT');
    await training.whenSaid(/Stopping/);
    training.child.kill('SIGINT');
    expect((await training.ended).code).toBe(130);
  });
});

describe('the engine’s process', () => {
  it('starts again after its death', async () => {
    const host = new EngineHost({ logFile: join(home, 'engine.log') });
    const before = await host.describe();
    const lost = host.processId;
    if (lost !== null) process.kill(lost, 'SIGKILL');
    await wait(200);
    expect(await host.describe()).toEqual(before);
    expect(host.processId).not.toBe(lost);
    await host.close();
    expect(host.processId).toBeNull();
  });

  it('that cannot start is an error with its last words, not a crash', async () => {
    const serviceFile = join(home, 'no-such-service.ts');
    const host = new EngineHost({ logFile: join(home, 'engine.log'), serviceFile });
    await expect(host.describe()).rejects.toMatchObject({
      code: 'engine.process-lost',
      details: { reason: expect.stringContaining('no-such-service') as string },
    });
  });
});
