import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportRunTable } from '../../../../src/main/labs/run-files.ts';
import { epochRecord, experiment, failureOf, newRun, open, start, temporaryFile } from './history-fixture.ts';

describe('a table of runs', () => {
  it('has a line for each run and a column for each setting that any of them has', async () => {
    const file = temporaryFile();
    const history = open(file);
    const adam = experiment({ optimizer: { class_name: 'Adam', config: { learning_rate: 0.002 } } });
    const first = await history.createRun(newRun({ name: '=1+1' }));
    await history.startRun(first, start, 0);
    await history.finishEpoch(first, { ...epochRecord(1), val_loss: 0.25 });
    await history.createRun(newRun({ name: 'untrained, "second"', experiment: adam }));
    const written = await exportRunTable(history, [], join(dirname(file), 'runs.csv'));
    expect(written.count).toBe(2);
    const text = readFileSync(written.path, 'utf8');
    const [head = '', ...lines] = text.split('\r\n');
    const names = head.split(',');
    expect(names).toEqual(
      expect.arrayContaining(['val_loss', 'optimizer.config.beta_1', 'model.layers[0].config.filters']),
    );
    const cells = (lines[0] ?? '').split(',');
    expect(cells[names.indexOf('run_name')]).toBe("'=1+1");
    expect(cells[names.indexOf('val_loss')]).toBe('0.25');
    expect(cells[names.indexOf('optimizer.config.beta_1')]).toBe('');
    expect(lines[1]).toContain('"untrained, ""second"""');
    expect(lines[1]).toContain('0.002');
  });

  it('holds only the runs that were named, in their order', async () => {
    const file = temporaryFile();
    const history = open(file);
    const ids = [];
    for (const name of ['a', 'b', 'c']) ids.push(await history.createRun(newRun({ name })));
    const [a = '', , c = ''] = ids;
    const { path, count } = await exportRunTable(history, [c, a], join(dirname(file), 'two.csv'));
    expect(count).toBe(2);
    expect(
      readFileSync(path, 'utf8')
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.slice(0, 12)),
    ).toEqual([c, a]);
    const missing = exportRunTable(history, ['ffffffff'], join(dirname(file), 'none.csv'));
    expect(await failureOf(missing)).toMatchObject({ code: 'history.no-such-run' });
  });
});
