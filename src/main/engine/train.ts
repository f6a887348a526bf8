/**
 * The loop of one training run: epochs, validation, checkpoints, events, stop and pause. It is the only place
 * that knows time; everything that determines the result is in the session.
 */
import { mkdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  BatchPoint,
  CheckpointRecord,
  EpochRecord,
  Evaluation,
  TrainEvent,
  TrainJob,
  TrainOutcome,
  TrainStatus,
} from '../../shared/contract/engine.ts';
import { isKeptEpoch } from '../../shared/spec/watched.ts';
import type { RunCallbacks } from './callbacks/run-callbacks.ts';
import { writeCheckpoint, type Progress } from './checkpoint.ts';
import { metricMeans } from './metrics.ts';
import type { StepResult, TrainingSession } from './session.ts';
import { epochPredictions, watchedPictures, watchedTestPositions } from './watched.ts';

/** Milliseconds between two curve events: ten a second. */
const eventIntervalMs = 100;

/** Milliseconds after which the loop lets messages (stop, pause) in. */
const turnIntervalMs = 20;

/** Milliseconds between two checkpoints of a run that is not stopped. */
export interface CheckpointPace {
  /** At least between two at the end of epochs. */
  readonly betweenEpochs: number;
  /** At most, but for one step, between two within an epoch: what a death can cost. */
  readonly withinEpoch: number;
}

/** A death costs a minute of training at most; writing costs a small share of the time even of short epochs. */
export const defaultPace: CheckpointPace = { betweenEpochs: 2000, withinEpoch: 60_000 };

/** An event without its address. */
type EventBody = TrainEvent extends infer E
  ? E extends TrainEvent
    ? Omit<E, 'runId' | 'seq'>
    : never
  : never;

/** What a run looks like from outside while it goes. */
export interface RunControl {
  stopRequested: boolean;
  /** Resolves when a pause ends; null while the run is not paused. */
  paused: Promise<void> | null;
}

/** Somebody who watches a run from step to step. */
export interface StepObserver {
  /** Does the next step. @param progress - Where the run stands before it. */
  step(isLast: boolean, progress: Progress): StepResult;
}

/** What the loop needs. */
export interface LoopOptions {
  readonly job: TrainJob;
  readonly session: TrainingSession;
  readonly control: RunControl;
  /** Where the run stands: zeros for a fresh start. */
  readonly progress: Progress;
  readonly callbacks: RunCallbacks;
  /** Identifies experiment and data in checkpoints. */
  readonly fingerprint: string;
  /** Null to write no checkpoints at all, and to keep no predictions of epochs. */
  readonly pace: CheckpointPace | null;
  /** Does each step in place of the session, which it asks for it; it may look before and after. */
  readonly observer?: StepObserver | undefined;
  readonly emit: (event: EventBody) => void;
}

/** Trains until the last epoch, a stop, or a loss that is not finite. */
export function trainLoop(options: LoopOptions): Promise<TrainOutcome> {
  return new Loop(options).run();
}

