import { describe, expect, it } from 'vitest';
import {
  checkpoint,
  codeOf,
  completed,
  epochRecord,
  evaluation,
  experiment,
  failureOf,
  newRun,
  open,
  points,
  start,
  temporaryFile,
} from './history-fixture.ts';

describe('a run in the history', () => {
  it('begins as running, with its whole document and nothing done', async () => {
    const history = open();
    const id = await history.createRun(newRun({ name: '  手書き数字  ' }));
    expect(id).toMatch(/^[0-9a-z]{12}$/);
    expect(await history.run(id)).toEqual({
      id,
      name: '手書き数字',
      status: 'running',
      dataset: 'mnist',
      optimizer: 'Adadelta',
      createdAtMs: expect.any(Number) as number,
      epochsDone: 0,
      epochs: 12,
      comparisonId: null,
      variant: null,
      testAccuracy: null,
      testLoss: null,
      bestValAccuracy: null,
      tags: [],
      note: '',
      experiment: experiment(),
      start: null,
      end: null,
      epochRecords: [],
      checkpoints: [],
      test: null,
      repeatOf: null,
      verdicts: [],
    });
  });

  it('keeps its start, curve, epochs, evaluation and end, also after the history was closed', async () => {
    const file = temporaryFile();
    const first = open(file);
    const id = await first.createRun(newRun());
    await first.startRun(id, start, 0);
    await first.appendBatches(id, points(1, 2, 3));
    await first.finishEpoch(id, epochRecord(1));
    await first.finishEpoch(id, epochRecord(2, { val_loss: null, val_accuracy: null }));
    await first.recordEvaluation(id, evaluation());
    await first.endRun(id, completed);
    await first.close();
    const history = open(file);
    expect(await history.run(id)).toMatchObject({
      status: 'completed',
      start,
      end: completed,
      epochsDone: 2,
      epochRecords: [epochRecord(1), epochRecord(2, { val_loss: null, val_accuracy: null })],
      bestValAccuracy: 0.4,
      testLoss: 0.123456789,
      testAccuracy: 2 / 3,
      test: { loss: 0.123456789, accuracy: 2 / 3, superclassAccuracy: null },
    });
    expect(await history.curve(id)).toEqual(points(1, 2, 3));
    expect(await history.evaluation(id)).toEqual(evaluation());
  });

  it('keeps NaN and infinities exactly wherever a number may diverge', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    const curve = [NaN, Infinity, -Infinity, 5e-324, 0.1].map((loss, index) => ({
      step: index + 1,
      loss,
      accuracy: loss,
      timeMs: index,
    }));
    const record = epochRecord(1, { loss: NaN, accuracy: Infinity, val_loss: NaN, val_accuracy: NaN });
    const end = { ...completed, status: 'diverged', imagesPerSecond: Infinity, divergedAtStep: 7 } as const;
    await history.appendBatches(id, curve);
    await history.finishEpoch(id, record);
    await history.recordEvaluation(id, evaluation({ loss: NaN, superclassAccuracy: -Infinity }));
    await history.endRun(id, end);
    const run = await history.run(id);
    expect(await history.curve(id)).toEqual(curve);
    expect(run.epochRecords).toEqual([record]);
    expect(run.end).toEqual(end);
    expect(run.test).toEqual({ loss: NaN, accuracy: 2 / 3, superclassAccuracy: -Infinity });
    expect(run.bestValAccuracy).toBeNull();
    expect((await history.list({}))[0]?.testLoss).toBeNaN();
  });

  it('has no evaluation before one was recorded, and the newest after several', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    expect(await history.evaluation(id)).toBeNull();
    await history.recordEvaluation(id, evaluation());
    await history.recordEvaluation(id, evaluation({ accuracy: 0.25 }));
    expect((await history.evaluation(id))?.accuracy).toBe(0.25);
  });

  it('takes no evaluation whose arrays do not fit its counts', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    const error = await failureOf(history.recordEvaluation(id, evaluation({ topK: 3 })));
    expect(error.code).toBe('history.bad-evaluation');
    expect(error.details).toEqual({ field: 'topClasses', found: 6, expected: 9 });
    expect(await history.evaluation(id)).toBeNull();
  });

  it('takes no more records once it has ended', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await history.endRun(id, completed);
    expect(await codeOf(history.appendBatches(id, points(1)))).toBe('history.run-ended');
    expect(await codeOf(history.finishEpoch(id, epochRecord(1)))).toBe('history.run-ended');
    expect(await codeOf(history.recordCheckpoint(id, checkpoint(1)))).toBe('history.run-ended');
    expect(await codeOf(history.endRun(id, completed))).toBe('history.run-ended');
    expect(await history.curve(id)).toEqual([]);
  });

  it('is found by any beginning of its id from four characters on, in any letter case', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    expect((await history.run(id.slice(0, 4))).id).toBe(id);
    expect((await history.run(` ${id.slice(0, 7).toUpperCase()} `)).id).toBe(id);
    expect(await codeOf(history.run(id.slice(0, 3)))).toBe('history.short-prefix');
    expect(await codeOf(history.run(''))).toBe('history.short-prefix');
  });

  it.each(['zzzz', '%%%%', '____', "' OR 1=1 --", '\u{10FFFF}'.repeat(4)])(
    'is not found by what is not its id: %s',
    async (id) => {
      const history = open();
      await history.createRun(newRun());
      expect(await codeOf(history.run(id))).toBe('history.no-such-run');
      expect(await codeOf(history.setNote(id, 'x'))).toBe('history.no-such-run');
      expect(await codeOf(history.appendBatches(id, points(1)))).toBe('history.no-such-run');
    },
  );
});

