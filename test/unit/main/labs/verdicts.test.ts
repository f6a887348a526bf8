import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ComparedRun } from '../../../../src/shared/contract/comparison-report.ts';
import { startReport } from '../../../../src/main/labs/comparison-report.ts';
import { findDocument } from '../../../../src/main/labs/labs-catalogue.ts';
import { equalPredictions, judgeRepetition } from '../../../../src/main/labs/repeat.ts';
import type { EpochRecord } from '../../../../src/shared/contract/engine.ts';
import type { RunDetail, RunEnd } from '../../../../src/shared/contract/history.ts';
import type { Experiment } from '../../../../src/shared/spec/experiment.ts';
import { applySettings, type Settings } from '../../../../src/shared/spec/settings.ts';

const labsFolder = join(import.meta.dirname, '../../../../resources/labs');
const { document } = await findDocument('mlp', labsFolder);

/** What a test says of a run; the rest is as after a plain run of the lab `mlp`. */
interface Facts {
  readonly settings?: Settings;
  readonly initial?: string;
  readonly final?: string | null;
  readonly losses?: readonly number[];
  readonly threads?: number;
  readonly status?: RunEnd['status'];
  readonly parameterCount?: number;
}

function runWith(facts: Facts = {}): RunDetail {
  const experiment: Experiment = applySettings(document, facts.settings ?? {});
  const { status = 'completed', losses = [0.5] } = facts;
  return {
    id: '0123456789ab',
    name: 'mlp',
    status,
    dataset: 'mnist',
    optimizer: 'SGD',
    createdAtMs: 0,
    epochsDone: losses.length,
    epochs: losses.length,
    comparisonId: null,
    variant: null,
    testAccuracy: null,
    testLoss: null,
    bestValAccuracy: null,
    tags: [],
    note: '',
    experiment,
    start: {
      device: {
        kind: 'cpu',
        name: 'processor',
        reason: '',
        threads: facts.threads ?? 2,
        tensorflow: '2.21.0',
        cpuFeatures: ['avx2'],
      },
      versions: { tatami: '0.1.0' },
      dataSha256: 'd',
      initialWeightsSha256: facts.initial ?? 'same',
      parameterCount: facts.parameterCount ?? 100,
    },
    end: {
      status,
      finalWeightsSha256: facts.final === undefined ? 'final' : facts.final,
      imagesPerSecond: 1,
      divergedAtStep: null,
      failure: null,
    },
    epochRecords: losses.map(epochWith),
    checkpoints: [],
    test: null,
    repeatOf: null,
    verdicts: [],
  };
}

function epochWith(loss: number, index: number): EpochRecord {
  const validation = { val_loss: null, val_accuracy: null };
  return { epoch: index + 1, loss, accuracy: 0.5, ...validation, learning_rate: 0.1, durationMs: 1 };
}

const unmeasured = { largestWeightDifference: null, equalPredictions: null };

describe('a repetition', () => {
  it('is equal bit for bit when the final weights have the same hash', () => {
    expect(
      judgeRepetition(runWith(), runWith(), { largestWeightDifference: 0, equalPredictions: 1 }),
    ).toEqual({
      verdict: 'bit-equal',
      because: [],
      largestWeightDifference: 0,
      largestLossDifference: 0,
      equalPredictions: 1,
    });
  });

  it('agrees within tolerance when only last bits differ, and says what was not the same', () => {
    const verdict = judgeRepetition(
      runWith(),
      runWith({ final: 'other', losses: [0.5001], threads: 4 }),
      unmeasured,
    );
    expect(verdict.verdict).toBe('within-tolerance');
    expect(verdict.because).toEqual([{ fact: 'threads', before: '2', now: '4' }]);
    expect(verdict.largestLossDifference).toBeCloseTo(0.0002, 6);
  });

  it('differs when the losses do, when there is none to compare, and when one is no number', () => {
    for (const losses of [[0.6], [], [NaN]]) {
      expect(judgeRepetition(runWith(), runWith({ final: 'other', losses }), unmeasured).verdict).toBe(
        'differs',
      );
    }
  });

  it('differs when the weights do, however near the losses are', () => {
    const measured = { largestWeightDifference: 0.1, equalPredictions: 1 };
    expect(judgeRepetition(runWith(), runWith({ final: 'other' }), measured).verdict).toBe('differs');
  });

  it('counts the test images on which both runs agree', () => {
    const evaluation = (...topClasses: number[]) => ({
      count: 2,
      loss: 0,
      accuracy: 0,
      superclassAccuracy: null,
      labels: new Uint16Array(2),
      topClasses: Uint16Array.from(topClasses),
      topProbabilities: new Float32Array(4),
      topK: 2,
    });
    expect(equalPredictions(evaluation(1, 2, 3, 4), evaluation(1, 3, 4, 3))).toBe(0.5);
    expect(equalPredictions(evaluation(1, 2, 3, 4), null)).toBeNull();
  });

  it('proves nothing when it was stopped', () => {
    expect(judgeRepetition(runWith(), runWith({ status: 'stopped' }), unmeasured).verdict).toBe('unfinished');
  });
});

describe('the starting point of a comparison', () => {
  const compared = (variant: string, facts: Facts): ComparedRun => ({ variant, run: runWith(facts) });

  it('is one hash when all variants have the same weights', () => {
    const runs = [compared('a', {}), compared('b', { settings: { optimizer: 'SGD', epochs: 3 } })];
    expect(startReport(runs)).toEqual({
      initialWeightsSha256: 'same',
      bySeed: [{ seed: runs[0]?.run.experiment.seed, hashes: ['same'] }],
      fault: null,
    });
  });

  it('is one hash for each seed', () => {
    const runs = [1, 2].map((seed) => compared('a', { settings: { seed }, initial: `of ${seed}` }));
    expect(startReport(runs).bySeed).toEqual([
      { seed: 1, hashes: ['of 1'] },
      { seed: 2, hashes: ['of 2'] },
    ]);
    expect(startReport(runs).initialWeightsSha256).toBe('of 1');
  });

  it('is none when the networks differ', () => {
    const runs = [compared('a', {}), compared('b', { initial: 'other', parameterCount: 99 })];
    expect(startReport(runs).initialWeightsSha256).toBeNull();
    expect(startReport([]).initialWeightsSha256).toBeNull();
  });

  it('is said to be unfair when equal networks with equal seeds start from different weights', () => {
    const runs = [compared('a', {}), compared('b', { initial: 'other' })];
    expect(startReport(runs).fault).toEqual({
      code: 'engine.unequal-start',
      details: { first: 'a', second: 'b', seed: 1 },
    });
  });
});
