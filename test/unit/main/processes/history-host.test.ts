import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HistoryHost, superviseHistory } from '../../../../src/main/processes/history-host.ts';
import type { LabErrorData } from '../../../../src/shared/contract/errors.ts';
import { newRun, points, start } from '../history/history-fixture.ts';

let folder: string;
let history: HistoryHost;
let notices: LabErrorData[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-history-host-'));
  notices = [];
  history = superviseHistory({
    historyFile: join(folder, 'history.db'),
    logFile: join(folder, 'history.log'),
    onNotice: (notice) => notices.push(notice),
  });
});

afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true, force: true });
});

function kill(): void {
  if (history.processId !== null) process.kill(history.processId, 'SIGKILL');
}

describe('the supervised history', () => {
  it('starts with the first call and ends when it is closed', async () => {
    expect(history.processId).toBeNull();
    expect(await history.list({})).toEqual([]);
    expect(history.processId).not.toBeNull();
    await history.close();
    expect(history.processId).toBeNull();
  });

  it('says of a call that was under way when it died what is known, and starts again with the next', async () => {
    const id = await history.createRun(newRun());
    const lost = history.setNote(id, 'a note');
    kill();
    await expect(lost).rejects.toMatchObject({
      code: 'history.process-lost',
      details: { reason: 'SIGKILL', log: join(folder, 'history.log') },
    });
    expect((await history.run(id)).id).toBe(id);
  });

  it('takes the runs of the dead process over with the next that is written to them', async () => {
    const id = await history.createRun(newRun());
    await history.startRun(id, start, 0);
    kill();
    await wait(300);
    await history.appendBatches(id, points(1));
    expect([(await history.run(id)).status, (await history.curve(id)).length]).toEqual(['running', 1]);
    expect(await history.markInterrupted()).toEqual([]);
  });

  it('passes on what the user should know', async () => {
    writeFileSync(join(folder, 'history.db'), '');
    writeFileSync(join(folder, 'history.db.facts.json'), '{"runs": 3}');
    await history.list({});
    expect(notices).toMatchObject([{ code: 'history.was-emptied', details: { runs: 3 } }]);
  });

  it('answers with the reason where the file cannot be opened, and lives on', async () => {
    mkdirSync(join(folder, 'history.db'));
    await expect(history.list({})).rejects.toMatchObject({ code: 'history.not-a-file' });
    expect(history.processId).not.toBeNull();
  });
});
