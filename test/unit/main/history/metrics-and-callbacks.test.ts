import { describe, expect, it } from 'vitest';
import { migrate } from '../../../../src/main/history/migrate.ts';
import { migrations } from '../../../../src/main/history/migrations/all.ts';
import { openSqlite } from '../../../../src/main/history/sqlite.ts';
import { completed, epochRecord, evaluation, newRun, open, start, temporaryFile } from './history-fixture.ts';

const ofEpoch = { mean_squared_error: 0.1, val_mean_squared_error: null };
const diverged = { mean_squared_error: NaN, val_mean_squared_error: -Infinity };

describe('further metrics', () => {
  it('are kept exactly for each epoch and for the test, also after the history was closed', async () => {
    const file = temporaryFile();
    const history = open(file);
    const id = await history.createRun(newRun());
    await history.startRun(id, start, 0);
    const records = [
      epochRecord(1, { metrics: ofEpoch }),
      epochRecord(2, { metrics: diverged }),
      epochRecord(3),
    ];
    for (const record of records) await history.finishEpoch(id, record);
    const tested = evaluation({ metrics: { mean_squared_error: Infinity, トップ3: 0.5 } });
    await history.recordEvaluation(id, tested);
    await history.endRun(id, completed);
    await history.close();
    const again = open(file);
    expect((await again.run(id)).epochRecords).toEqual(records);
    expect((await again.run(id)).test?.metrics).toEqual(tested.metrics);
    expect(await again.evaluation(id)).toEqual(tested);
  });

  it('go with a run that is exported', async () => {
    const [from, to] = [open(), open()];
    const id = await from.createRun(newRun());
    await from.finishEpoch(id, epochRecord(1, { metrics: diverged }));
    await from.recordEvaluation(id, evaluation({ metrics: { mean_squared_error: NaN } }));
    await from.endRun(id, completed);
    await to.importRun(JSON.parse(JSON.stringify(await from.exportRun(id))), []);
    expect(await to.run(id)).toEqual(await from.run(id));
    expect((await to.evaluation(id))?.metrics).toEqual({ mean_squared_error: NaN });
  });

  it('find their place in a file of the version before, of which nothing is lost', async () => {
    const file = temporaryFile();
    const before = openSqlite(file, { timeoutMs: 0 });
    migrate(
      before,
      file,
      migrations.filter(({ version }) => version < 40),
    );
    const { callbacks: _none, ...oldDocument } = newRun().experiment;
    before.exec(`
      INSERT INTO run (id, name, status, dataset, optimizer, created_at_ms, epochs, test_loss, test_accuracy)
      VALUES ('0123456789ab', 'old run', 'completed', 'mnist', 'SGD', 0, 1, 0.5, 0.75);
      INSERT INTO epoch VALUES (1, 1, 10, 0.5, 0.75, NULL, 'NaN', 0.1, 12.5);
      INSERT INTO evaluation VALUES (1, 0, 1, 0.5, 0.75, NULL, x'', x'', x'');
    `);
    before
      .prepare(
        `INSERT INTO run_document (run, experiment, end_status, images_per_second) VALUES (1, ?, 'completed', 99.5)`,
      )
      .run(JSON.stringify(oldDocument));
    before.close();
    const history = open(file);
    const run = await history.run('0123456789ab');
    expect(run).toMatchObject({ name: 'old run', test: { loss: 0.5, accuracy: 0.75 } });
    expect(run.experiment).toEqual(newRun().experiment);
    expect(run.end).toEqual({
      status: 'completed',
      finalWeightsSha256: null,
      imagesPerSecond: 99.5,
      divergedAtStep: null,
      failure: null,
    });
    expect(run.epochRecords).toEqual([
      {
        epoch: 1,
        loss: 0.5,
        accuracy: 0.75,
        val_loss: null,
        val_accuracy: NaN,
        learning_rate: 0.1,
        durationMs: 12.5,
      },
    ]);
    expect((await history.evaluation('0123456789ab'))?.metrics).toBeUndefined();
  });
});

describe('what callbacks made of the end of a run', () => {
  const stoppedEarly = { epoch: 7, monitor: 'val_loss', best: 0.25, bestEpoch: 4 };

  it.each([
    { stoppedEarly, restoredEpoch: 4 },
    { stoppedEarly: { ...stoppedEarly, best: NaN }, restoredEpoch: null },
    { stoppedEarly: null, restoredEpoch: null },
  ])('is kept, and goes with an exported run: %j', async (callbacks) => {
    const [from, to] = [open(), open()];
    const id = await from.createRun(newRun());
    await from.endRun(id, { ...completed, callbacks });
    expect((await from.run(id)).end).toEqual({ ...completed, callbacks });
    await to.importRun(JSON.parse(JSON.stringify(await from.exportRun(id))), []);
    expect((await to.run(id)).end).toEqual({ ...completed, callbacks });
  });

  it('is forgotten when the run begins again', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await history.endRun(id, {
      ...completed,
      status: 'failed',
      callbacks: { stoppedEarly, restoredEpoch: 4 },
    });
    await history.startRun(id, start, 0);
    await history.endRun(id, completed);
    expect((await history.run(id)).end?.callbacks).toBeUndefined();
  });
});
