import { describe, expect, it } from 'vitest';
import { chooseKept } from '../../../../src/main/history/checkpoints.ts';
import type { CheckpointRecord, EpochRecord } from '../../../../src/shared/contract/engine.ts';
import { checkpoint, epochRecord, newRun, open } from './history-fixture.ts';

function keptFiles(checkpoints: readonly CheckpointRecord[], epochs: readonly EpochRecord[]): string[] {
  return [...chooseKept(checkpoints, epochs)].sort();
}

describe('the retention of checkpoints', () => {
  const four = [1, 2, 3, 4].map((epoch) => checkpoint(epoch));

  it('keeps the last two and the best by val_accuracy', () => {
    const epochs = [0.1, 0.9, 0.8, 0.7].map((value, index) =>
      epochRecord(index + 1, { val_accuracy: value }),
    );
    expect(keptFiles(four, epochs)).toEqual(['epoch-2.ckpt', 'epoch-3.ckpt', 'epoch-4.ckpt']);
  });

  it('keeps the best by loss where nothing was validated', () => {
    const epochs = [0.2, 0.4, 0.5, 0.6].map((loss, index) =>
      epochRecord(index + 1, { loss, val_loss: null, val_accuracy: null }),
    );
    expect(keptFiles(four, epochs)).toEqual(['epoch-1.ckpt', 'epoch-3.ckpt', 'epoch-4.ckpt']);
  });

  it('takes the earliest of equally good ones and never takes NaN for the best', () => {
    const epochs = [NaN, 0.5, 0.5, 0.5].map((value, index) =>
      epochRecord(index + 1, { val_accuracy: value }),
    );
    expect(keptFiles(four, epochs)).toContain('epoch-2.ckpt');
    expect(keptFiles(four, [epochRecord(1, { val_accuracy: NaN })])).toEqual([
      'epoch-3.ckpt',
      'epoch-4.ckpt',
    ]);
  });

  it('never takes a checkpoint inside an epoch for the best: it has no record of its own', () => {
    const stop = checkpoint(1, { file: 'stop', stepInEpoch: 5, step: 105, kind: 'stop' });
    const epochs = [0.9, 0.1, 0.2].map((value, index) => epochRecord(index + 1, { val_accuracy: value }));
    expect(keptFiles([stop, checkpoint(2), checkpoint(3)], epochs)).toEqual(['epoch-2.ckpt', 'epoch-3.ckpt']);
  });

  it('answers the files that are needed no longer, each once, and forgets them', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    const freed: string[] = [];
    for (const [index, value] of [0.1, 0.9, 0.8, 0.7, 0.95].entries()) {
      await history.finishEpoch(id, epochRecord(index + 1, { val_accuracy: value }));
      freed.push(...(await history.recordCheckpoint(id, checkpoint(index + 1))));
    }
    expect(freed).toEqual(['epoch-1.ckpt', 'epoch-2.ckpt', 'epoch-3.ckpt']);
    expect((await history.run(id)).checkpoints).toEqual([checkpoint(4), checkpoint(5)]);
  });

  it('takes a file of the same name for the new one, and never frees it', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    for (const epoch of [1, 2, 3, 4]) {
      const freed = await history.recordCheckpoint(id, checkpoint(epoch, { file: 'last.ckpt' }));
      expect(freed).toEqual([]);
    }
    expect((await history.run(id)).checkpoints).toEqual([checkpoint(4, { file: 'last.ckpt' })]);
  });
});
