import { describe, expect, it } from 'vitest';
import type { HistoryPort } from '../../../../src/shared/contract/history.ts';
import { describeError } from '../../../../src/shared/contract/errors.ts';
import {
  checkpoint,
  codeOf,
  completed,
  epochRecord,
  evaluation,
  failureOf,
  newRun,
  open,
  points,
  start,
} from './history-fixture.ts';

async function fullRun(history: HistoryPort): Promise<string> {
  const comparison = await history.createComparison('比較', { variants: ['a', { deep: [1, null] }] });
  const run = newRun({ comparison: { id: comparison, variant: 'adam' }, repeatOf: 'abcdefghjkmn' });
  const id = await history.createRun(run);
  await history.startRun(id, start, 0);
  await history.appendBatches(id, [...points(1, 2, 3), { step: 9, loss: NaN, accuracy: 1 / 3, timeMs: 1e9 }]);
  await history.finishEpoch(id, epochRecord(1, { val_loss: null, val_accuracy: null }));
  await history.finishEpoch(id, epochRecord(2, { loss: NaN, val_loss: Infinity }));
  await history.recordCheckpoint(id, checkpoint(2));
  await history.recordEvaluation(id, evaluation());
  await history.endRun(id, { ...completed, imagesPerSecond: Infinity, failure: '失敗\n2' });
  await history.setTags(id, ['第3回', '"quoted"']);
  await history.setNote(id, 'メモ\n2 行目');
  return id;
}

/** A document as it comes out of a file, with one place changed. */
async function exported(
  change: (document: Record<string, Record<string, unknown>>) => void = () => undefined,
): Promise<unknown> {
  const history = open();
  const document = JSON.parse(JSON.stringify(await history.exportRun(await fullRun(history)))) as never;
  change(document);
  return document;
}

describe('a run that is exported and imported elsewhere', () => {
  it('is the same run to the last bit, except for the checkpoint files that stay behind', async () => {
    const [from, to] = [open(), open()];
    const id = await fullRun(from);
    const document: unknown = JSON.parse(JSON.stringify(await from.exportRun(id)));
    expect(await to.importRun(document, [])).toBe(id);
    expect(await to.run(id)).toEqual({ ...(await from.run(id)), checkpoints: [] });
    expect(await to.curve(id)).toEqual(await from.curve(id));
    expect(await to.evaluation(id)).toEqual(await from.evaluation(id));
    const { comparisonId } = await to.run(id);
    expect(await to.comparison(comparisonId ?? '')).toEqual(await from.comparison(comparisonId ?? ''));
    expect(JSON.stringify(await to.exportRun(id))).toBe(JSON.stringify(document));
    expect((await to.list({ text: 'メモ 第3回 adadelta' })).map((run) => run.id)).toEqual([id]);
  });

  it('gets another id where its own is taken, and shares the comparison', async () => {
    const history = open();
    const id = await fullRun(history);
    const copy = await history.importRun(await history.exportRun(id), []);
    expect(copy).not.toBe(id);
    const { comparisonId } = await history.run(id);
    expect(await history.list({ comparisonId: comparisonId ?? '' })).toHaveLength(2);
  });

  it('counts as interrupted when it was running', async () => {
    const [from, to] = [open(), open()];
    const id = await from.createRun(newRun());
    await to.importRun(await from.exportRun(id), []);
    expect(await to.run(id)).toMatchObject({
      status: 'interrupted',
      start: null,
      end: null,
      epochRecords: [],
    });
  });
});

describe('a document that is no exported run', () => {
  const deep: unknown[] = [];
  deep.push(deep);

  it.each([
    ['null', null],
    ['a number', 5],
    ['a text', 'run'],
    ['an array', []],
    ['an empty object', {}],
    ['another kind of document', { tatami: 'experiment', version: 1 }],
  ])('is refused: %s', async (_, document) => {
    const history = open();
    expect(await codeOf(history.importRun(document, []))).toBe('history.bad-import');
    expect(await history.list({})).toEqual([]);
  });

  it.each<[string, (document: Record<string, Record<string, unknown>>) => void]>([
    ['version', (document) => Object.assign(document, { version: 999 })],
    ['run.id', (document) => Object.assign(document['run'] ?? {}, { id: '../../etc' })],
    ['run.status', (document) => Object.assign(document['run'] ?? {}, { status: 'done' })],
    ['run.createdAtMs', (document) => Object.assign(document['run'] ?? {}, { createdAtMs: -1 })],
    [
      'run.experiment.epochs',
      (document) => Object.assign(document['run']?.['experiment'] ?? {}, { epochs: 0 }),
    ],
    [
      'run.epochRecords[0].loss',
      (document) => Object.assign((document['run']?.['epochRecords'] as object[])[0] ?? {}, { loss: 'big' }),
    ],
    [
      'run.epochRecords[1]',
      (document) => Object.assign((document['run']?.['epochRecords'] as object[])[1] ?? {}, { epoch: 1 }),
    ],
    ['curve.step[1]', (document) => Object.assign(document['curve'] ?? {}, { step: [5, 5, 6, 9] })],
    ['curve.loss', (document) => Object.assign(document['curve'] ?? {}, { loss: [1] })],
    ['curve.step[0]', (document) => Object.assign(document['curve'] ?? {}, { step: [1.5] })],
    ['evaluation.labels', (document) => Object.assign(document['evaluation'] ?? {}, { labels: 'AAAA' })],
    [
      'evaluation.topClasses',
      (document) => Object.assign(document['evaluation'] ?? {}, { topClasses: '%%%' }),
    ],
    ['evaluation.count', (document) => Object.assign(document['evaluation'] ?? {}, { count: 1e12 })],
    ['/', (document) => Object.assign(document, { surprise: 1 })],
    [
      '__proto__',
      (document) => Object.defineProperty(document, '__proto__', { value: {}, enumerable: true }),
    ],
  ])('is refused with the place %s', async (path, change) => {
    const history = open();
    const error = await failureOf(history.importRun(await exported(change), []));
    expect(error.code).toBe('history.bad-import');
    expect(error.details['path']).toBe(path);
    expect(describeError(error, 'ja').message).toContain(path);
    expect(describeError(error, 'ja').message).not.toMatch(/\{[a-z]|expected/i);
    expect(await history.list({})).toEqual([]);
  });

  it('is refused when names or notes in it are what no user may write', async () => {
    const history = open();
    const name = await exported((document) => Object.assign(document['run'] ?? {}, { name: 'a\u0000b' }));
    const tags = await exported((document) =>
      Object.assign(document['run'] ?? {}, { tags: ['x'.repeat(61)] }),
    );
    expect(await codeOf(history.importRun(name, []))).toBe('history.unprintable');
    expect(await codeOf(history.importRun(tags, []))).toBe('history.too-long');
    expect(await history.list({})).toEqual([]);
  });

  it('is refused before anything can be exhausted: endless depth, a hundred levels', async () => {
    const history = open();
    const nested = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) as unknown;
    expect(await codeOf(history.importRun(deep, []))).toBe('history.import-too-large');
    expect(await codeOf(history.importRun(nested, []))).toBe('history.import-too-large');
  });
});
