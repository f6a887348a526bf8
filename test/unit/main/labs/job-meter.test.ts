import { describe, expect, it } from 'vitest';
import { JobMeter } from '../../../../src/main/labs/job-meter.ts';
import type { TrainEvent } from '../../../../src/shared/contract/engine.ts';
import type { JobRun } from '../../../../src/shared/contract/queue.ts';

const jobRun = (changes: Partial<JobRun> = {}): JobRun => ({
  ...{ variant: 'v', seed: 1, epochs: 10, epochsDone: 0, runId: null, status: 'waiting', error: null },
  ...changes,
});

const address = { runId: 'r', seq: 0 };
/** A run of 10 epochs of 100 steps. */
const started = (firstStep: number): TrainEvent => ({
  ...{ ...address, type: 'started', versions: {}, dataSha256: '', initialWeightsSha256: '' },
  device: { kind: 'cpu', name: '', reason: '', threads: 1, tensorflow: '', cpuFeatures: [] },
  proof: {
    ...{ weights: {}, batchOrderSha256: '', firstEpochOrderSha256: '', maskStreams: {} },
    stepsPerEpoch: 100,
  },
  ...{ parameterCount: 1, stepsPerEpoch: 100, totalSteps: 1000, firstStep },
});
const batches = (step: number, timeMs: number, remainingMs: number): TrainEvent => ({
  ...{ ...address, type: 'batches', epoch: Math.ceil(step / 100), imagesPerSecond: 50, remainingMs },
  points: [{ step, loss: 0.5, accuracy: 0.75, timeMs }],
});

describe('the meter of a job', () => {
  it('knows nothing before the engine has said something', () => {
    const meter = new JobMeter();
    expect(meter.progressAmong([jobRun()])).toBeNull();
    meter.begin('r', 0, [jobRun({ epochsDone: 10 })]);
    expect(meter.progressAmong([jobRun()])).toMatchObject({
      ...{ step: 0, totalSteps: null, epoch: 10, loss: null, remainingMs: null, jobRemainingMs: null },
    });
    meter.end();
    expect(meter.progressAmong([jobRun()])).toBeNull();
  });

  it('takes for the runs that wait as long for each epoch as the others took on average', () => {
    const runs = [
      jobRun(),
      jobRun({ epochs: 5 }),
      jobRun({ epochsDone: 8 }),
      jobRun({ status: 'completed' }),
    ];
    const meter = new JobMeter();
    meter.begin('r', 0, runs);
    meter.note(started(0));
    meter.note(batches(500, 5000, 5000));
    // 10 epochs in 10 s: 5 + 2 more epochs take 7 s.
    expect(meter.progressAmong(runs)).toMatchObject({ step: 500, remainingMs: 5000, jobRemainingMs: 12_000 });
    meter.begin('r', 1, runs);
    meter.note(started(0));
    meter.note(batches(100, 3000, 12_000));
    // 3 s an epoch here, 1 s before: 2 s for each of the 2 epochs that wait.
    expect(meter.progressAmong(runs)).toMatchObject({ index: 1, jobRemainingMs: 16_000 });
  });

  it('counts only what was trained now of a run that goes on', () => {
    const runs = [jobRun({ epochsDone: 7 }), jobRun()];
    const meter = new JobMeter();
    meter.begin('r', 0, runs);
    meter.note(started(750));
    expect(meter.progressAmong(runs)).toMatchObject({ step: 750, epoch: 8 });
    meter.note(batches(875, 1250, 1250));
    expect(meter.progressAmong(runs)?.jobRemainingMs).toBe(1250 + 10 * 1000);
  });

  it('keeps the validation of the last finished epoch', () => {
    const meter = new JobMeter();
    meter.begin('r', 0, [jobRun()]);
    meter.note(started(0));
    const record = { epoch: 10, loss: 0.4, accuracy: 0.8, val_loss: 0.6, val_accuracy: 0.7 };
    meter.note({ ...address, type: 'epoch', record: { ...record, learning_rate: 0.1, durationMs: 1 } });
    expect(meter.progressAmong([jobRun()])).toMatchObject({ ...record, epoch: 10 });
  });
});