describe('a run that is resumed', () => {
  it('drops the curve, epochs, checkpoints, evaluation and end that it does again', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await history.startRun(id, start, 0);
    for (const epoch of [1, 2, 3]) {
      await history.appendBatches(id, points(epoch * 100 - 50, epoch * 100));
      await history.finishEpoch(id, epochRecord(epoch));
      await history.recordCheckpoint(id, checkpoint(epoch));
    }
    await history.appendBatches(id, points(310));
    await history.recordEvaluation(id, evaluation());
    await history.endRun(id, { ...completed, status: 'stopped' });

    const again = { ...start, device: { ...start.device, threads: 8 } };
    await history.startRun(id, again, 200);
    expect((await history.curve(id)).map((point) => point.step)).toEqual([50, 100, 150, 200]);
    expect(await history.run(id)).toMatchObject({
      status: 'running',
      start: again,
      end: null,
      epochsDone: 2,
      bestValAccuracy: 0.7,
      test: null,
      testAccuracy: null,
      epochRecords: [epochRecord(1), epochRecord(2)],
      checkpoints: [checkpoint(2)],
    });
    expect(await history.evaluation(id)).toBeNull();

    await history.appendBatches(id, points(200, 250));
    await history.finishEpoch(id, epochRecord(3, { loss: 7 }));
    expect((await history.curve(id)).map((point) => point.step)).toEqual([50, 100, 150, 200, 250]);
    expect((await history.run(id)).epochRecords.map((record) => record.loss)).toEqual([1, 0.5, 7]);
  });

  it('from a checkpoint inside an epoch keeps the epochs before it, though its curve is thinned', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await history.appendBatches(id, points(97));
    await history.finishEpoch(id, epochRecord(1));
    await history.recordCheckpoint(
      id,
      checkpoint(1, { file: 's', step: 130, stepInEpoch: 30, kind: 'stop' }),
    );
    await history.appendBatches(id, points(140));
    await history.finishEpoch(id, epochRecord(2));
    await history.startRun(id, start, 130);
    expect((await history.run(id)).epochRecords).toEqual([epochRecord(1)]);
  });

  it('from the first step begins anew', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await history.finishEpoch(id, epochRecord(1));
    await history.appendBatches(id, points(5));
    await history.startRun(id, start, 0);
    expect(await history.run(id)).toMatchObject({ epochsDone: 0, epochRecords: [], bestValAccuracy: null });
    expect(await history.curve(id)).toEqual([]);
  });
});

