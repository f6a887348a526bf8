import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweepCheckpoints } from '../../../../src/main/labs/sweep-checkpoints.ts';
import type { HistoryPort, RunStatus } from '../../../../src/shared/contract/history.ts';
import { checkpoint, completed, newRun, open, start, temporaryFile } from '../history/history-fixture.ts';

const kept = 'step-000000100-epoch.ckpt';
const unknown = 'step-000000200-epoch.ckpt';
const temporary = '.step-000000300-epoch.ckpt.4711.tmp';
const foreign = ['notes.txt', 'step-1.ckpt.bak', '.hidden.tmp'];

/** A run with one known checkpoint, and a folder with more than that. */
async function runWithFiles(history: HistoryPort, root: string, status: RunStatus): Promise<string> {
  const id = await history.createRun(newRun());
  await history.startRun(id, start, 0);
  await history.recordCheckpoint(id, checkpoint(1, { file: kept }));
  if (status !== 'running') await history.endRun(id, { ...completed, status });
  fill(join(root, id));
  return id;
}

function fill(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of [kept, unknown, temporary, ...foreign]) writeFileSync(join(folder, name), '');
}

async function historyAndRoot(): Promise<{ history: HistoryPort; checkpointRoot: string }> {
  const file = temporaryFile();
  return { history: open(file), checkpointRoot: join(dirname(file), 'checkpoints') };
}

describe('the sweep at the start of a program', () => {
  it.each(['interrupted', 'failed'] as const)(
    'removes what a death left of a run that is %s, and nothing else',
    async (status) => {
      const ports = await historyAndRoot();
      const id = await runWithFiles(ports.history, ports.checkpointRoot, status);
      const folder = join(ports.checkpointRoot, id);
      const removed = await sweepCheckpoints(ports, 0);
      expect(removed.toSorted()).toEqual([unknown, temporary].map((name) => join(folder, name)).toSorted());
      expect(readdirSync(folder).toSorted()).toEqual([kept, ...foreign].toSorted());
    },
  );

  it('touches no file of a living run, of a run that the history does not know, or of the last minute', async () => {
    const ports = await historyAndRoot();
    await runWithFiles(ports.history, ports.checkpointRoot, 'running');
    fill(join(ports.checkpointRoot, 'zzzzzzzzzzzz'));
    expect(await sweepCheckpoints(ports, 0)).toEqual([]);
    await runWithFiles(ports.history, ports.checkpointRoot, 'interrupted');
    expect(await sweepCheckpoints(ports)).toEqual([]);
  });

  it('takes a run without a folder as it is', async () => {
    const ports = await historyAndRoot();
    const id = await ports.history.createRun(newRun());
    await ports.history.endRun(id, { ...completed, status: 'interrupted' });
    expect(await sweepCheckpoints(ports, 0)).toEqual([]);
  });
});
