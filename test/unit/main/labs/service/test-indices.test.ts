import { describe, expect, it } from 'vitest';
import { subsetOf } from '../../../../../src/main/datasets/subset.ts';
import { testIndices } from '../../../../../src/main/labs/service/test-indices.ts';
import type { ImageDataset } from '../../../../../src/shared/contract/data.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';
import { evaluation, experiment, newRun, open, start } from '../../history/history-fixture.ts';

const set = tinyImages({ trainCount: 8, testCount: 200 });
const opened = (): Promise<ImageDataset> => Promise.resolve(set);

/** A history with a run that was evaluated on images of these classes. */
async function evaluatedRun(test: number | null, labels: ArrayLike<number>) {
  const history = open();
  const id = await history.createRun(
    newRun({ experiment: experiment({ dataset: { id: 'tiny', train: null, test } }) }),
  );
  await history.startRun(id, start, 0);
  const count = labels.length;
  await history.recordEvaluation(id, {
    ...evaluation(),
    ...{ count, topK: 1, labels: Uint16Array.from(labels) },
    ...{ topClasses: new Uint16Array(count), topProbabilities: new Float32Array(count) },
  });
  return { history, id };
}

describe('the test pictures of a run', () => {
  it('are those of the part that it was tested on, picture by picture', async () => {
    const part = subsetOf(set, { train: null, test: 37 }, 0);
    const { history, id } = await evaluatedRun(37, part.test.labels);
    const places = await testIndices(history, id, opened);
    const bytes = set.info.height * set.info.width;
    const found = [...places].flatMap((place) => [
      ...set.test.images.subarray(place * bytes, (place + 1) * bytes),
    ]);
    expect(found).toEqual([...part.test.images]);
  });

  it('are all of them where it was tested on all', async () => {
    const { history, id } = await evaluatedRun(null, set.test.labels);
    expect([...(await testIndices(history, id, opened))]).toEqual([...set.test.labels.keys()]);
  });

  it.each([
    ['other classes', 37, new Uint16Array(37).fill(3)],
    ['fewer pictures', null, new Uint16Array(5)],
    ['more pictures than there are', 500, new Uint16Array(500)],
  ])('are refused where the set now has %s', async (_what, test, labels) => {
    const { history, id } = await evaluatedRun(test, labels);
    await expect(testIndices(history, id, opened)).rejects.toMatchObject({
      code: 'data.other-pictures',
      details: { dataset: 'tiny', run: id },
    });
  });

  it('are unknown for a run that was never evaluated', async () => {
    const history = open();
    const id = await history.createRun(newRun());
    await expect(testIndices(history, id, opened)).rejects.toMatchObject({ code: 'command.no-evaluation' });
  });
});
