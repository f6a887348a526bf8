import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../../src/main/engine/engine.ts';
import { livePrograms, liveTensors } from '../../../../src/main/engine/native/program.ts';
import { tinyExperiment } from '../../../fixtures/experiments.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-leaks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Temporary folders of this process alone: others use the machine's folder at the same time. */
const temporary = join(folder, 'temporary');
mkdirSync(temporary);
vi.stubEnv('TMPDIR', temporary);

const dataset = tinyImages({ trainCount: 100, testCount: 60 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

async function trainOnce(seed: number): Promise<void> {
  const experiment = tinyExperiment({ epochs: 1, seed });
  const job = { runId: 'run', experiment, dataFolder: folder, checkpointFolder: folder, resumeFrom: null };
  await engine.train(job, () => undefined);
}

/** Runs after which TensorFlow and V8 have all that they keep for good. */
const warmUp = 20;

/** What must be as many after fifty runs as before. */
function held(): Record<string, number> {
  const openFiles = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
  return {
    programs: livePrograms(),
    tensors: liveTensors(),
    temporaryFolders: readdirSync(temporary).length,
    files: readdirSync(folder).length,
    openFiles,
  };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Memory of the process without JavaScript's garbage, which V8 otherwise collects when it likes: MiB. */
function residentMegabytes(): number {
  collectGarbage();
  return process.memoryUsage.rss() / 2 ** 20;
}

/** Slope of a line through values at 0, 1, 2, … by least squares. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const weighted = values.reduce((sum, value, index) => sum + (index - middle) * value, 0);
  return weighted / values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
}

describe('fifty runs in one process', () => {
  it('leave no tensor, session, file or temporary folder, and memory does not grow', async () => {
    for (let seed = 0; seed < warmUp; seed++) await trainOnce(seed);
    collectGarbage();
    const before = held();
    const megabytes: number[] = [];
    for (let seed = 0; seed < 50; seed++) {
      await trainOnce(seed);
      megabytes.push(residentMegabytes());
    }
    expect(held()).toEqual(before);
    const growth = slope(megabytes);
    console.log(
      `memory: ${growth.toFixed(3)} MiB a run, ${megabytes[0]?.toFixed(0)} to ${megabytes.at(-1)?.toFixed(0)} MiB`,
    );
    expect(growth).toBeLessThan(0.5);
  }, 180_000);
});
