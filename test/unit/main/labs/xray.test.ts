import { describe, expect, it } from 'vitest';
import { judgeXray, type KnownRun, planXray, usualPoints } from '../../../../src/main/labs/xray.ts';
import { xrayCsv } from '../../../../src/main/labs/xray-csv.ts';
import { describeError, LabError, type LabErrorCode } from '../../../../src/shared/contract/errors.ts';
import type { RunEnd, RunStart } from '../../../../src/shared/contract/history.ts';
import { mostXrayPoints, type XrayReport } from '../../../../src/shared/contract/xray.ts';

const run = { id: 'run4', status: 'completed' } as const;
const all = { from: null, to: null, every: null };

describe('the steps of an X-ray', () => {
  it('are all of a short run, and at most a hundred of a long one, evenly', () => {
    expect(planXray(run, 7, all)).toEqual({ from: 1, to: 7, every: 1 });
    expect(planXray(run, usualPoints + 1, all)).toEqual({ from: 1, to: 101, every: 2 });
    expect(planXray(run, 2345, { ...all, from: 2000 })).toEqual({ from: 2000, to: 2345, every: 4 });
  });

  it('are those that are asked for', () => {
    expect(planXray(run, 5000, { from: 10, to: 1009, every: 1 })).toEqual({ from: 10, to: 1009, every: 1 });
  });

  it.each<[LabErrorCode, number, Parameters<typeof planXray>[2]]>([
    ['xray.no-steps', 0, all],
    ['xray.no-such-step', 10, { ...all, from: 11 }],
    ['xray.no-such-step', 10, { ...all, to: 11 }],
    ['xray.no-such-step', 10, { ...all, from: 5, to: 4 }],
    ['xray.no-such-step', 10, { ...all, from: 0 }],
    ['xray.too-many-points', mostXrayPoints + 1, { ...all, every: 1 }],
  ])('are refused in both languages where there are none or too many: %s', (code, lastStep, request) => {
    let error: unknown;
    try {
      planXray(run, lastStep, request);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code });
    for (const language of ['ja', 'en'] as const) {
      const { message, hint } = describeError(error as LabError, language);
      expect(`${message} ${hint}`).not.toMatch(/\{\w+\}/);
    }
  });
});

describe('the proof of an X-ray', () => {
  const start: RunStart = {
    device: { kind: 'cpu', name: 'cpu', reason: '', threads: 2, tensorflow: '2.21.0', cpuFeatures: [] },
    ...{ versions: {}, dataSha256: 'data', initialWeightsSha256: 'weights', parameterCount: 1 },
  };
  const end: RunEnd = {
    ...{ finalWeightsSha256: 'final', imagesPerSecond: 1, divergedAtStep: null, failure: null },
    status: 'completed',
  };
  const point = (step: number, loss: number) => ({ step, loss, accuracy: 0, timeMs: 0 });
  const known: KnownRun = {
    run: { status: 'completed', start, end },
    curve: [point(1, 0.5), point(3, NaN), point(4, 0.25)],
    lastStep: 4,
  };
  const report: XrayReport = {
    ...{ status: 'completed', points: [], firstStep: 0, weightsSha256: 'final' },
    losses: Float64Array.of(0.5, 0.4, NaN, 0.25),
  };

  it('is that every known loss and the final weights came out again', () => {
    expect(judgeXray(known, report, start)).toEqual({
      ...{ verdict: 'bit-equal', comparedLosses: 3, firstDifferentStep: null, equalFinalWeights: true },
      because: [],
    });
  });

  it('leaves the final weights out where they are not reached, and counts from a checkpoint', () => {
    const part: XrayReport = {
      ...report,
      status: 'stopped',
      firstStep: 1,
      losses: Float64Array.of(0.4, NaN),
    };
    expect(judgeXray(known, part, start)).toMatchObject({
      ...{ verdict: 'bit-equal', comparedLosses: 1, equalFinalWeights: null },
    });
  });

  it('fails with one bit, names the step, and what was not the same', () => {
    const losses = Float64Array.of(0.5, 0.4, NaN, 0.25 + Number.EPSILON);
    const other = { ...start, device: { ...start.device, threads: 4 } };
    expect(judgeXray(known, { ...report, losses }, other)).toMatchObject({
      ...{ verdict: 'differs', firstDifferentStep: 4 },
      because: [{ fact: 'threads', before: '2', now: '4' }],
    });
    expect(judgeXray(known, { ...report, weightsSha256: 'other' }, start)).toMatchObject({
      ...{ verdict: 'differs', equalFinalWeights: false, firstDifferentStep: null },
    });
  });

  it('is none where the run kept nothing of these steps', () => {
    const part: XrayReport = { ...report, status: 'stopped', firstStep: 1, losses: Float64Array.of(0.4) };
    expect(judgeXray(known, part, start).verdict).toBe('unproven');
  });

  it('is not taken on other data, which is said in both languages', () => {
    const error = new LabError('xray.other-data', { run: 'run4', dataset: 'mnist' });
    for (const language of ['ja', 'en'] as const)
      expect(describeError(error, language).message).toContain('mnist');
  });
});

describe('an X-ray as CSV', () => {
  it('has a row for each layer and weight, and a column for each state', () => {
    const numbers = { gradientNorm: 2, updateNorm: -0, weightNorm: 1e-9, slotNorms: { velocity: 3 } };
    const weight = { name: 'dense/kernel', ...numbers, effectiveLearningRate: 0.5 };
    const layer = { layer: 'dense', ...numbers, effectiveLearningRate: null, weights: [weight] };
    const csv = xrayCsv([{ step: 1, learningRate: 0.1, loss: NaN, layers: [layer], weight: null }]);
    expect(csv).toBe(
      'step,learning_rate,loss,layer,weight,gradient_norm,update_norm,weight_norm,effective_learning_rate,velocity\r\n' +
        '1,0.1,NaN,dense,,2,0,1e-9,,3\r\n' +
        '1,0.1,NaN,dense,dense/kernel,2,0,1e-9,0.5,3\r\n',
    );
  });
});
