/** The callbacks of one run at work: called at the end of each epoch and of the run, saved with its checkpoints. */
import type { CallbackEnding, EarlyEnd, EpochRecord } from '../../../shared/contract/engine.ts';
import type { CallbackSpec } from '../../../shared/spec/callbacks.ts';
import type { TensorValue } from '../native/graph.ts';
import { earlyStopping } from './early-stopping.ts';
import { firstState, monitoredValue, type MonitorState } from './monitor.ts';
import { reduceOnPlateau } from './reduce-on-plateau.ts';

/** Where the callbacks of a run stand: what a checkpoint keeps of them, tensors apart. */
export interface CallbacksProgress {
  /** One for each callback, in the document's order. */
  readonly states: readonly MonitorState[];
  /** Learning rate of the epochs that follow; null while it is the document's. */
  readonly learningRate: number | null;
  /** Why the run is over before its last epoch; null while it is not. */
  readonly stoppedEarly: EarlyEnd | null;
  /** Whether the run has its final weights. */
  readonly isConcluded: boolean;
  /** Epoch whose weights were restored at the end; null where none were. */
  readonly restoredEpoch: number | null;
}

/** What callbacks read and change of a run. */
export interface CallbackTarget {
  /** All weights by key. */
  readWeights(): ReadonlyMap<string, TensorValue>;
  writeWeights(weights: ReadonlyMap<string, TensorValue>): void;
  /** Puts moving averages into the weights; answers whether there are any. */
  finish(): boolean;
}

/** Weights by key. */
type Weights = ReadonlyMap<string, TensorValue>;

/** Begin of the names under which checkpoints hold the weights of best epochs. */
const keptPrefix = 'callbacks/';

/** The callbacks of a run. */
export class RunCallbacks {
  readonly #callbacks: readonly CallbackSpec[];
  readonly #target: CallbackTarget;
  #progress: CallbacksProgress;
  /** Weights of the best epoch by the place of the callback that keeps them. */
  readonly #kept = new Map<number, Weights>();

  /** @param saved - Where the run goes on from; null for a fresh start. */
  constructor(
    callbacks: readonly CallbackSpec[],
    target: CallbackTarget,
    saved: Readonly<{ callbacks?: CallbacksProgress | undefined; state: Weights }> | null,
  ) {
    this.#callbacks = callbacks;
    this.#target = target;
    this.#progress = saved?.callbacks ?? {
      states: callbacks.map(() => firstState),
      learningRate: null,
      stoppedEarly: null,
      isConcluded: false,
      restoredEpoch: null,
    };
    for (const index of callbacks.keys()) {
      const kept = withPrefix(saved?.state ?? new Map(), `${keptPrefix}${index}/`);
      if (kept.size > 0) this.#kept.set(index, kept);
    }
  }

  /** Whether the run has any. */
  get isEmpty(): boolean {
    return this.#callbacks.length === 0;
  }

  /** Whether a callback has ended the run. */
  get isOver(): boolean {
    return this.#progress.stoppedEarly !== null;
  }

  /** Learning rate of the next epoch; null while it is the document's. */
  get learningRate(): number | null {
    return this.#progress.learningRate;
  }

  /** What a checkpoint has to hold; absent where there are no callbacks. */
  get progress(): CallbacksProgress | undefined {
    return this.isEmpty ? undefined : this.#progress;
  }

  /** The weights that a checkpoint has to hold, by names of their own. */
  get tensors(): Weights {
    const entries = [...this.#kept].flatMap(([index, weights]) =>
      [...weights].map(([key, value]) => [`${keptPrefix}${index}/${key}`, value] as const),
    );
    return new Map(entries);
  }

  /** What they made of the run's end; absent where there are no callbacks. */
  get ending(): CallbackEnding | undefined {
    const { stoppedEarly, restoredEpoch } = this.#progress;
    return this.isEmpty ? undefined : { stoppedEarly, restoredEpoch };
  }

  /** Calls each callback with the numbers of an epoch that has ended; the last one ends without their doing. */
  epochEnded(record: EpochRecord, isLast: boolean): void {
    for (const [index, callback] of this.#callbacks.entries()) {
      const value = monitoredValue(record, callback.config.monitor);
      const state = this.#progress.states[index] ?? firstState;
      if (callback.class_name === 'EarlyStopping') {
        const { epoch } = record;
        const step = earlyStopping(callback.config, state, { epoch, value });
        this.#change(
          index,
          step.state,
          step.isOver && !isLast ? earlyEnd(epoch, callback, step.state) : null,
        );
        if (step.isBest && callback.config.restore_best_weights)
          this.#kept.set(index, this.#target.readWeights());
      } else {
        const rate = this.#progress.learningRate ?? record.learning_rate;
        const step = reduceOnPlateau(callback.config, state, { epoch: record.epoch, value, rate });
        this.#change(index, step.state, null);
        if (step.rate !== rate) this.#progress = { ...this.#progress, learningRate: step.rate };
      }
    }
  }

  /**
   * Gives the run its final weights in the order of Keras's `fit`: moving averages first, then the weights of best
   * epochs. Answers whether they changed; a second call changes nothing.
   */
  conclude(): boolean {
    if (this.isEmpty || this.#progress.isConcluded) return false;
    const hasAverages = this.#target.finish();
    const last = [...this.#kept.keys()].toSorted((first, second) => first - second).at(-1);
    const best = last === undefined ? undefined : this.#kept.get(last);
    if (best) this.#target.writeWeights(best);
    const restoredEpoch = last === undefined ? null : (this.#progress.states[last]?.bestEpoch ?? null);
    this.#progress = { ...this.#progress, isConcluded: true, restoredEpoch };
    this.#kept.clear();
    return hasAverages || best !== undefined;
  }

  /** Several callbacks may end the run with the same epoch: the first is named. */
  #change(index: number, state: MonitorState, end: EarlyEnd | null): void {
    const { states, stoppedEarly } = this.#progress;
    this.#progress = {
      ...this.#progress,
      states: states.with(index, state),
      stoppedEarly: stoppedEarly ?? end,
    };
  }
}

function earlyEnd(epoch: number, { config }: CallbackSpec, { best, bestEpoch }: MonitorState): EarlyEnd {
  return { epoch, monitor: config.monitor, best, bestEpoch };
}

function withPrefix(state: Weights, prefix: string): Weights {
  const entries = [...state].filter(([name]) => name.startsWith(prefix));
  return new Map(entries.map(([name, value]) => [name.slice(prefix.length), value]));
}
