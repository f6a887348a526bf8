import { expect, it } from 'vitest';
import { raceCsv } from '../../../../../src/renderer/src/features/compare/race-csv.ts';
import { record } from './comparisons.ts';

it('writes one line for each epoch of each run, and quotes names with commas', () => {
  const runs = [
    { racer: 'lr 0.1, "fast"', seed: 3, epochs: [record(1, 0.5), record(2, 0.75, { val_accuracy: null })] },
  ];
  expect(raceCsv(runs).split('\n')).toEqual([
    'racer,seed,epoch,accuracy,loss,val_accuracy,val_loss,learning_rate,seconds',
    '"lr 0.1, ""fast""",3,1,0.5,0.5,0.5,0.5,0.01,1',
    '"lr 0.1, ""fast""",3,2,0.75,0.25,,0.25,0.01,1',
    '',
  ]);
});
