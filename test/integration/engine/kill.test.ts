import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/open.ts';
import type { LabPorts } from '../../../src/main/labs/ports.ts';
import { resumeRun } from '../../../src/main/labs/resume.ts';
import { runExperiment } from '../../../src/main/labs/run-experiment.ts';
import { checkpointFolder } from '../../../src/main/labs/train-run.ts';
import { EngineHost } from '../../../src/main/processes/engine-host.ts';
import { LabError } from '../../../src/shared/contract/errors.ts';
import type { RunDetail } from '../../../src/shared/contract/history.ts';
import { randomStream } from '../../../src/shared/random.ts';
import { tinyExperiment } from '../../fixtures/experiments.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-kill-'));
const engine = new EngineHost({
  logFile: join(home, 'engine.log'),
  serviceFile: join(import.meta.dirname, 'eager-engine.ts'),
});
const history = openHistory(join(home, 'history.db'));
const ports: LabPorts = { engine, history, dataFolder: home, checkpointRoot: join(home, 'checkpoints') };
afterAll(async () => {
  await engine.close();
  await history.close();
  rmSync(home, { recursive: true, force: true });
});

/** A small CNN with dropout, batch normalisation and Adam: 20 steps an epoch. */
const experiment = tinyExperiment({ epochs: 4 });
const request = { name: 'kill', experiment };
const patient = new AbortController().signal;
/** Kills at least; they go on until one has met the writing of a checkpoint. */
const kills = 20;
const moments = randomStream(20, 'kills');

/** The run, its engine killed `delayMs` after training began; null where it came to its end before. */
async function killedRun(delayMs: number): Promise<RunDetail | null> {
  let runId = '';
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => void process.kill(engine.processId ?? NaN, 'SIGKILL');
  await runExperiment(ports, request, {
    signal: patient,
    onRun: (id) => (runId = id),
    onEvent: ({ type }) => {
      if (type === 'started') timer = setTimeout(kill, delayMs);
    },
  }).catch((error: unknown) => {
    if (!(error instanceof LabError) || !error.code.startsWith('engine.died')) throw error;
  });
  clearTimeout(timer);
  const run = await history.run(runId);
  return run.status === 'interrupted' ? run : null;
}

/** What must be the same of a run, however often it was cut short. */
function resultOf(run: RunDetail) {
  const epochs = run.epochRecords.map((record) => ({ ...record, durationMs: 0 }));
  return { status: run.status, weights: run.end?.finalWeightsSha256, test: run.test, epochs };
}

it('a training that is killed at twenty random moments ends each time with the bits of an uninterrupted one', async () => {
  const begunMs = performance.now();
  await runExperiment(ports, request, { signal: patient });
  const whole = await runExperiment(ports, request, { signal: patient, onEvent: noteStart });
  const trainingMs = performance.now() - startedMs;
  const steps: number[] = [];
  let tornWrites = 0;
  while (steps.length < kills || tornWrites === 0) {
    const killed = await killedRun(moments.uniform() * trainingMs);
    if (killed === null) continue;
    const folder = checkpointFolder(ports, killed.id);
    if (readdirSync(folder).some((name) => name.endsWith('.tmp'))) tornWrites += 1;
    steps.push(killed.checkpoints.at(-1)?.step ?? 0);
    const resumed = await resumeRun(ports, killed.id, { signal: patient });
    expect(resultOf(resumed)).toEqual(resultOf(whole));
    await expectSeamless(resumed);
    expect(readdirSync(folder).toSorted()).toEqual(resumed.checkpoints.map(({ file }) => file).toSorted());
  }
  const seconds = ((performance.now() - begunMs) / 1000).toFixed(0);
  console.log(`${steps.length} of ${steps.length} bit-equal; killed after the steps ${steps.join(' ')};`);
  console.log(`${tornWrites} of them in the middle of writing a checkpoint; ${seconds} s`);
});

let startedMs = 0;
function noteStart(event: { readonly type: string }): void {
  if (event.type === 'started') startedMs = performance.now();
}

/** No point twice, none missing before the end, each epoch once. */
async function expectSeamless(run: RunDetail): Promise<void> {
  const steps = (await history.curve(run.id)).map(({ step }) => step);
  expect(steps).toEqual([...new Set(steps)].toSorted((first, second) => first - second));
  const epochEnds = [20, 40, 60, 80];
  expect(steps.filter((step) => epochEnds.includes(step))).toEqual(epochEnds);
  expect([steps[0], run.epochRecords.map(({ epoch }) => epoch)]).toEqual([1, [1, 2, 3, 4]]);
}
