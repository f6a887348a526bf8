import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { leakedPictures } from '../../../../../src/main/datasets/equal-pictures.ts';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import { liveTensors } from '../../../../../src/main/engine/native/program.ts';
import type { ImageDataset } from '../../../../../src/shared/contract/data.ts';
import type { Finding, FindingKind } from '../../../../../src/shared/contract/diagnosis.ts';
import type { MeasureJob } from '../../../../../src/shared/contract/net-measures.ts';
import type { EpochRecord, Evaluation } from '../../../../../src/shared/contract/engine.ts';
import { findingsOf } from '../../../../../src/shared/diagnosis/findings.ts';
import type { RunFacts } from '../../../../../src/shared/diagnosis/run-facts.ts';
import { evidenceText } from '../../../../../src/shared/diagnosis/words.ts';
import type { Experiment } from '../../../../../src/shared/spec/experiment.ts';
import { tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-diagnosis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plenty = tinyImages({ trainCount: 400, testCount: 100 });

const flatten = { class_name: 'Flatten', config: { name: 'flatten' } };
const last = { class_name: 'Dense', config: { name: 'last', units: 4, activation: 'softmax' } };

function dense(count: number, activation: string, units = 32): unknown[] {
  return Array.from({ length: count }, (_, index) => {
    return { class_name: 'Dense', config: { name: `dense_${index}`, units, activation } };
  });
}

/** Trains for real and gathers what a diagnosis is made of; also the job of the measurement. */
async function train(
  changes: Readonly<Record<string, unknown>>,
  dataset: ImageDataset = plenty,
): Promise<RunFacts & { readonly job: MeasureJob | null }> {
  const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });
  const experiment: Experiment = tinyExperiment(changes);
  const checkpointFolder = mkdtempSync(join(folder, 'run-'));
  const seen = { file: '', evaluation: null as Evaluation | null, epochs: [] as EpochRecord[] };
  const outcome = await engine.train(
    { runId: 'run', experiment, dataFolder: folder, checkpointFolder, resumeFrom: null },
    (event) => {
      if (event.type === 'checkpoint') seen.file = event.record.file;
      if (event.type === 'evaluated') seen.evaluation = event.evaluation;
      if (event.type === 'epoch') seen.epochs.push(event.record);
    },
  );
  const { info, train: half, test } = dataset;
  const job: MeasureJob = {
    ...{ experiment, checkpointFile: join(checkpointFolder, seen.file), dataSha256: info.sha256 },
    ...{ inputShape: [info.height, info.width, info.channels], pixels: half.images, labels: half.labels },
  };
  const trainPerClass = info.taxonomy.classes.map(
    (_, label) => half.labels.filter((each) => each === label).length,
  );
  return {
    ...{ experiment, status: outcome.status, divergedAtStep: outcome.divergedAtStep },
    ...{ epochs: seen.epochs, evaluation: seen.evaluation, classes: info.taxonomy.classes },
    net: seen.file === '' ? null : await engine.measureNet(job),
    data: { trainPerClass, testCount: test.labels.length, leaked: leakedPictures(dataset) },
    job: seen.file === '' ? null : job,
  };
}

function kindsOf(facts: RunFacts): readonly FindingKind[] {
  return findingsOf(facts).map(({ kind }) => kind);
}

function found(facts: RunFacts, kind: FindingKind): Finding {
  const finding = findingsOf(facts).find((one) => one.kind === kind);
  if (finding === undefined) throw new Error(`${kind} is not among ${kindsOf(facts).join(', ')}.`);
  return finding;
}

