import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../../../../src/shared/contract/engine.ts';
import { epochCsv, raceCsv } from '../../../../src/shared/metrics/epoch-csv.ts';

function record(epoch: number, changes: Partial<EpochRecord> = {}): EpochRecord {
  return {
    ...{ epoch, accuracy: 0.75, loss: 0.5, val_accuracy: 0.875, val_loss: 0.25 },
    ...{ learning_rate: 0.01, durationMs: 1500, ...changes },
  };
}

describe('the file of epochs', () => {
  it('has one line for each epoch, empty where nothing was measured', () => {
    expect(epochCsv([record(1), record(2, { val_accuracy: null, val_loss: null })])).toBe(
      'epoch,accuracy,loss,val_accuracy,val_loss,learning_rate,seconds\r\n' +
        '1,0.75,0.5,0.875,0.25,0.01,1.5\r\n2,0.75,0.5,,,0.01,1.5\r\n',
    );
  });

  it('has a column for each further metric', () => {
    const metrics = { mean_squared_error: 0.1, val_mean_squared_error: null };
    const [head, line] = epochCsv([record(1, { metrics })]).split('\r\n');
    expect(head).toContain('learning_rate,mean_squared_error,val_mean_squared_error,seconds');
    expect(line).toBe('1,0.75,0.5,0.875,0.25,0.01,0.1,,1.5');
  });
});

describe('the file of a race', () => {
  it('names racer and seed in each line, quotes commas, and lets no name be a formula', () => {
    const runs = [
      { racer: 'lr 0.1, "fast"', seed: 3, epochs: [record(1)] },
      { racer: '=cmd()', seed: 4, epochs: [record(1)] },
    ];
    expect(raceCsv(runs).split('\r\n').slice(1, 3)).toEqual([
      '"lr 0.1, ""fast""",3,1,0.75,0.5,0.875,0.25,0.01,1.5',
      "'=cmd(),4,1,0.75,0.5,0.875,0.25,0.01,1.5",
    ]);
  });
});
