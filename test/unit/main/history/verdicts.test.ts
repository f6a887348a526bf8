import { describe, expect, it } from 'vitest';
import type { RecordedVerdict } from '../../../../src/shared/contract/history.ts';
import { migrate } from '../../../../src/main/history/migrate.ts';
import { migrations } from '../../../../src/main/history/migrations/all.ts';
import { openSqlite } from '../../../../src/main/history/sqlite.ts';
import { codeOf, newRun, open, temporaryFile } from './history-fixture.ts';

function verdictOn(original: string, repetition: string): RecordedVerdict {
  return {
    original,
    repetition,
    verdict: 'within-tolerance',
    largestWeightDifference: 1.5e-6,
    largestLossDifference: 2e-7,
    equalPredictions: 0.995,
    because: [{ fact: 'threads', before: '2', now: '1' }],
  };
}

describe('the verdict on a repetition', () => {
  it('is kept on both runs, also after the history was closed', async () => {
    const file = temporaryFile();
    const history = open(file);
    const original = await history.createRun(newRun());
    const repetition = await history.createRun(newRun({ repeatOf: original }));
    const verdict = verdictOn(original, repetition);
    await history.recordVerdict(verdict);
    await history.close();
    const again = open(file);
    expect((await again.run(original)).verdicts).toEqual([verdict]);
    expect((await again.run(repetition)).verdicts).toEqual([verdict]);
  });

  it('stays on a run when the other one is deleted', async () => {
    const history = open();
    const original = await history.createRun(newRun());
    const repetition = await history.createRun(newRun());
    await history.recordVerdict(verdictOn(original, repetition));
    await history.endRun(original, {
      status: 'stopped',
      finalWeightsSha256: null,
      imagesPerSecond: null,
      divergedAtStep: null,
      failure: null,
    });
    await history.deleteRun(original);
    expect((await history.run(repetition)).verdicts).toHaveLength(1);
  });

  it('is kept on neither run when one of them is unknown', async () => {
    const history = open();
    const original = await history.createRun(newRun());
    expect(await codeOf(history.recordVerdict(verdictOn(original, 'zzzzzzzzzzzz')))).toBe(
      'history.no-such-run',
    );
    expect((await history.run(original)).verdicts).toEqual([]);
  });

  it('stays behind when a run is exported', async () => {
    const [from, to] = [open(), open()];
    const original = await from.createRun(newRun());
    const repetition = await from.createRun(newRun());
    await from.recordVerdict(verdictOn(original, repetition));
    const id = await to.importRun(JSON.parse(JSON.stringify(await from.exportRun(original))), []);
    expect((await to.run(id)).verdicts).toEqual([]);
  });

  it('finds its place in a file of the version before, of which nothing is lost', async () => {
    const file = temporaryFile();
    const before = openSqlite(file, { timeoutMs: 0 });
    migrate(
      before,
      file,
      migrations.filter(({ version }) => version < 30),
    );
    before
      .prepare(
        `INSERT INTO run (id, name, status, dataset, optimizer, created_at_ms, epochs)
         VALUES ('0123456789ab', 'old run', 'completed', 'mnist', 'SGD', 0, 1)`,
      )
      .run();
    before
      .prepare('INSERT INTO run_document (run, experiment) VALUES (1, ?)')
      .run(JSON.stringify(newRun().experiment));
    before.close();
    const history = open(file);
    await history.recordVerdict(verdictOn('0123456789ab', '0123456789ab'));
    expect(await history.run('0123456789ab')).toMatchObject({
      name: 'old run',
      experiment: newRun().experiment,
    });
    expect((await history.run('0123456789ab')).verdicts).toHaveLength(2);
  });
});