describe('the diagnosis of a run', () => {
  it('finds nothing wrong with a net that has learned', async () => {
    const layers = [flatten, ...dense(1, 'relu'), last];
    const facts = await train({ epochs: 20, model: { layers } });
    expect(facts.evaluation?.accuracy).toBeGreaterThan(0.95);
    expect(findingsOf(facts)).toEqual([]);
  });

  it('finds dead ReLUs, one answer and no learning after a far too high learning rate, and less with a tenth of it', async () => {
    const layers = [flatten, ...dense(3, 'relu'), last];
    const rate = (learning_rate: number): unknown => ({
      class_name: 'SGD',
      config: { learning_rate, momentum: 0.9 },
    });
    const facts = await train({ epochs: 3, model: { layers }, optimizer: rate(5) });
    expect(kindsOf(facts)).toEqual(expect.arrayContaining(['dead-relus', 'no-learning', 'one-class']));
    const dead = found(facts, 'dead-relus');
    expect(dead.severity).toBe('serious');
    expect(dead.remedies.map(({ kind }) => kind)).toEqual(['lower-rate', 'leaky-relu']);
    const lower = dead.remedies[0]?.experiment;
    expect(lower?.optimizer.config.learning_rate).toBe(0.5);
    const healed = await train({ epochs: 3, model: { layers }, optimizer: rate(0.05) });
    expect(kindsOf(healed)).not.toContain('dead-relus');
  });

  it('finds the vanishing gradient of a stack of sigmoids, with ReLU as the way out that heals it', async () => {
    const facts = await train({ epochs: 2, model: { layers: [flatten, ...dense(8, 'sigmoid'), last] } });
    const finding = found(facts, 'vanishing-gradient');
    const sizes = finding.evidence.filter(({ kind }) => kind === 'layerGradient');
    expect(sizes).toHaveLength(9);
    const [first, ...others] = sizes.map(({ values }) => Number(values['gradient']));
    expect(others.at(-1)).toBeGreaterThan(1000 * (first ?? NaN));
    expect(finding.remedies.map(({ kind }) => kind)).toEqual(['relu']);
    for (const { experiment } of finding.remedies)
      expect(kindsOf(await train({ ...experiment }))).not.toContain('vanishing-gradient');
  });

  it('finds the exploding gradient of weights that are drawn far too large', async () => {
    const large = { class_name: 'RandomNormal', config: { stddev: 3 } };
    const layers = dense(6, 'linear').map((layer) => {
      const { config, ...rest } = layer as { config: object };
      return { ...rest, config: { ...config, kernel_initializer: large } };
    });
    const sgd = { class_name: 'SGD', config: { learning_rate: 1e-11 } };
    const facts = await train({ epochs: 1, model: { layers: [flatten, ...layers, last] }, optimizer: sgd });
    const finding = found(facts, 'exploding-gradient');
    expect(Number(finding.evidence[0]?.values['norm'])).toBeGreaterThan(100);
    const clipped = finding.remedies.find(({ kind }) => kind === 'clip')?.experiment;
    expect(clipped?.optimizer.config.global_clipnorm).toBe(1);
  });

  it('finds the step at which a loss diverged, though there are no weights to measure', async () => {
    const layers = [
      flatten,
      ...dense(2, 'linear'),
      { ...last, config: { ...last.config, activation: 'linear' } },
    ];
    const sgd = { class_name: 'SGD', config: { learning_rate: 1e4 } };
    const facts = await train({ model: { layers }, loss: 'mean_squared_error', optimizer: sgd });
    expect(facts.status).toBe('diverged');
    expect(found(facts, 'diverged').evidence[0]).toEqual({
      kind: 'divergedAt',
      values: { step: facts.divergedAtStep },
    });
  });

  it('finds that nothing was learned at a tiny learning rate, and offers ten times of it', async () => {
    const sgd = { class_name: 'SGD', config: { learning_rate: 1e-9 } };
    const facts = await train({
      epochs: 2,
      model: { layers: [flatten, ...dense(2, 'sigmoid'), last] },
      optimizer: sgd,
    });
    expect(found(facts, 'no-learning').remedies.map(({ kind }) => kind)).toEqual(['higher-rate']);
  });

  it('finds the gap of a net that knows a tiny training set by heart', async () => {
    const few = tinyImages({ trainCount: 12, testCount: 200, side: 16 });
    const layers = [flatten, ...dense(2, 'relu', 64), last];
    const facts = await train({ epochs: 40, model: { layers }, batch_size: 4 }, few);
    expect(facts.epochs.at(-1)?.accuracy).toBe(1);
    const finding = found(facts, 'overfitting');
    expect(Number(finding.evidence[0]?.values['gap'])).toBeGreaterThan(0.05);
    expect(finding.remedies.map(({ kind }) => kind)).toEqual(['dropout', 'stop-early']);
  });

  it('finds rare classes, and test pictures that were trained on with the accuracy without them', async () => {
    const uneven = withLeak(withFew(plenty, 3, 10), 7);
    const facts = await train({ epochs: 6, model: { layers: [flatten, last] } }, uneven);
    expect(found(facts, 'class-imbalance').evidence[0]?.values).toMatchObject({
      smallest: 'class 3',
      fewest: 10,
    });
    expect([...facts.data.leaked]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const leak = found(facts, 'leakage');
    expect(leak.evidence.map(({ kind }) => kind)).toEqual(['equalPictures', 'cleanAccuracy']);
    expect(evidenceText(leak.evidence[0]!, 'en')).toBe(
      '7 of 100 test pictures (7.0 %) equal a training picture in every pixel.',
    );
  });
});

describe('the measurement of a net', () => {
  it('finds the gradient of softmax regression as the slides write it: the mean of (y − t) x', async () => {
    const facts = await train({ epochs: 1, model: { layers: [flatten, last] } });
    const engine = createEngine({ openImages: () => Promise.resolve(plenty), appVersion: 'test' });
    const { experiment, checkpointFile, dataSha256, inputShape } = facts.job!;
    const [kernel, bias] = await engine.trainedWeights({
      experiment,
      checkpointFile,
      dataSha256,
      inputShape,
    });
    const slopes = new Float64Array(64 * 4 + 4);
    const { images, labels } = plenty.train;
    labels.forEach((label, place) => {
      const x = Array.from(images.subarray(64 * place, 64 * place + 64), (byte) => byte / 255);
      const scores = [0, 1, 2, 3].map((k) =>
        x.reduce((sum, value, i) => sum + value * kernel!.data[4 * i + k]!, bias!.data[k]!),
      );
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      scores.forEach((score, k) => {
        const error = (Math.exp(score) / total - Number(label === k)) / labels.length;
        x.forEach((value, i) => (slopes[4 * i + k]! += error * value));
        slopes[256 + k]! += error;
      });
    });
    const length = Math.hypot(...slopes);
    expect(facts.net!.gradientNorm / length).toBeCloseTo(1, 4);
    expect(facts.net!.layers[1]!.gradient).toBeCloseTo(length / Math.sqrt(260), 6);
  });

  it('answers the same numbers again, near the loss of the run, and leaves no tensor behind', async () => {
    const facts = await train({ epochs: 1, model: { layers: [flatten, ...dense(1, 'tanh', 5), last] } });
    const engine = createEngine({ openImages: () => Promise.resolve(plenty), appVersion: 'test' });
    const before = liveTensors();
    const again = await engine.measureNet(facts.job!);
    expect(liveTensors()).toBe(before);
    expect(again).toEqual(facts.net);
    expect(again.loss).toBeCloseTo(facts.epochs[0]!.val_loss!, 0);
    expect(again.layers.map(({ gradient }) => gradient === null)).toEqual([true, false, false]);
  });

  it('refuses pictures that are not whole', async () => {
    const facts = await train({ epochs: 1, model: { layers: [flatten, last] } });
    const engine = createEngine({ openImages: () => Promise.resolve(plenty), appVersion: 'test' });
    const job = { ...facts.job!, pixels: facts.job!.pixels.slice(1) };
    await expect(engine.measureNet(job)).rejects.toMatchObject({ code: 'inspect.bad-picture' });
  });
});

/** The set with only so many training pictures of a class. */
function withFew(dataset: ImageDataset, label: number, most: number): ImageDataset {
  const { images, labels } = dataset.train;
  let left = most;
  const kept = [...labels.keys()].filter((place) => labels[place] !== label || left-- > 0);
  const pixels = Uint8Array.from(kept.flatMap((place) => [...images.subarray(64 * place, 64 * place + 64)]));
  const train = { images: pixels, labels: Int32Array.from(kept, (place) => labels[place] ?? 0) };
  return { ...dataset, info: { ...dataset.info, trainCount: kept.length }, train };
}

/** The set with its first test pictures replaced by training pictures. */
function withLeak(dataset: ImageDataset, count: number): ImageDataset {
  const images = dataset.test.images.slice();
  const labels = dataset.test.labels.slice();
  images.set(dataset.train.images.subarray(0, 64 * count));
  labels.set(dataset.train.labels.subarray(0, count));
  return { ...dataset, test: { images, labels } };
}