describe('tags and notes', () => {
  it('are kept in their order, without spaces around them, blanks and doubles', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await history.setTags(id, ['第3回', ' best ', 'best', '', '"quoted"']);
    await history.setNote(id, 'line 1\r\nline 2\t😀');
    expect(await history.run(id)).toMatchObject({
      tags: ['第3回', 'best', '"quoted"'],
      note: 'line 1\nline 2\t😀',
    });
    await history.setTags(id, []);
    expect((await history.run(id)).tags).toEqual([]);
  });

  it('and names are refused when they are too long', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    expect(await codeOf(history.setNote(id, 'x'.repeat(20_001)))).toBe('history.too-long');
    expect(await codeOf(history.setTags(id, ['x'.repeat(61)]))).toBe('history.too-long');
    const tags = Array.from({ length: 51 }, (_, index) => `tag ${index}`);
    expect((await failureOf(history.setTags(id, tags))).details).toEqual({
      field: 'tags',
      found: 51,
      limit: 50,
    });
    const long = newRun({ name: 'x'.repeat(1_000_000) });
    expect((await failureOf(history.createRun(long))).details).toMatchObject({
      found: 1_000_000,
      limit: 200,
    });
    expect(await history.list({})).toHaveLength(1);
  });

  it.each(['a\u0000b', 'a\nb', 'a\u202eb', 'a\ud800b', '\u001b[31m'])(
    'and names are refused when a character cannot be shown: %j',
    async (name) => {
      const history = open();
      const id = await history.createRun(newRun());
      expect(await codeOf(history.createRun(newRun({ name })))).toBe('history.unprintable');
      expect(await codeOf(history.setTags(id, [name]))).toBe('history.unprintable');
    },
  );

  it('may hold markup and formulas, which are only text', async () => {
    const history = open();
    const name = '<img onerror=alert(1)> =HYPERLINK("x")';
    const id = await history.createRun(newRun({ name }));
    expect((await history.run(id)).name).toBe(name);
  });

  it('keep a failure text of any content, cut to its limit', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await history.endRun(id, { ...completed, status: 'failed', failure: `\u0000${'x'.repeat(20_000)}` });
    expect((await history.run(id)).end?.failure).toHaveLength(10_000);
  });
});

describe('an experiment document', () => {
  it('is refused above a million characters', async () => {
    const history = open();
    const large = { ...experiment(), name: 'x'.repeat(1_000_000) };
    const error = await failureOf(history.createRun(newRun({ experiment: large })));
    expect(error.code).toBe('history.too-long');
    expect(error.details['field']).toBe('experiment');
    expect(await history.list({})).toEqual([]);
  });
});

describe('deleting a run', () => {
  it('removes it with all it holds, and no other run', async () => {
    const history = open();
    const kept = await history.createRun(newRun({ name: 'kept' }));
    const id = await history.createRun(newRun({ name: 'gone' }));
    for (const run of [kept, id]) {
      await history.appendBatches(run, points(1));
      await history.finishEpoch(run, epochRecord(1));
      await history.endRun(run, completed);
    }
    await history.deleteRun(id);
    expect(await codeOf(history.run(id))).toBe('history.no-such-run');
    expect(await history.list({ text: 'gone' })).toEqual([]);
    expect((await history.list({})).map((run) => run.id)).toEqual([kept]);
    expect(await history.curve(kept)).toEqual(points(1));
  });

  it('is refused while the run is being trained', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    expect(await codeOf(history.deleteRun(id))).toBe('history.run-in-use');
  });
});

describe('a history that is closed', () => {
  it('says so, and may be closed twice', async () => {
    const history = open();
    await history.close();
    await history.close();
    expect(await codeOf(history.list({}))).toBe('history.closed');
    expect(await codeOf(history.createRun(newRun()))).toBe('history.closed');
  });
});
