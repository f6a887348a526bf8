/** Shows a run while it trains: a Keras-like line with time left on a terminal, plain lines elsewhere. */
import type { EpochRecord, FastMode, TrainEvent } from '../../shared/contract/engine.ts';
import { assertNever } from '../../shared/contract/errors.ts';
import { formatClock, formatCount, formatMetric, formatSeconds, shortHash } from './numbers.ts';
import type { Terminal } from './terminal.ts';
import { displayWidth } from './text-width.ts';
import type { Say } from './texts/texts.ts';

/** Where a run is. */
export interface TrainingState {
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in the epoch. */
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  readonly remainingMs: number;
}

const widestBar = 24;
const narrowestBar = 6;

/** Seconds of preparation after which a line says so where lines cannot be overwritten. */
const quietSeconds = 3;

/**
 * The live line, such as `Epoch 2/5  117/469  ━━━━────  0:12 left  loss …`. The bar takes the columns that are left;
 * the speed is said only where there is room for it.
 */
export function progressLine(state: TrainingState, say: Say, columns: number): string {
  const { stepInEpoch, stepsPerEpoch } = state;
  const before = [
    say('progressEpoch', { epoch: state.epoch, epochs: state.epochs }),
    `${String(stepInEpoch).padStart(String(stepsPerEpoch).length)}/${stepsPerEpoch}`,
  ];
  const after = [say('progressLeft', { time: formatClock(state.remainingMs) }), ...resultParts(state)];
  const speed = say('progressSpeed', { images: formatCount(state.imagesPerSecond) });
  const roomBeside = (parts: readonly string[]): number => columns - displayWidth(['', ...parts].join('  '));
  const shown = [...before, ...after, speed];
  const parts = roomBeside(shown) < narrowestBar ? shown.slice(0, -1) : shown;
  const width = Math.min(widestBar, Math.max(narrowestBar, roomBeside(parts)));
  const bar = progressBar(stepInEpoch / stepsPerEpoch, width);
  return parts.toSpliced(before.length, 0, bar).join('  ');
}

/** The line of a finished epoch, in Keras's words. */
export function epochLine(record: EpochRecord, epochs: number, say: Say): string {
  const validation =
    record.val_loss === null
      ? []
      : [`val_loss ${formatMetric(record.val_loss)}`, `val_accuracy ${formatMetric(record.val_accuracy)}`];
  return [
    say('progressEpoch', { epoch: record.epoch, epochs }),
    formatSeconds(record.durationMs),
    ...resultParts(record),
    ...validation,
    ...metricParts(record.metrics),
  ].join('  ');
}

/** A bar of `width` characters for a share from 0 to 1. */
export function progressBar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '━'.repeat(filled) + '─'.repeat(width - filled);
}

