import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataset } from '../../../../../src/main/datasets/open.ts';
import { store } from '../../../../../src/main/datasets/stored.ts';
import { contentSha256 } from '../../../../../src/main/datasets/fingerprint.ts';
import { unzip } from '../../../../../src/main/export/import/unzip.ts';
import { zipArchive } from '../../../../../src/main/export/zip.ts';
import { storeWeights } from '../../../../../src/main/engine/exchange/stored-weights.ts';
import { openHistory } from '../../../../../src/main/history/open.ts';
import type { ArchiveManifest } from '../../../../../src/main/labs/archive/archive-form.ts';
import { openArchive } from '../../../../../src/main/labs/archive/open-archive.ts';
import {
  type ArchivePorts,
  writeArchive,
  type WrittenArchive,
} from '../../../../../src/main/labs/archive/write-archive.ts';
import type { HistoryPort } from '../../../../../src/shared/contract/history.ts';
import { type Experiment, parseExperiment } from '../../../../../src/shared/spec/experiment.ts';
import { checkpoint, completed, epochRecord, newRun, points, start } from '../../history/history-fixture.ts';

let folder: string;
const opened: HistoryPort[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-archive-'))));
afterEach(async () => {
  for (const history of opened.splice(0)) await history.close();
  rmSync(folder, { recursive: true, force: true });
});

function home(name: string): ArchivePorts {
  const history = openHistory(join(folder, name, 'history.db'));
  opened.push(history);
  return {
    history,
    dataFolder: join(folder, name, 'data'),
    checkpointRoot: join(folder, name, 'checkpoints'),
  };
}

const weights = Buffer.from('the weights');

/** A finished run with its weights; of a comparison where one is named, on a data set of the user's. */
async function train(
  ports: ArchivePorts,
  comparison: string | null = null,
  settings: Partial<Experiment> = {},
): Promise<string> {
  const { history, checkpointRoot } = ports;
  const experiment = { ...newRun().experiment, ...settings };
  const dataset = { ...experiment.dataset, id: 'leaves', train: 2, test: 1 };
  const id = await history.createRun({
    ...newRun(),
    ...(comparison === null ? {} : { comparison: { id: comparison, variant: 'a' } }),
    experiment: { ...experiment, dataset },
  });
  await history.startRun(id, start, 0);
  await history.appendBatches(id, points(1, 2, 3));
  await history.finishEpoch(id, epochRecord(1));
  const sha256 = createHash('sha256').update(weights).digest('hex');
  const record = { ...checkpoint(1), file: 'step-3-final.ckpt', sizeBytes: weights.length, sha256 };
  await history.recordCheckpoint(id, record);
  await history.endRun(id, completed);
  mkdirSync(join(checkpointRoot, id), { recursive: true });
  writeFileSync(join(checkpointRoot, id, record.file), weights);
  return id;
}

/** A run that began from stored weights, with their hash; the weights come in another order than the model's. */
async function trainOn(ports: ArchivePorts): Promise<{ readonly id: string; readonly sha256: string }> {
  const { model } = parseExperiment({
    ...{ tatami: 'experiment', version: 1, dataset: 'mnist', loss: 'mse', optimizer: 'sgd' },
    model: { layers: ['Flatten', { class_name: 'Dense', config: { units: 2 } }] },
  });
  const sha256 = storeWeights({
    ...{ model, inputShape: [2, 1, 1], dataFolder: ports.dataFolder },
    weights: [
      { name: 'dense/bias', shape: [2], data: Float32Array.of(5, 6) },
      { name: 'dense/kernel', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
    ],
  });
  return { sha256, id: await train(ports, null, { initial_weights: { sha256, source: 'a net' } }) };
}

async function addLeaves({ dataFolder }: ArchivePorts): Promise<void> {
  const half = (images: readonly number[], labels: readonly number[]) => ({
    images: Uint8Array.from(images),
    labels: Int32Array.from(labels),
  });
  const train = half([1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 0, 1]);
  const test = half([9, 10, 11, 12], [0, 1]);
  const taxonomy = { classes: ['丸', 'oak'], superclasses: null, superclassOf: null };
  const counts = { height: 2, width: 1, channels: 1, trainCount: 4, testCount: 2 } as const;
  const info = { id: 'leaves', title: 'Leaves', ...counts, taxonomy, origin: 'unofficial' } as const;
  await store({ info: { ...info, sha256: contentSha256(train, test) }, train, test }, dataFolder);
}

function save(
  ports: ArchivePorts,
  id: string,
  has = { hasWeights: true, hasData: false },
): Promise<WrittenArchive> {
  const path = join(folder, '実行 🍵.tatami');
  return writeArchive(ports, id, { path, isForced: true, appVersion: '1.0.0', ...has });
}

describe('a `.tatami` file', () => {
  it('brings a run with its curve and weights to another home', async () => {
    const [here, there] = [home('here'), home('there')];
    const id = await train(here);
    const written = await save(here, id);
    expect(written).toMatchObject({ runs: [id], weights: 1, datasets: [] });
    expect(await openArchive(there, written.path)).toEqual({ runs: [id], comparison: null, datasets: [] });
    expect(await there.history.run(id)).toEqual(await here.history.run(id));
    expect(await there.history.curve(id)).toEqual(await here.history.curve(id));
    expect(readFileSync(join(there.checkpointRoot, id, 'step-3-final.ckpt')).equals(weights)).toBe(true);
  });

  it('brings a comparison with all its runs, and gives new ids where they are taken', async () => {
    const [here, there] = [home('here'), home('there')];
    const comparison = await here.history.createComparison('比較', { variants: [] });
    const ids = [await train(here, comparison), await train(here, comparison)];
    const { path } = await save(here, comparison);
    const first = await openArchive(there, path);
    expect(first).toEqual({ runs: ids, comparison, datasets: [] });
    expect((await there.history.list({ comparisonId: comparison })).map(({ id }) => id).toSorted()).toEqual(
      ids.toSorted(),
    );
    const { runs } = await openArchive(there, path);
    expect(runs.some((run) => ids.includes(run))).toBe(false);
    expect(readdirSync(join(there.checkpointRoot, runs[0] ?? ''))).toEqual(['step-3-final.ckpt']);
  });

  it('brings the weights that the run began from, and mends damaged ones there', async () => {
    const [here, there] = [home('here'), home('there')];
    const { id, sha256 } = await trainOn(here);
    const { path } = await save(here, id);
    const place = (ports: ArchivePorts): string => join(ports.dataFolder, '.weights', `${sha256}.ckpt`);
    await openArchive(there, path);
    expect(readFileSync(place(there)).equals(readFileSync(place(here)))).toBe(true);
    writeFileSync(place(there), 'damaged');
    await openArchive(there, path);
    expect(readFileSync(place(there)).equals(readFileSync(place(here)))).toBe(true);
    const bare = await save(here, id, { hasWeights: false, hasData: false });
    expect([...unzip(readFileSync(bare.path), 'x').keys()]).toEqual(['manifest.json', `runs/${id}.json`]);
  });

  it('goes without weights that the run began from where their file is damaged', async () => {
    const here = home('here');
    const { id, sha256 } = await trainOn(here);
    const place = join(here.dataFolder, '.weights', `${sha256}.ckpt`);
    const bytes = readFileSync(place);
    bytes.writeUInt8((bytes.readUInt8(bytes.length - 1) + 1) % 256, bytes.length - 1);
    writeFileSync(place, bytes);
    const { path } = await save(here, id);
    expect([...unzip(readFileSync(path), 'x').keys()].filter((name) => name.startsWith('weights/'))).toEqual(
      [],
    );
  });

  it('leaves the weights out when asked to', async () => {
    const [here, there] = [home('here'), home('there')];
    const id = await train(here);
    const { path, weights: count } = await save(here, id, { hasWeights: false, hasData: false });
    expect(count).toBe(0);
    await openArchive(there, path);
    expect((await there.history.run(id)).checkpoints).toEqual([]);
  });

  it('takes along the images that the run used, which open elsewhere as the same set', async () => {
    const [here, there] = [home('here'), home('there')];
    await addLeaves(here);
    const { path } = await save(here, await train(here), { hasWeights: false, hasData: true });
    expect(await openArchive(there, path)).toMatchObject({ datasets: ['leaves'] });
    const { info, train: half } = await openDataset('leaves', there.dataFolder);
    expect(info).toMatchObject({ trainCount: 2, testCount: 1, taxonomy: { classes: ['丸', 'oak'] } });
    expect(half.images).toHaveLength(4);
    expect(await openArchive(there, path)).toMatchObject({ datasets: [] });
  });
});

type Members = Map<string, Buffer>;

/** The file with its members changed; the manifest's hashes are those of before. */
async function changed(path: string, change: (members: Members) => unknown): Promise<string> {
  const members: Members = new Map(unzip(readFileSync(path), 'x'));
  change(members);
  const entries = [...members].map(([name, bytes]) => ({ name, bytes }));
  const target = join(folder, 'changed.tatami');
  writeFileSync(target, Buffer.concat(await zipArchive(entries)));
  return target;
}

const withManifest =
  (change: (manifest: ArchiveManifest & Record<string, unknown>) => unknown) =>
  (members: Members): void => {
    const manifest = JSON.parse((members.get('manifest.json') as Buffer).toString()) as ArchiveManifest;
    change(manifest);
    members.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  };

const only = (members: Members, start: string): string =>
  [...members.keys()].find((name) => name.startsWith(start)) ?? '';

describe('a `.tatami` file of a stranger', () => {
  it.each<[string, string, (members: Members) => unknown]>([
    [
      'changed weights',
      'archive.damaged',
      (all) => all.set(only(all, 'checkpoints/'), Buffer.from('the weightz')),
    ],
    ['a changed run', 'archive.damaged', (all) => all.set(only(all, 'runs/'), Buffer.from('{}'))],
    ['a run left out', 'archive.missing-member', (all) => all.delete(only(all, 'runs/'))],
    ['no manifest', 'archive.not-ours', (all) => all.delete('manifest.json')],
    ['a manifest that is no JSON', 'archive.not-ours', (all) => all.set('manifest.json', Buffer.from('{'))],
    [
      'a member that nobody knows',
      'archive.foreign-member',
      (all) => all.set('autorun.inf', Buffer.from('x')),
    ],
    ['a way out of its folder', 'import.zip-broken', (all) => all.set('../evil', Buffer.from('x'))],
    ['a newer form', 'archive.newer', withManifest((it) => (it['version'] = 2))],
    ['a further field', 'archive.not-ours', withManifest((it) => (it['extra'] = 1))],
    [
      'an id that is none',
      'archive.not-ours',
      withManifest(({ runs }) => Object.assign(runs[0] ?? {}, { id: '../../x' })),
    ],
    [
      'a checkpoint with another name',
      'archive.not-ours',
      withManifest(({ runs }) => Object.assign(runs[0]?.checkpoint ?? {}, { file: '../../history.db' })),
    ],
    [
      'a checkpoint of another hash',
      'archive.damaged',
      withManifest(({ runs }) => Object.assign(runs[0]?.checkpoint ?? {}, { sha256: '0'.repeat(64) })),
    ],
    [
      'the id of a data set that leads elsewhere',
      'archive.not-ours',
      withManifest((it) => it.datasets.push('..')),
    ],
    [
      'a data set that is not in it',
      'archive.missing-member',
      withManifest((it) => it.datasets.push('roses')),
    ],
    [
      'a run that is none, rightly hashed',
      'history.bad-import',
      (all) => {
        const name = only(all, 'runs/');
        const bytes = Buffer.from('{"tatami":"run"}');
        all.set(name, bytes);
        withManifest(({ members }) => {
          const sha256 = createHash('sha256').update(bytes).digest('hex');
          Object.assign(members.find((member) => member.name === name) ?? {}, {
            sizeBytes: bytes.length,
            sha256,
          });
        })(all);
      },
    ],
  ])('changes nothing where it has %s', async (_what, code, change) => {
    const [here, there] = [home('here'), home('there')];
    const path = await changed((await save(here, await train(here))).path, change);
    await expect(openArchive(there, path)).rejects.toMatchObject({ code });
    expect(await there.history.list({})).toEqual([]);
    expect(readdirSync(join(folder, 'there')).includes('checkpoints')).toBe(false);
  });

  it('puts no weights in place that are others than their name says, however rightly they are hashed', async () => {
    const [here, there] = [home('here'), home('there')];
    const { id, sha256 } = await trainOn(here);
    const path = await changed((await save(here, id)).path, (all) => {
      const name = `weights/${sha256}.ckpt`;
      const bytes = Buffer.from(all.get(name) as Buffer);
      bytes.writeUInt8(1, bytes.length - 1);
      all.set(name, bytes);
      withManifest(({ members }) => {
        const hash = createHash('sha256').update(bytes).digest('hex');
        Object.assign(members.find((member) => member.name === name) ?? {}, { sha256: hash });
      })(all);
    });
    await expect(openArchive(there, path)).rejects.toMatchObject({ code: 'archive.damaged' });
    expect(readdirSync(join(folder, 'there')).includes('data')).toBe(false);
    expect(await there.history.list({})).toEqual([]);
  });

  it('leaves none of its runs where one of them is refused', async () => {
    const [here, there] = [home('here'), home('there')];
    const comparison = await here.history.createComparison('比較', {});
    await train(here, comparison);
    const last = await train(here, comparison);
    const { path } = await save(here, comparison);
    const broken = await changed(path, (all) => {
      const bytes = Buffer.from('{}');
      all.set(`runs/${last}.json`, bytes);
      withManifest(({ members }) => {
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        Object.assign(members.find(({ name }) => name === `runs/${last}.json`) ?? {}, {
          sizeBytes: 2,
          sha256,
        });
      })(all);
    });
    await expect(openArchive(there, broken)).rejects.toMatchObject({ code: 'history.bad-import' });
    expect(await there.history.list({})).toEqual([]);
    expect(readdirSync(there.checkpointRoot)).toEqual([]);
  });

  it('is cut off or full of noise: never anything but a clear error', async () => {
    const [here, there] = [home('here'), home('there')];
    const bytes = readFileSync((await save(here, await train(here))).path);
    const path = join(folder, 'noise.tatami');
    for (let at = 0; at < bytes.length; at += 37) {
      writeFileSync(path, bytes.subarray(0, at));
      await expect(openArchive(there, path)).rejects.toMatchObject({ name: 'LabError' });
      const noisy = Buffer.from(bytes);
      noisy.writeUInt8((noisy.readUInt8(at) + 1) % 256, at);
      writeFileSync(path, noisy);
      await openArchive(there, path).catch((error: unknown) => {
        expect(error).toMatchObject({ name: 'LabError' });
      });
    }
  });
});
