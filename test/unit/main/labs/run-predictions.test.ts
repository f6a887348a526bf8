import { describe, expect, it } from 'vitest';
import { errorsDifference } from '../../../../src/main/labs/errors-difference.ts';
import { errorsReport } from '../../../../src/main/labs/errors-report.ts';
import { runPredictions } from '../../../../src/main/labs/run-predictions.ts';
import type { Evaluation } from '../../../../src/shared/contract/engine.ts';
import { completed, newRun, open, start } from '../history/history-fixture.ts';

const labels = Uint16Array.of(0, 1, 2, 3);
const taxonomy = { classes: ['a', 'b', 'c', 'd'], superclasses: ['ab', 'cd'], superclassOf: [0, 0, 1, 1] };

/** Two epochs on all four test pictures, then the test. */
async function trainedRun(places = Int32Array.of(0, 1, 2, 3)) {
  const history = open();
  const id = await history.createRun(newRun());
  await history.startRun(id, start, 0);
  const pictures = { half: 'test', places, labels } as const;
  const confidences = Uint8Array.of(51, 102, 153, 255);
  await history.recordPredictions(id, pictures, {
    epoch: 1,
    classes: Uint16Array.of(1, 1, 0, 0),
    confidences,
  });
  await history.recordPredictions(id, pictures, {
    epoch: 2,
    classes: Uint16Array.of(0, 1, 2, 0),
    confidences,
  });
  const tested: Evaluation = {
    ...{ count: 4, loss: 1, accuracy: 0.75, superclassAccuracy: null, labels, topK: 1 },
    topClasses: Uint16Array.of(0, 0, 2, 3),
    topProbabilities: Float32Array.of(1, 1, 1, 1),
  };
  await history.recordEvaluation(id, tested);
  await history.endRun(id, completed);
  return { history, id };
}

describe('the predictions of a run', () => {
  it('at the end of an epoch can be counted like those of its end', async () => {
    const { history, id } = await trainedRun();
    const { evaluation, pictures } = await runPredictions(history, id, 1);
    expect(evaluation.accuracy).toBe(0.25);
    expect([...evaluation.topProbabilities]).toEqual(
      [51, 102, 153, 255].map((value) => Math.fround(value / 255)),
    );
    expect(errorsReport({ evaluation, taxonomy, dataset: 'four' }, 'superclass').matrix).toEqual([
      [2, 0],
      [2, 0],
    ]);
    expect(pictures.half).toBe('test');
  });

  it('of an epoch that was not kept are refused, with those that were', async () => {
    const { history, id } = await trainedRun();
    await expect(runPredictions(history, id, 3)).rejects.toMatchObject({
      code: 'command.epoch-not-kept',
      details: { epoch: 3, known: '1, 2' },
    });
  });

  it('of any epoch are refused for a run that kept none', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await expect(runPredictions(history, id, 1)).rejects.toMatchObject({ code: 'command.no-epochs-kept' });
  });
});

describe('A minus B', () => {
  it('of two epochs is signed, names the pictures that flipped and judges them', async () => {
    const { history, id } = await trainedRun();
    const [a, b] = [await runPredictions(history, id, 2), await runPredictions(history, id, 1)];
    const found = errorsDifference(a, b, { taxonomy, level: 'class' });
    expect(found.difference).toEqual([
      [1, -1, 0, 0],
      [0, 0, 0, 0],
      [-1, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
    expect(found).toMatchObject({ epoch: 1, accuracy: 0.25, onlyA: [0, 2], onlyB: [] });
    expect(found.mcNemar).toMatchObject({
      onlyA: 2,
      onlyB: 0,
      method: 'exact',
      p: 0.5,
      verdict: 'undecided',
    });
  });

  it('of an epoch and the end is there where both saw the same pictures, else refused', async () => {
    const same = await trainedRun();
    const [end, epoch] = [
      await runPredictions(same.history, same.id, null),
      await runPredictions(same.history, same.id, 2),
    ];
    expect(errorsDifference(end, epoch, { taxonomy, level: 'class' })).toMatchObject({
      onlyA: [3],
      onlyB: [1],
    });
    const other = await trainedRun(Int32Array.of(0, 1, 2, 9));
    const elsewhere = await runPredictions(other.history, other.id, 2);
    expect(() => errorsDifference(end, elsewhere, { taxonomy, level: 'class' })).toThrowError(
      expect.objectContaining({ code: 'command.other-pictures' }),
    );
  });
});