class Loop {
  readonly #options: LoopOptions;
  readonly #session: TrainingSession;
  readonly #startMs = performance.now();
  #progress: Progress;
  #points: BatchPoint[] = [];
  #lastEventMs = 0;
  #lastTurnMs = 0;
  #lastCheckpointMs = performance.now();
  #trainingMs = 0;
  #validationMs = 0;
  #images = 0;
  #steps = 0;
  #evaluation: Evaluation | null = null;
  /** Test pictures that are looked at where nothing is validated. */
  readonly #watched: Int32Array;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#progress = options.progress;
    this.#watched = options.pace === null ? new Int32Array(0) : watchedTestPositions(options.session.split);
    if (options.pace !== null) mkdirSync(options.job.checkpointFolder, { recursive: true });
  }

  async run(): Promise<TrainOutcome> {
    if (this.#progress.iteration === 0) this.#save('epoch');
    let status: TrainStatus = 'completed';
    while (status === 'completed' && !this.#isOver) status = await this.#epoch();
    this.#flush();
    if (status === 'completed') status = await this.#complete();
    if (status === 'stopped') this.#save('stop');
    return {
      status,
      finalWeightsSha256: this.#session.weightsSha256(),
      divergedAtStep: status === 'diverged' ? this.#progress.iteration : null,
      imagesPerSecond: this.#trainingMs === 0 ? 0 : (1000 * this.#images) / this.#trainingMs,
      callbacks: this.#options.callbacks.ending,
    };
  }

  get #isOver(): boolean {
    return this.#progress.epoch >= this.#epochs || this.#options.callbacks.isOver;
  }

  get #epochs(): number {
    return this.#options.job.experiment.epochs;
  }

  async #epoch(): Promise<TrainStatus> {
    const begunMs = performance.now();
    const { epoch, stepInEpoch } = this.#progress;
    const { stepsPerEpoch } = this.#session.plan;
    const { callbacks } = this.#options;
    this.#session.beginEpoch(epoch, stepInEpoch, callbacks.learningRate);
    for (let step = stepInEpoch; step < stepsPerEpoch; step++) {
      if (await this.#shouldStop()) return 'stopped';
      const isLast = step === stepsPerEpoch - 1;
      if (!this.#step(isLast)) return 'diverged';
      if (!isLast && this.#isDue('withinEpoch')) this.#save('epoch');
    }
    this.#flush();
    const { validation } = this.#session.split;
    if (epoch + 1 === this.#epochs && callbacks.isEmpty) this.#session.finish();
    const validated = validation.length > 0 ? await this.#evaluate(validation) : null;
    if (validation.length > 0 && !validated) return 'stopped';
    const durationMs = performance.now() - begunMs;
    const isWatched = this.#watched.length > 0 && isKeptEpoch(epoch + 1, this.#epochs);
    const watched = isWatched ? await this.#look(this.#watched) : null;
    if (isWatched && !watched) return 'stopped';
    this.#finishEpoch(durationMs, validated, watched);
    if (!this.#testsAtEnd()) this.#evaluation = validated;
    return 'completed';
  }

  /** One step; false when its loss is not finite. */
  #step(isLast: boolean): boolean {
    const begunMs = performance.now();
    const { observer } = this.#options;
    const { loss, right, images, metrics } = observer
      ? observer.step(isLast, this.#progress)
      : this.#session.step(isLast);
    const nowMs = performance.now();
    this.#trainingMs += nowMs - begunMs;
    this.#images += images;
    this.#steps++;
    const progress = this.#progress;
    this.#progress = {
      ...progress,
      stepInEpoch: progress.stepInEpoch + 1,
      iteration: progress.iteration + 1,
      lossSum: progress.lossSum + loss * images,
      right: progress.right + right,
      images: progress.images + images,
      metricSums: metrics.map((sum, index) => (progress.metricSums[index] ?? 0) + sum),
    };
    const isFirst = this.#steps === 1;
    if (isFirst || isLast || !Number.isFinite(loss) || nowMs - this.#lastEventMs >= eventIntervalMs)
      this.#report(nowMs);
    return Number.isFinite(loss);
  }

  #report(nowMs: number): void {
    const { iteration, lossSum, right, images } = this.#progress;
    const timeMs = nowMs - this.#startMs;
    this.#points.push({ step: iteration, loss: lossSum / images, accuracy: right / images, timeMs });
    if (nowMs - this.#lastEventMs >= eventIntervalMs) this.#flush();
  }

  /** Sends the points that wait. */
  #flush(): void {
    if (this.#points.length === 0) return;
    const points = this.#points;
    this.#points = [];
    this.#lastEventMs = performance.now();
    const imagesPerSecond = (1000 * this.#images) / this.#trainingMs;
    this.#options.emit({
      type: 'batches',
      points,
      epoch: Math.min(this.#progress.epoch + 1, this.#epochs),
      imagesPerSecond,
      remainingMs: this.#remainingMs(imagesPerSecond),
    });
  }

  /** Time of the images still to come, at the measured speeds; an image not trained on costs about a third. */
  #remainingMs(imagesPerSecond: number): number {
    const { train, validation, test } = this.#session.split;
    const { epoch, images } = this.#progress;
    const epochsLeft = this.#epochs - epoch;
    const training = (1000 * (epochsLeft * train.length - images)) / imagesPerSecond;
    const evaluated = epochsLeft * validation.length + (this.#testsAtEnd() ? test.length : 0);
    const measured = this.#validationMs / Math.max(1, epoch * validation.length);
    return training + evaluated * (measured > 0 ? measured : 1000 / imagesPerSecond / 3);
  }

  #testsAtEnd(): boolean {
    return this.#options.job.experiment.validation.from !== 'test';
  }

  #finishEpoch(durationMs: number, validated: Evaluation | null, watched: Evaluation | null): void {
    const { epoch, iteration, lossSum, right, images } = this.#progress;
    const { callbacks } = this.#options;
    const record: EpochRecord = {
      epoch: epoch + 1,
      loss: lossSum / images,
      accuracy: right / images,
      val_loss: validated?.loss ?? null,
      val_accuracy: validated?.accuracy ?? null,
      metrics: this.#metrics(validated),
      learning_rate: callbacks.learningRate ?? this.#session.learningRate(iteration - 1),
      durationMs,
    };
    const sums = { lossSum: 0, right: 0, images: 0, metricSums: [] };
    this.#progress = { epoch: epoch + 1, stepInEpoch: 0, iteration, ...sums };
    callbacks.epochEnded(record, record.epoch === this.#epochs);
    this.#options.emit({ type: 'epoch', record });
    if (watched) this.#keepPredictions(this.#watched, watched);
    else if (validated && (this.#isOver || isKeptEpoch(record.epoch, this.#epochs)))
      this.#keepPredictions(this.#session.split.validation, validated);
    if (!this.#isOver && this.#isDue('betweenEpochs')) this.#save('epoch');
  }

  /** To be called after the epoch's record and before its checkpoint: a run that goes on from there has both. */
  #keepPredictions(positions: Int32Array, evaluation: Evaluation): void {
    if (this.#options.pace === null) return;
    this.#options.emit({
      type: 'predictions',
      pictures: watchedPictures(this.#session.split, positions, evaluation),
      predictions: epochPredictions(this.#progress.epoch, evaluation),
    });
  }

  /** The further metrics of the epoch that ends, on training and validation images. */
  #metrics(validated: Evaluation | null): EpochRecord['metrics'] {
    const { metricSums, images } = this.#progress;
    const trained = metricMeans(this.#session.metricNames, metricSums, images);
    if (!trained) return undefined;
    const names = Object.keys(trained);
    return {
      ...trained,
      ...Object.fromEntries(names.map((name) => [`val_${name}`, validated?.metrics?.[name] ?? null])),
    };
  }

  #isDue(pace: keyof CheckpointPace): boolean {
    const dueMs = this.#options.pace?.[pace] ?? Infinity;
    return performance.now() - this.#lastCheckpointMs >= dueMs;
  }

  async #complete(): Promise<TrainStatus> {
    if (this.#options.callbacks.conclude()) this.#evaluation = null;
    this.#save('final');
    const { test } = this.#session.split;
    const evaluation = this.#evaluation ?? (test.length > 0 ? await this.#evaluate(test) : null);
    if (evaluation) this.#options.emit({ type: 'evaluated', evaluation });
    return evaluation || test.length === 0 ? 'completed' : 'stopped';
  }

  /** Evaluates batch by batch; null when the run is stopped meanwhile. */
  async #evaluate(positions: Int32Array): Promise<Evaluation | null> {
    const begunMs = performance.now();
    const evaluation = await this.#look(positions);
    if (evaluation) this.#validationMs += performance.now() - begunMs;
    return evaluation;
  }

  /** An evaluation that the estimate of the time left knows nothing of. */
  async #look(positions: Int32Array): Promise<Evaluation | null> {
    const run = this.#session.evaluate(positions);
    while (run.next()) if (await this.#shouldStop()) return null;
    return run.result();
  }

  /** Lets messages in from time to time, waits while the run is paused, and tells whether it shall stop. */
  async #shouldStop(): Promise<boolean> {
    const { control } = this.#options;
    if (performance.now() - this.#lastTurnMs >= turnIntervalMs) {
      await nextTurn();
      this.#lastTurnMs = performance.now();
      if (control.paused) this.#flush();
      await control.paused;
    }
    return control.stopRequested;
  }

  /** The points so far go first: a run that goes on from this checkpoint has its curve up to it. */
  #save(kind: CheckpointRecord['kind']): void {
    this.#flush();
    const { job, fingerprint, callbacks, pace } = this.#options;
    if (pace === null) return;
    const { epoch, stepInEpoch, iteration } = this.#progress;
    const file = `step-${String(iteration).padStart(9, '0')}-${kind}.ckpt`;
    const state = new Map([...this.#session.state(), ...callbacks.tensors]);
    const checkpoint = { progress: this.#progress, fingerprint, callbacks: callbacks.progress, state };
    const written = writeCheckpoint(job.checkpointFolder, file, checkpoint);
    this.#lastCheckpointMs = performance.now();
    this.#options.emit({
      type: 'checkpoint',
      record: { file, epoch, stepInEpoch, step: iteration, kind, ...written },
    });
  }
}
