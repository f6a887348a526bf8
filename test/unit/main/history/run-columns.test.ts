import { beforeEach, describe, expect, it } from 'vitest';
import type { HistoryPort, RunColumn } from '../../../../src/shared/contract/history.ts';
import { columnSchema } from '../../../../src/shared/contract/history-rpc.ts';
import { epochRecord, experiment, newRun, open, start } from './history-fixture.ts';

const setting = (name: string): RunColumn => ({ kind: 'setting', name });
const rate = setting('optimizer.config.learning_rate');
const loss: RunColumn = { kind: 'figure', name: 'loss' };

describe('columns of the list that the user chooses', () => {
  let history: HistoryPort;
  const trained = async (learningRate: number, finalLoss: number): Promise<void> => {
    const optimizer = { class_name: 'SGD', config: { learning_rate: learningRate } };
    const id = await history.createRun(
      newRun({ name: `${learningRate}`, experiment: experiment({ optimizer }) }),
    );
    await history.startRun(id, start, 0);
    await history.finishEpoch(id, { ...epochRecord(1), loss: 99 });
    await history.finishEpoch(id, { ...epochRecord(2), loss: finalLoss });
  };
  const sorted = async (column: RunColumn, isRising: boolean): Promise<string[]> => {
    const { lines } = await history.page({ sortBy: { column, isRising } });
    return lines.map(({ name }) => name);
  };

  beforeEach(async () => {
    history = open();
    await trained(0.1, 0.5);
    await trained(1, NaN);
    await trained(0.01, 0.7);
  });

  it('show settings, figures of the last epoch and facts of the start, in the order asked for', async () => {
    const columns = [
      rate,
      setting('model.layers[0].config.filters'),
      setting('shuffle'),
      setting('optimizer.class_name'),
      loss,
      { kind: 'figure', name: 'parameters' },
      setting('nothing.of.this.name'),
    ] as const;
    const [newest, diverged] = (await history.page({ columns })).lines;
    expect(newest?.values).toEqual([0.01, 4, 'true', 'SGD', 0.7, start.parameterCount, null]);
    expect(diverged?.values[4]).toBeNaN();
  });

  it('order the list in both directions, what is no number last', async () => {
    expect(await sorted(rate, true)).toEqual(['0.01', '0.1', '1']);
    expect(await sorted(rate, false)).toEqual(['1', '0.1', '0.01']);
    expect(await sorted(loss, true)).toEqual(['0.1', '0.01', '1']);
    expect(await sorted(loss, false)).toEqual(['0.01', '0.1', '1']);
    await history.createRun(newRun({ name: 'untrained' }));
    expect(await sorted(loss, false)).toEqual(['0.01', '0.1', 'untrained', '1']);
  });

  it('stay true for lines that stand for a whole comparison, filtered and on a later page', async () => {
    const page = { isGrouped: true, dataset: 'mnist', columns: [rate], limit: 1, offset: 1 };
    const { lines, total } = await history.page({ ...page, sortBy: { column: rate, isRising: true } });
    expect([total, lines.map(({ values }) => values)]).toEqual([3, [[0.1]]]);
  });

  it('are offered by the names that the newest runs have', async () => {
    const { settings, metrics } = await history.columnNames();
    expect(settings).toEqual(expect.arrayContaining([rate.name, 'epochs', 'model.layers[0].config.filters']));
    expect(settings).not.toContain('name');
    expect(metrics).toEqual([]);
  });

  it('take a name for a name, never for a part of a question', () => {
    expect(columnSchema.safeParse(rate).success).toBe(true);
    for (const name of ["x'); DROP TABLE run", 'a..b', 'a["b"]', '$', '']) {
      expect(columnSchema.safeParse(setting(name)).success, name).toBe(false);
    }
  });
});
