import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../../src/main/cli/text-width.ts';
import { Terminal } from '../../../../src/main/cli/terminal.ts';
import { speaker } from '../../../../src/main/cli/texts/texts.ts';
import {
  epochLine,
  fastModeLine,
  progressBar,
  progressLine,
  TrainingProgress,
} from '../../../../src/main/cli/training-progress.ts';
import type { TrainEvent } from '../../../../src/shared/contract/engine.ts';

const proof = {
  weights: {},
  batchOrderSha256: '',
  firstEpochOrderSha256: '',
  maskStreams: {},
  stepsPerEpoch: 100,
};

const say = speaker('en');
const record = {
  epoch: 2,
  loss: 0.4321,
  accuracy: 0.8721,
  val_loss: 0.4,
  val_accuracy: 0.9,
  learning_rate: 0.001,
  durationMs: 15_230,
};

describe('the progress of a training', () => {
  it('is one line with epoch, steps, bar, time left, results and speed', () => {
    const state = {
      epoch: 2,
      epochs: 5,
      stepInEpoch: 117,
      stepsPerEpoch: 469,
      loss: 0.4321,
      accuracy: 0.8721,
      imagesPerSecond: 3210.4,
      remainingMs: 72_000,
    };
    expect(progressLine(state, say, 120)).toBe(
      'Epoch 2/5  117/469  ━━━━━━──────────────────  1:12 left  loss 0.4321  accuracy 0.8721  3,210 images/s',
    );
    expect(progressLine(state, say, 79)).toBe(
      'Epoch 2/5  117/469  ━━━━──────────────  1:12 left  loss 0.4321  accuracy 0.8721',
    );
    expect(displayWidth(progressLine(state, speaker('ja'), 79))).toBeLessThanOrEqual(79);
  });

  it('says a finished epoch in Keras’s words, and nothing of a validation that there was not', () => {
    expect(epochLine(record, 5, say)).toBe(
      'Epoch 2/5  15.2 s  loss 0.4321  accuracy 0.8721  val_loss 0.4000  val_accuracy 0.9000',
    );
    expect(epochLine({ ...record, val_loss: null, val_accuracy: null }, 5, speaker('ja'))).toBe(
      'エポック 2/5  15.2 s  loss 0.4321  accuracy 0.8721',
    );
  });

  it('names the further metrics of an epoch that it has', () => {
    const metrics = { top3: 0.75, mean_squared_error: 1e-4, val_top3: 0.5, val_mean_squared_error: null };
    expect(epochLine({ ...record, val_loss: null, val_accuracy: null, metrics }, 5, say)).toBe(
      'Epoch 2/5  15.2 s  loss 0.4321  accuracy 0.8721  top3 0.7500  mean_squared_error 1.000e-4  val_top3 0.5000',
    );
  });

  it('keeps the bar within its width', () => {
    expect([-1, 0, 0.5, 1, 7].map((share) => progressBar(share, 4))).toEqual([
      '────',
      '────',
      '━━──',
      '━━━━',
      '━━━━',
    ]);
  });

  it('is a line for about every tenth of the run and one for each epoch where there is no terminal', () => {
    const lines: string[] = [];
    const stream = { write: (text: string) => lines.push(text) };
    const terminal = new Terminal({ stdout: stream, stderr: stream, environment: {}, isJson: false });
    const progress = new TrainingProgress({ terminal, say }, 2);
    for (const event of eventsOfRun()) progress.show(event);
    progress.end();
    expect(lines.filter((line) => / %  /.test(line)).map((line) => line.slice(0, 5))).toEqual([
      ' 10 %',
      ' 20 %',
      ' 30 %',
      ' 40 %',
      ' 50 %',
      ' 60 %',
      ' 70 %',
      ' 80 %',
      ' 90 %',
    ]);
    expect(lines.filter((line) => /^Epoch \d\/2 {2}15/.test(line))).toHaveLength(2);
    expect(lines.join('')).not.toContain('\u001b');
  });
});

describe('the line on the fast mode', () => {
  const measured = { float32Ms: 38.27, bfloat16Ms: 23.38 };
  const none = { float32Ms: null, bfloat16Ms: null };

  it('says in both languages what became of it, and why', () => {
    for (const language of ['en', 'ja'] as const) {
      const say = speaker(language);
      const faster = fastModeLine({ isUsed: true, reason: 'faster', ...measured }, say);
      expect(faster).toMatch(/23\.4.*38\.3.*Keras|38\.3.*23\.4.*Keras/);
      expect(fastModeLine({ isUsed: false, reason: 'slower', ...measured }, say)).toContain('38.3');
      expect(fastModeLine({ isUsed: false, reason: 'processor', ...none }, say)).toContain('avx512_bf16');
      expect(fastModeLine({ isUsed: true, reason: 'as-before', ...none }, say)).toContain('bfloat16');
      expect(fastModeLine({ isUsed: false, reason: 'as-before', ...none }, say)).toContain('float32');
    }
  });
});

/** A run of two epochs of 100 steps with a curve point for each step. */
function eventsOfRun(): TrainEvent[] {
  const address = { runId: 'r', seq: 0 };
  const device = {
    kind: 'cpu',
    name: 'p',
    reason: '',
    threads: 1,
    tensorflow: '2',
    cpuFeatures: [],
  } as const;
  const batch = (step: number): TrainEvent => ({
    ...address,
    type: 'batches',
    points: [{ step, loss: 1, accuracy: 0, timeMs: step }],
    epoch: step <= 100 ? 1 : 2,
    imagesPerSecond: 1,
    remainingMs: 0,
  });
  const steps = Array.from({ length: 100 }, (_, index) => index + 1);
  return [
    {
      ...address,
      type: 'started',
      device,
      versions: {},
      dataSha256: '',
      initialWeightsSha256: 'abc',
      proof,
      parameterCount: 1,
      stepsPerEpoch: 100,
      totalSteps: 200,
      firstStep: 0,
    },
    ...steps.map(batch),
    { ...address, type: 'epoch', record: { ...record, epoch: 1 } },
    ...steps.map((step) => batch(100 + step)),
    { ...address, type: 'epoch', record },
  ];
}
