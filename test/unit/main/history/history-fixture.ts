/** Runs, records and temporary folders for the tests of the history. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type HistoryOptions, openHistory } from '../../../../src/main/history/open.ts';
import type {
  BatchPoint,
  CheckpointRecord,
  EpochRecord,
  Evaluation,
} from '../../../../src/shared/contract/engine.ts';
import { LabError, type LabErrorCode, type LabErrorData } from '../../../../src/shared/contract/errors.ts';
import type { HistoryPort, NewRun, RunEnd, RunStart } from '../../../../src/shared/contract/history.ts';
import { type Experiment, experimentSchema } from '../../../../src/shared/spec/experiment.ts';

const folders: string[] = [];
const opened: HistoryPort[] = [];

/** A path in a new folder that is removed after the test, with a name that is hard on paths. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), '履歴 #%20-'));
  folders.push(folder);
  return join(folder, 'history.db');
}

/** Opens a history that is closed after the test. */
export function open(file = temporaryFile(), options: HistoryOptions = {}): HistoryPort {
  const history = openHistory(file, options);
  opened.push(history);
  return history;
}

/** Opens a history and answers what it had to say. */
export function openWithNotices(file: string): { history: HistoryPort; notices: LabErrorData[] } {
  const notices: LabErrorData[] = [];
  return { history: open(file, { onNotice: (notice) => notices.push(notice) }), notices };
}

afterEach(async () => {
  for (const history of opened.splice(0)) await history.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A small experiment in normal form. */
export function experiment(changes: Readonly<Record<string, unknown>> = {}): Experiment {
  return experimentSchema.parse({
    tatami: 'experiment',
    version: 1,
    name: 'cnn',
    dataset: { id: 'mnist' },
    model: {
      name: 'cnn',
      layers: [
        { class_name: 'Conv2D', config: { filters: 4, kernel_size: 3, activation: 'relu' } },
        { class_name: 'Flatten', config: {} },
        { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
      ],
    },
    loss: 'sparse_categorical_crossentropy',
    optimizer: { class_name: 'Adadelta', config: {} },
    epochs: 12,
    ...changes,
  });
}

/** A run that has not begun. */
export function newRun(changes: Partial<NewRun> = {}): NewRun {
  return { name: 'my run', experiment: experiment(), comparison: null, repeatOf: null, ...changes };
}

/** The facts of a start. */
export const start: RunStart = {
  device: {
    kind: 'cpu',
    name: 'a processor',
    reason: 'no graphics card',
    threads: 2,
    tensorflow: '2.21.0',
    cpuFeatures: ['avx2'],
  },
  versions: { tatami: '0.1.0', node: '24.21.0' },
  dataSha256: 'd'.repeat(64),
  initialWeightsSha256: 'a'.repeat(64),
  parameterCount: 1234,
};

/** A good end. */
export const completed: RunEnd = {
  status: 'completed',
  finalWeightsSha256: 'f'.repeat(64),
  imagesPerSecond: 4321.5,
  divergedAtStep: null,
  failure: null,
};

/** The record of an epoch. */
export function epochRecord(epoch: number, changes: Partial<EpochRecord> = {}): EpochRecord {
  return {
    epoch,
    loss: 1 / epoch,
    accuracy: 1 - 0.5 / epoch,
    val_loss: 1.1 / epoch,
    val_accuracy: 1 - 0.6 / epoch,
    learning_rate: 0.1,
    durationMs: 1500.25,
    ...changes,
  };
}

/** Points of a curve for the given steps. */
export function points(...steps: number[]): BatchPoint[] {
  return steps.map((step) => ({ step, loss: 0.1 / step, accuracy: 0.3, timeMs: step * 0.7 }));
}

/** A checkpoint at the end of an epoch of 100 steps. */
export function checkpoint(epoch: number, changes: Partial<CheckpointRecord> = {}): CheckpointRecord {
  return {
    file: `epoch-${epoch}.ckpt`,
    epoch,
    stepInEpoch: 0,
    step: epoch * 100,
    sizeBytes: 1000 + epoch,
    sha256: String(epoch % 10).repeat(64),
    kind: 'epoch',
    ...changes,
  };
}

/** An evaluation of three images. */
export function evaluation(changes: Partial<Evaluation> = {}): Evaluation {
  return {
    count: 3,
    topK: 2,
    loss: 0.123456789,
    accuracy: 2 / 3,
    superclassAccuracy: null,
    labels: Uint16Array.of(9, 0, 65535),
    topClasses: Uint16Array.of(9, 1, 0, 2, 3, 4),
    topProbabilities: Float32Array.of(0.9, 0.1, 0.5, 0.25, NaN, 1e-30),
    ...changes,
  };
}

/** The LabError with which a promise rejects or a function throws. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<LabError> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('expected a LabError');
}

/** The code with which a promise rejects or a function throws. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<LabErrorCode> {
  return (await failureOf(work)).code;
}
