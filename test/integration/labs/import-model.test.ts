/** A trained net of another program through the use cases, with the real engine, history and MNIST. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/open.ts';
import { beginFrom } from '../../../src/main/labs/begin-from.ts';
import { importDatasets } from '../../../src/main/labs/import-datasets.ts';
import { importModel } from '../../../src/main/labs/import-model.ts';
import type { LabPorts } from '../../../src/main/labs/ports.ts';
import { runExperiment } from '../../../src/main/labs/run-experiment.ts';
import { EngineHost } from '../../../src/main/processes/engine-host.ts';
import { LabError } from '../../../src/shared/contract/errors.ts';
import type { RunDetail } from '../../../src/shared/contract/history.ts';
import type { Experiment } from '../../../src/shared/spec/experiment.ts';
import { applySettings } from '../../../src/shared/spec/settings.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-import-'));
const engine = new EngineHost({ logFile: join(home, 'engine.log') });
const history = openHistory(join(home, 'history.db'));
const ports: LabPorts = {
  ...{ engine, history, dataFolder: join(home, 'data') },
  checkpointRoot: join(home, 'checkpoints'),
};
const datasets = importDatasets(ports.dataFolder);
const golden = fileURLToPath(new URL('../../golden/data/imports', import.meta.url));

afterAll(async () => {
  await engine.close();
  await history.close();
  rmSync(home, { recursive: true, force: true });
});

const train = (experiment: Experiment): Promise<RunDetail> =>
  runExperiment(ports, { name: experiment.name, experiment }, { signal: new AbortController().signal });

const bringIn = (file: string, base: Experiment | null = null, dataset: string | null = null) =>
  importModel(ports, datasets, { path: join(golden, file), dataset, base });

async function codeOf(work: Promise<unknown>): Promise<string> {
  const [result] = await Promise.allSettled([work]);
  return result.status === 'rejected' && result.reason instanceof LabError ? result.reason.code : '-';
}

describe('An imported net', () => {
  it('is a run that trained for no epoch, and its weights are proven by their hash', async () => {
    const { experiment } = await bringIn('digits.keras');
    expect(experiment).toMatchObject({ dataset: { id: 'mnist' }, epochs: 0 });
    const run = await train(experiment);
    expect(run).toMatchObject({ status: 'completed', epochsDone: 0 });
    expect(run.test?.accuracy).toBeGreaterThan(0);
    const sha256 = experiment.initial_weights?.sha256;
    expect(run.start?.initialWeightsSha256).toBe(sha256);
    expect(run.end?.finalWeightsSha256).toBe(sha256);
  });

  it('is trained on to the same bits each time', async () => {
    const [imported] = await history.list({});
    const begun = await beginFrom(ports, datasets, imported?.id ?? '');
    const experiment = applySettings(begun, { 'dataset.train': 320, 'dataset.test': 100 });
    const [first, second] = [await train(experiment), await train(experiment)];
    expect(first.end?.finalWeightsSha256).toBe(second.end?.finalWeightsSha256);
    expect(first.end?.finalWeightsSha256).not.toBe(first.start?.initialWeightsSha256);
    expect(first.start?.initialWeightsSha256).toBe(experiment.initial_weights?.sha256);
  });

  it('is refused, with nothing written, where no data set fits it or its weights are for another net', async () => {
    const before = (await history.list({})).length;
    const files = readdirSync(join(ports.dataFolder, '.weights')).length;
    const { experiment } = await bringIn('digits.keras');
    expect(await codeOf(bringIn('plain.keras'))).toBe('import.no-data-set');
    expect(await codeOf(bringIn('plain.keras', null, 'mnist'))).toBe('import.other-data-set');
    expect(await codeOf(bringIn('plain.npz', experiment))).toBe('import.weights-left-over');
    expect(await codeOf(bringIn('plain.npz'))).toBe('import.weights-only');
    expect(readdirSync(join(ports.dataFolder, '.weights'))).toHaveLength(files);
    expect(await history.list({})).toHaveLength(before);
  });

  it('says which weights are missing on a machine that never had them', async () => {
    const { experiment } = await bringIn('digits.keras');
    const foreign = { ...experiment, initial_weights: { sha256: 'a'.repeat(64) } };
    expect(await codeOf(train(foreign))).toBe('engine.no-stored-weights');
  });
});
