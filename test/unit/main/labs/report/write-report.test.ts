import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../../../../src/main/labs/report/write-report.ts';
import type { HistoryPort } from '../../../../../src/shared/contract/history.ts';
import { completed, epochRecord, experiment, newRun, open, start } from '../../history/history-fixture.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-report-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const name = '<script>alert(1)</script> 畳 & 🍵';

describe('the report of a run whose data set is not on this computer', () => {
  let history: HistoryPort;
  let run = '';
  const folder = join(home, 'レポート');
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  beforeAll(async () => {
    history = open();
    run = await history.createRun(newRun({ name, experiment: experiment({ name }) }));
    await history.startRun(run, start, 0);
    await history.finishEpoch(run, epochRecord(1));
    await history.finishEpoch(run, epochRecord(2, { loss: NaN }));
    await history.endRun(run, completed);
    await history.setNote(run, '=HYPERLINK("x")');
    const order = { folder, isForced: false, language: 'ja', appVersion: '1.0.0' } as const;
    await writeReport({ history, dataFolder: home }, run, order);
  });

  it('is a page without scripts, in which no text of a user’s is markup', () => {
    const page = read('report.html');
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 畳 &amp; 🍵');
    expect(page).toContain('図 1: 正解率');
    expect(page).toContain('テスト結果はありません。');
  });

  it('has its figures as SVG and its numbers as CSV', () => {
    expect(readdirSync(join(folder, 'figures'))).toEqual(['curves-accuracy.svg', 'curves-loss.svg']);
    expect(read('numbers/epochs.csv').split('\r\n')).toHaveLength(4);
    expect(read('numbers/settings.csv')).toContain('optimizer.class_name,');
    expect(read('numbers/results.csv')).toContain(run);
  });

  it('holds the run as one JSON document and as MLflow’s files', () => {
    const document = JSON.parse(read('report.json')) as { runs: { run: { id: string } }[] };
    expect(document.runs.map((each) => each.run.id)).toEqual([run]);
    const [experimentId = ''] = readdirSync(join(folder, 'mlruns'));
    const place = join('mlruns', experimentId);
    const id = readdirSync(join(folder, place)).find((each) => each !== 'meta.yaml') ?? '';
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(read(join(place, id, 'meta.yaml'))).toContain(`status: 3\n`);
    expect(read(join(place, id, 'metrics', 'loss'))).toMatch(/^\d+ \S+ 1\n\d+ nan 2\n$/);
    expect(read(join(place, id, 'params', 'optimizer.class_name'))).not.toBe('');
    expect(read(join(place, id, 'tags', 'mlflow.note.content'))).toContain('HYPERLINK');
  });
});
