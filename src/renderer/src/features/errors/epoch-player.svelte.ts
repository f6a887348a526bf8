/** The epochs of a run: which are kept, which one is looked at, and going through them by itself. */
import { problemOf } from '../../api.ts';
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import { atEpoch, type EvaluatedRun, readTraining, type RunTraining } from './evaluated-run.ts';

/** Milliseconds that an epoch stays while the player runs. */
const stayMs = 600;

/** See the file. */
export class EpochPlayer {
  /** Undefined until it is read. */
  #training = $state.raw<RunTraining | null | undefined>(undefined);
  #error = $state.raw<LabErrorData | null>(null);
  #end = $state.raw<EvaluatedRun | null>(null);
  #epoch = $state<number | null>(null);
  #isPlaying = $state(false);
  #timer = 0;
  readonly #known = new Map<number, EvaluatedRun>();

  /** What the run said through its training; null where nothing was kept, undefined until it is read. */
  get training(): RunTraining | null | undefined {
    return this.#training;
  }

  get error(): LabErrorData | null {
    return this.#error;
  }

  /** The kept epochs, rising. */
  readonly epochs: readonly number[] = $derived(
    this.#training?.predictions.epochs.map(({ epoch }) => epoch) ?? [],
  );

  /** The epoch that is looked at; null for the end of the run. */
  get epoch(): number | null {
    return this.#epoch;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** The run as it is looked at. */
  readonly shown: EvaluatedRun | null = $derived(this.at(this.#epoch) ?? this.#end);

  /** The run at the end of an epoch (null: at its own end); null where that is not kept. */
  at(epoch: number | null): EvaluatedRun | null {
    if (epoch === null || this.#end === null) return this.#end;
    if (!this.#training) return null;
    const known = this.#known.get(epoch) ?? atEpoch(this.#end, this.#training, epoch);
    if (known !== null) this.#known.set(epoch, known);
    return known;
  }

  /** Takes another run (or none), at its end, and reads its epochs. */
  async take(end: EvaluatedRun | null): Promise<void> {
    this.pause();
    this.#end = end;
    this.#epoch = null;
    this.#known.clear();
    this.#training = undefined;
    this.#error = null;
    if (end === null) return;
    try {
      const training = await readTraining(end.run.id);
      if (this.#end === end) this.#training = training;
    } catch (error) {
      if (this.#end !== end) return;
      this.#training = null;
      this.#error = problemOf(error);
    }
  }

  /** Goes to a kept epoch, or with null to the end of the run. */
  go(epoch: number | null): void {
    if (epoch === null || this.epochs.includes(epoch)) this.#epoch = epoch;
  }

  /** Goes some epochs on or back; after the last kept one comes the end of the run. */
  step(by: number): void {
    const stops = [...this.epochs, null];
    const place = stops.indexOf(this.#epoch) + by;
    const stop = stops[Math.min(stops.length - 1, Math.max(0, place))];
    if (stop !== undefined) this.go(stop);
  }

  /** Goes from epoch to epoch up to the end; from the beginning where the end has been reached. */
  play(): void {
    if (this.epochs.length === 0) return;
    this.#isPlaying = true;
    if (this.#epoch === null) this.go(this.epochs[0] ?? null);
    window.clearInterval(this.#timer);
    this.#timer = window.setInterval(() => {
      this.step(1);
      if (this.#epoch === null) this.pause();
    }, stayMs);
  }

  pause(): void {
    window.clearInterval(this.#timer);
    this.#isPlaying = false;
  }
}