/** `name value` for each further metric that there is. */
export function metricParts(metrics: Readonly<Record<string, number | null>> | undefined): string[] {
  return Object.entries(metrics ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${formatMetric(value)}`],
  );
}

function resultParts(numbers: Readonly<{ loss: number; accuracy: number }>): string[] {
  return [`loss ${formatMetric(numbers.loss)}`, `accuracy ${formatMetric(numbers.accuracy)}`];
}

/** Follows the events of one run and writes its progress; give it a new one for each run. */
export class TrainingProgress {
  readonly #terminal: Terminal;
  readonly #say: Say;
  readonly #epochs: number;
  #stepsPerEpoch = 1;
  #totalSteps = 1;
  #tenths = 0;
  /** Seconds since the run was asked for, counted until it starts. */
  #waitedSeconds = 0;
  #rate: number | null = null;
  readonly #waiting: NodeJS.Timeout;

  /** @param epochs - Epochs that the run will have at its end. */
  constructor(output: Readonly<{ terminal: Terminal; say: Say }>, epochs: number) {
    this.#terminal = output.terminal;
    this.#say = output.say;
    this.#epochs = epochs;
    this.#showWaiting();
    this.#waiting = setInterval(() => this.#showWaiting(), 1000).unref();
  }

  /** Takes the next event of the run. */
  show(event: TrainEvent): void {
    if (event.type === 'started') this.#start(event);
    else if (event.type === 'batches') this.#advance(event);
    else if (event.type === 'epoch') this.#sayEpoch(event.record);
  }

  /** The learning rate is named where it is another than in the epoch before. */
  #sayEpoch(record: EpochRecord): void {
    const { learning_rate: rate } = record;
    const line = epochLine(record, this.#epochs, this.#say);
    const isOther = this.#rate !== null && this.#rate !== rate;
    this.#terminal.say(isOther ? `${line}  learning_rate ${formatMetric(rate)}` : line);
    this.#rate = rate;
  }

  /** Removes what is not to stay. */
  end(): void {
    clearInterval(this.#waiting);
    this.#terminal.clearLive();
  }

  /** Opening a large data set, or making one on its first use, takes time in which the engine has nothing to say. */
  #showWaiting(): void {
    const line = this.#say('preparing', { time: formatClock(1000 * this.#waitedSeconds) });
    if (this.#terminal.isLive) this.#terminal.live(line);
    else if (this.#waitedSeconds === quietSeconds) this.#terminal.say(line);
    this.#waitedSeconds += 1;
  }

  #start(event: Extract<TrainEvent, { type: 'started' }>): void {
    clearInterval(this.#waiting);
    this.#stepsPerEpoch = event.stepsPerEpoch;
    this.#totalSteps = event.totalSteps;
    this.#tenths = Math.floor((10 * event.firstStep) / event.totalSteps);
    const { device } = event;
    const facts = {
      device: device.name,
      threads: device.threads,
      tensorflow: device.tensorflow,
      parameters: formatCount(event.parameterCount),
      hash: shortHash(event.initialWeightsSha256),
    };
    this.#terminal.say(this.#terminal.paintMessage('faint', this.#say('started', facts)));
    if (device.fastMode) this.#terminal.say(fastModeLine(device.fastMode, this.#say));
    if (event.firstStep > 0) {
      const values = { step: event.firstStep, total: event.totalSteps };
      this.#terminal.say(this.#say('startedFromStep', values));
    }
  }

  #advance(event: Extract<TrainEvent, { type: 'batches' }>): void {
    const point = event.points.at(-1);
    if (point === undefined) return;
    const state: TrainingState = {
      epoch: event.epoch,
      epochs: this.#epochs,
      stepInEpoch: point.step - (event.epoch - 1) * this.#stepsPerEpoch,
      stepsPerEpoch: this.#stepsPerEpoch,
      loss: point.loss,
      accuracy: point.accuracy,
      imagesPerSecond: event.imagesPerSecond,
      remainingMs: event.remainingMs,
    };
    if (this.#terminal.isLive)
      this.#terminal.live(progressLine(state, this.#say, this.#terminal.columns - 1));
    else this.#sayTenth(point.step, state);
  }

  /** Without a live line: one line each time another tenth of the run is done. */
  #sayTenth(step: number, state: TrainingState): void {
    const tenths = Math.floor((10 * step) / this.#totalSteps);
    if (tenths <= this.#tenths || tenths >= 10) return;
    this.#tenths = tenths;
    this.#terminal.say(`${String(tenths * 10).padStart(3)} %  ${plainProgress(state, this.#say)}`);
  }
}

function plainProgress(state: TrainingState, say: Say): string {
  return [
    say('progressEpoch', { epoch: state.epoch, epochs: state.epochs }),
    `${state.stepInEpoch}/${state.stepsPerEpoch}`,
    ...resultParts(state),
    say('progressLeft', { time: formatClock(state.remainingMs) }),
  ].join('  ');
}

/** What became of the fast mode that a run asked for. */
export function fastModeLine({ isUsed, reason, float32Ms, bfloat16Ms }: FastMode, say: Say): string {
  const times = { float32: (float32Ms ?? 0).toFixed(1), bfloat16: (bfloat16Ms ?? 0).toFixed(1) };
  switch (reason) {
    case 'faster':
      return say('fastModeFaster', times);
    case 'slower':
      return say('fastModeSlower', times);
    case 'processor':
      return say('fastModeProcessor');
    case 'as-before':
      return say('fastModeBefore', { type: isUsed ? 'bfloat16' : 'float32' });
    default:
      return assertNever(reason);
  }
}
