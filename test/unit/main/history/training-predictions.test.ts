import { describe, expect, it } from 'vitest';
import type { EpochPredictions, WatchedPictures } from '../../../../src/shared/contract/engine.ts';
import { migrate } from '../../../../src/main/history/migrate.ts';
import { migrations } from '../../../../src/main/history/migrations/all.ts';
import { openSqlite } from '../../../../src/main/history/sqlite.ts';
import { historyStatistics } from '../../../../src/main/history/statistics.ts';
import { randomStream } from '../../../../src/shared/random.ts';
import { codeOf, completed, epochRecord, newRun, open, start, temporaryFile } from './history-fixture.ts';

const pictures: WatchedPictures = {
  half: 'train',
  places: Int32Array.of(40_000, 40_001, 59_999),
  labels: Uint16Array.of(7, 0, 99),
};

function said(epoch: number, classes: readonly number[]): EpochPredictions {
  return { epoch, classes: Uint16Array.from(classes), confidences: Uint8Array.of(0, 128, 255) };
}

const epochs = [said(1, [7, 1, 2]), said(2, [7, 0, 2]), said(4, [7, 0, 99])];

/** A run that was trained for four epochs, of which three were kept. */
async function trainedRun(history = open()) {
  const id = await history.createRun(newRun());
  await history.startRun(id, start, 0);
  for (const epoch of [1, 2, 3, 4]) {
    await history.appendBatches(id, [{ step: 10 * epoch, loss: 1, accuracy: 0, timeMs: 0 }]);
    await history.finishEpoch(id, epochRecord(epoch));
    for (const one of epochs) if (one.epoch === epoch) await history.recordPredictions(id, pictures, one);
  }
  return { history, id };
}

describe('predictions through a training', () => {
  it('are kept exactly, also after the history was closed', async () => {
    const file = temporaryFile();
    const { history, id } = await trainedRun(open(file));
    await history.close();
    expect(await open(file).trainingPredictions(id)).toEqual({ ...pictures, epochs });
  });

  it('are none for a run that kept nothing', async () => {
    const history = open();
    expect(await history.trainingPredictions(await history.createRun(newRun()))).toBeNull();
  });

  it('of epochs that are done again go, those before stay', async () => {
    const { history, id } = await trainedRun();
    await history.startRun(id, start, 20);
    expect((await history.trainingPredictions(id))?.epochs).toEqual(epochs.slice(0, 2));
    await history.startRun(id, start, 0);
    expect(await history.trainingPredictions(id)).toBeNull();
  });

  it('are refused where they do not fit the pictures', async () => {
    const { history, id } = await trainedRun();
    const short = { ...said(5, [1, 2]), confidences: Uint8Array.of(1, 2) };
    expect(await codeOf(history.recordPredictions(id, pictures, short))).toBe('history.bad-evaluation');
  });

  it('go with a run that is exported', async () => {
    const [{ history, id }, to] = [await trainedRun(), open()];
    await history.endRun(id, completed);
    await to.importRun(JSON.parse(JSON.stringify(await history.exportRun(id))), []);
    expect(await to.trainingPredictions(id)).toEqual({ ...pictures, epochs });
  });

  it('of another length are refused by an import, which names the place', async () => {
    const { history, id } = await trainedRun();
    await history.endRun(id, completed);
    const document = (await history.exportRun(id)) as { predictions: { epochs: { classes: string }[] } };
    document.predictions.epochs[1]!.classes = 'AAAA';
    await expect(open().importRun(document, [])).rejects.toMatchObject({
      code: 'history.bad-import',
      details: { path: 'predictions.epochs[1].classes' },
    });
  });

  it('take some 20 kB an epoch: 10,000 pictures of 100 classes, half of them wrong, drawn confidences', async () => {
    const file = temporaryFile();
    const history = open(file);
    const id = await history.createRun(newRun());
    const { below, uniform } = randomStream(1, 'predictions');
    const labels = Uint16Array.from({ length: 10_000 }, () => below(100));
    const many = { half: 'test', places: labels.map((_, place) => place), labels } as const;
    const all = { ...many, places: Int32Array.from(many.places) };
    for (let epoch = 1; epoch <= 40; epoch++)
      await history.recordPredictions(id, all, {
        epoch,
        classes: labels.map((label) => (uniform() < 0.5 ? label : below(100))),
        confidences: Uint8Array.from(labels, () => Math.floor(256 * uniform() ** 2)),
      });
    const kept = await history.trainingPredictions(id);
    expect(kept?.epochs).toHaveLength(40);
    expect(kept?.places).toEqual(all.places);
    await history.close();
    expect(historyStatistics(file).sizeBytes).toBeLessThan(40 * 21_000);
  });

  it('find their place in a file of the version before', async () => {
    const file = temporaryFile();
    const before = openSqlite(file, { timeoutMs: 0 });
    migrate(
      before,
      file,
      migrations.filter(({ version }) => version < 70),
    );
    before.exec(`
      INSERT INTO run (id, name, status, dataset, optimizer, created_at_ms, epochs)
      VALUES ('0123456789ab', 'old run', 'completed', 'mnist', 'SGD', 0, 1);
    `);
    before
      .prepare('INSERT INTO run_document (run, experiment) VALUES (1, ?)')
      .run(JSON.stringify(newRun().experiment));
    before.close();
    const history = open(file);
    expect((await history.run('0123456789ab')).name).toBe('old run');
    expect(await history.trainingPredictions('0123456789ab')).toBeNull();
  });
});
