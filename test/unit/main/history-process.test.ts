import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { forkService, type ServiceProcess } from '../../../src/main/processes/process-transport.ts';
import type { LabErrorData } from '../../../src/shared/contract/errors.ts';
import type { HistoryPort } from '../../../src/shared/contract/history.ts';
import { historyContract, remoteHistory } from '../../../src/shared/contract/history-rpc.ts';
import { type Calls, connect } from '../../../src/shared/contract/rpc.ts';
import { completed, epochRecord, evaluation, newRun, points, start } from './history/history-fixture.ts';

const serviceFile = fileURLToPath(new URL('../../../src/main/history-process.ts', import.meta.url));

describe('the history in a process of its own', () => {
  let folder: string;
  let file: string;
  const services: ServiceProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'history-process-'));
    file = join(folder, 'history.db');
  });

  afterEach(() => {
    for (const { child } of services.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function startProcess(): { history: HistoryPort; notices: LabErrorData[]; child: ServiceProcess['child'] } {
    const service = forkService(serviceFile, [file]);
    services.push(service);
    const connection = connect(historyContract, service.transport);
    const notices: LabErrorData[] = [];
    connection.on('notice', (notice) => notices.push(notice));
    return { history: remoteHistory(connection), notices, child: service.child };
  }

  it('keeps a run as it would in our own, NaN and typed arrays included', async () => {
    const { history, notices } = startProcess();
    const id = await history.createRun(newRun());
    await history.startRun(id, start, 0);
    await history.appendBatches(id, [...points(1), { step: 2, loss: NaN, accuracy: 0, timeMs: Infinity }]);
    await history.finishEpoch(id, epochRecord(1, { loss: -Infinity, val_loss: null }));
    await history.recordEvaluation(id, evaluation());
    await history.endRun(id, { ...completed, imagesPerSecond: NaN });
    expect(await history.curve(id)).toEqual([
      ...points(1),
      { step: 2, loss: NaN, accuracy: 0, timeMs: Infinity },
    ]);
    expect(await history.evaluation(id)).toEqual(evaluation());
    expect(await history.run(id)).toMatchObject({
      start,
      end: { ...completed, imagesPerSecond: NaN },
      epochRecords: [epochRecord(1, { loss: -Infinity, val_loss: null })],
    });
    expect(await history.list({ text: 'adadelta', limit: 5 })).toHaveLength(1);
    expect(notices).toEqual([]);
  });

  it('answers errors with their codes and refuses arguments of the wrong form', async () => {
    const { history } = startProcess();
    await expect(history.run('zzzz')).rejects.toMatchObject({ code: 'history.no-such-run' });
    await expect(history.appendBatches('zzzz', [{ step: -1 } as never])).rejects.toMatchObject({
      code: 'process.bad-request',
      details: { service: 'history', command: 'appendBatches', path: 'args.1.0.step' },
    });
  });

  it('answers every command with the reason when the file cannot be opened', async () => {
    mkdirSync(file);
    const { history } = startProcess();
    await expect(history.list({})).rejects.toMatchObject({
      code: 'history.not-a-file',
      details: { path: file },
    });
    await expect(history.createRun(newRun())).rejects.toMatchObject({ code: 'history.not-a-file' });
  });

  it('tells of a repair before the first answer', async () => {
    writeFileSync(file, '');
    writeFileSync(`${file}.facts.json`, '{"runs": 3}');
    const { history, notices } = startProcess();
    await history.list({});
    expect(notices).toMatchObject([{ code: 'history.was-emptied', details: { runs: 3 } }]);
  });

  it('is closed and gone when its port is closed, its log merged into the file', async () => {
    const { history, child } = startProcess();
    await history.createRun(newRun());
    const exit = once(child, 'exit');
    await history.close();
    expect(await exit).toEqual([0, null]);
    expect(existsSync(`${file}-wal`)).toBe(false);
    await expect(history.list({})).rejects.toMatchObject({ code: 'process.gone' });
  });

  it('leaves its runs to be found as interrupted when it is killed', async () => {
    const killed = startProcess();
    const id = await killed.history.createRun(newRun());
    await killed.history.finishEpoch(id, epochRecord(1));
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const { history } = startProcess();
    expect(await history.markInterrupted()).toEqual([id]);
    expect((await history.run(id)).epochsDone).toBe(1);
  });

  it('has one command for each method of the port', () => {
    expectTypeOf<keyof Calls<typeof historyContract>>().toEqualTypeOf<keyof HistoryPort>();
  });
});
