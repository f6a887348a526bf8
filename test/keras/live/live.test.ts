/**
 * Random cases, compared with Keras as they are drawn. Every case follows from the seed (`TATAMI_KERAS_SEED`) and its
 * own number; `TATAMI_KERAS_CASES` says how many there are in all.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializerSchema, initializerClassNames } from '../../../src/shared/spec/initializers.ts';
import { modelSummary } from '../../../src/shared/spec/summary.ts';
import { inferModel } from '../../../src/shared/spec/shapes.ts';
import { Judge, Tally } from '../../golden/golden.ts';
import { initializerFigures, STANDARD_ERRORS, type InitializerFacts } from '../../golden/initializer-run.ts';
import { layerFacts, squeezed, type SummaryFacts } from '../../golden/summary-run.ts';
import { kerasPython, noKerasReason } from '../python.ts';
import { compareNumbers, type LiveKind } from './cases.ts';
import { Draw } from './draw.ts';
import { KerasProcess, type KerasAnswer, type KerasQuestion } from './keras-process.ts';
import { netKind, netTrainingKind, optimizerKind } from './net-cases.ts';
import { drawNet, modelOf } from './net-draws.ts';
import { lossKind, metricKind, scheduleKind } from './number-cases.ts';

const seed = Number(process.env['TATAMI_KERAS_SEED'] ?? 1);
const cases = Number(process.env['TATAMI_KERAS_CASES'] ?? 100);
const kinds: readonly LiveKind[] = [
  ...[netKind, netTrainingKind, optimizerKind],
  ...[lossKind, metricKind, scheduleKind],
];
const SUMMARY_SHARE = 10;
const INITIALIZER_SHARE = 12;

/** Numbers of the cases of a kind, one at least. */
function casesOf(share: number): { readonly index: number }[] {
  const count = Math.max(1, Math.round((cases * share) / 100));
  return Array.from({ length: count }, (_, index) => ({ index }));
}

let keras: KerasProcess | undefined;
beforeAll(() => {
  if (kerasPython !== null) keras = new KerasProcess(kerasPython);
});
afterAll(() => keras?.close());

/** Keras's answer; the message of a refusal holds the whole case. */
async function ask(question: KerasQuestion): Promise<KerasAnswer> {
  const answer = (await keras?.ask(question)) ?? { error: noKerasReason };
  expect(answer.error, `Keras refuses ${JSON.stringify(described(question))}`).toBeUndefined();
  return answer;
}

/** A question without its arrays, for people. */
function described(question: KerasQuestion): object {
  const isArray = (value: unknown): boolean => /"base64"/.test(JSON.stringify(value ?? null));
  return Object.fromEntries(
    Object.entries(question).filter(([key, value]) => key !== 'batches' && !isArray(value)),
  );
}

describe(`what Keras computes for random cases (seed ${seed})`, () => {
  it('comes from the Keras and TensorFlow that the golden numbers come from', async ({ skip, annotate }) => {
    skip(kerasPython === null, noKerasReason);
    const { versions } = await ask({ kind: 'versions' });
    await annotate(`seed ${seed}; Keras ${versions?.['keras']}, TensorFlow ${versions?.['tensorflow']}`);
    expect(versions?.['keras']).toMatch(/^3\.15\./);
    expect(versions?.['tensorflow']).toMatch(/^2\.21\./);
  });

  for (const kind of kinds) {
    const judge = new Judge(kind.name);
    it.each(casesOf(kind.share))(`${kind.name}: case $index`, async ({ index }) => {
      if (kerasPython === null) return;
      const live = kind.draw(new Draw(seed, `${kind.name}/${index}`), index);
      const answer = await ask(live.question);
      try {
        compareNumbers(live, `case ${index}`, answer, judge);
      } catch (error) {
        throw new Error(`seed ${seed}: ${JSON.stringify(described(live.question))}`, { cause: error });
      }
    });

    it(`${kind.name}: every difference beyond the tolerance has a reason`, async ({
      skip,
      annotate,
      task,
    }) => {
      skip(kerasPython === null, noKerasReason);
      task.meta.tally = judge.rows;
      for (const excuse of judge.excuses) await annotate(excuse);
    });
  }
});

describe(`what Keras says of random nets and draws (seed ${seed})`, () => {
  const summaries = new Tally('model.summary() of random nets', 'exact');
  it.each(casesOf(SUMMARY_SHARE))('summary: case $index', async ({ index }) => {
    if (kerasPython === null) return;
    const draw = new Draw(seed, `summary/${index}`);
    const net = drawNet(draw, { most: 14, side: 40, training: false });
    const { facts } = await ask({ kind: 'summary', input_shape: net.inputShape, layers: net.layers });
    const { text, reports } = facts as unknown as SummaryFacts;
    const ours = layerFacts(inferModel(modelOf(net), net.inputShape));
    expect(ours, `seed ${seed}: ${JSON.stringify(net)}`).toEqual(reports);
    expect(squeezed(modelSummary(modelOf(net), net.inputShape))).toBe(squeezed(text));
    summaries.count({ subject: 'nets', name: `case ${index}` }, ours.length * 2, 0);
  });

  const draws = new Tally('initializers', 'errors');
  it.each(casesOf(INITIALIZER_SHARE))('initializer: case $index', async ({ index }) => {
    if (kerasPython === null) return;
    const draw = new Draw(seed, `initializer/${index}`);
    const initializer = drawInitializer(draw, index);
    const { facts } = await ask({ kind: 'initializer', ...initializer });
    const { shares, ...expected } = facts as unknown as InitializerFacts & { shares: number[] };
    for (const { name, errors } of initializerFigures(expected, shares, seed)) {
      draws.count({ subject: initializer.class_name, name: `case ${index}` }, 1, errors);
      const what = `seed ${seed}, ${JSON.stringify(initializer)}, ${name}: standard errors off`;
      expect(errors, what).toBeLessThanOrEqual(STANDARD_ERRORS);
    }
  });

  it('is counted in the table', ({ skip, task }) => {
    skip(kerasPython === null, noKerasReason);
    task.meta.tally = [...summaries.rows, ...draws.rows];
  });
});

/** An initializer of each class in turn, for a kernel of about 100,000 values. */
function drawInitializer(draw: Draw, index: number) {
  const class_name = initializerClassNames[index % initializerClassNames.length] ?? 'Zeros';
  const configs: Readonly<Record<string, () => object>> = {
    RandomUniform: () => ({ minval: draw.between(-1, 0), maxval: draw.between(0, 1) }),
    RandomNormal: () => ({ mean: draw.between(-1, 1), stddev: draw.between(0.01, 1) }),
    TruncatedNormal: () => ({ mean: draw.between(-1, 1), stddev: draw.between(0.01, 1) }),
    Constant: () => ({ value: draw.between(-1, 1) }),
  };
  const config = configs[class_name]?.() ?? {};
  initializerSchema.parse({ class_name, config });
  const inputs = draw.integer(8, 40);
  const shape = draw.chance(0.5) ? [10 * inputs, 300] : [3, draw.integer(1, 5), inputs, 200];
  return { class_name, config, shape };
}
