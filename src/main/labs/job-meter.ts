import type { TrainEvent } from '../../shared/contract/engine.ts';
import type { JobProgress, JobRun } from '../../shared/contract/queue.ts';

/**
 * Measures how far a job is, from the events of its runs alone. The time of runs that have not begun is estimated
 * from those that have: as many milliseconds for each of their epochs, on average.
 */
export class JobMeter {
  /** Milliseconds for each epoch, by the place of the run. */
  readonly #paces = new Map<number, number>();
  #progress: JobProgress | null = null;
  /** Epochs, and parts of one, that lay before the first step of the run that is trained now. */
  #epochsBefore = 0;

  /** Where the run that is trained now is; null where none is. */
  progressAmong(runs: readonly JobRun[]): JobProgress | null {
    const progress = this.#progress;
    if (progress === null) return null;
    const others = this.#remainingAfter(progress.index, runs);
    const isKnown = progress.remainingMs !== null && others !== null;
    return { ...progress, jobRemainingMs: isKnown ? (progress.remainingMs ?? 0) + (others ?? 0) : null };
  }

  /** A run begins, or goes on. */
  begin(runId: string, index: number, runs: readonly JobRun[]): void {
    const { variant = '', epochs = 1, epochsDone = 0 } = runs[index] ?? {};
    this.#progress = {
      ...{ runId, index, variant, count: runs.length },
      ...{ step: 0, totalSteps: null, epoch: Math.min(epochs, epochsDone + 1), epochs },
      ...{ loss: null, accuracy: null, val_loss: null, val_accuracy: null },
      ...{ imagesPerSecond: null, remainingMs: null, jobRemainingMs: null },
    };
  }

  /** No run is trained any more. */
  end(): void {
    this.#progress = null;
  }

  /** Takes the next event of the run. */
  note(event: TrainEvent): void {
    const progress = this.#progress;
    if (progress !== null) this.#progress = { ...progress, ...this.#newsOf(event, progress) };
  }

  #newsOf(event: TrainEvent, { index, epochs }: JobProgress): Partial<JobProgress> {
    if (event.type === 'started') {
      const { firstStep, totalSteps, stepsPerEpoch } = event;
      this.#epochsBefore = firstStep / stepsPerEpoch;
      const epoch = Math.min(epochs, Math.floor(this.#epochsBefore) + 1);
      return { step: firstStep, totalSteps, epoch };
    }
    if (event.type === 'epoch') {
      const { loss, accuracy, val_loss, val_accuracy, epoch } = event.record;
      return { loss, accuracy, val_loss, val_accuracy, epoch: Math.min(epochs, epoch + 1) };
    }
    const point = event.type === 'batches' ? event.points.at(-1) : undefined;
    if (event.type !== 'batches' || point === undefined) return {};
    const { epoch, imagesPerSecond, remainingMs } = event;
    this.#paces.set(index, (point.timeMs + remainingMs) / (epochs - this.#epochsBefore));
    const { step, loss, accuracy } = point;
    return { step, loss, accuracy, epoch, imagesPerSecond, remainingMs };
  }

  /** Milliseconds of the runs that follow; null where nothing is measured yet. */
  #remainingAfter(index: number, runs: readonly JobRun[]): number | null {
    const paces = [...this.#paces.values()];
    if (paces.length === 0) return null;
    const pace = paces.reduce((sum, each) => sum + each, 0) / paces.length;
    const left = runs.slice(index + 1).filter(({ status }) => status === 'waiting');
    return left.reduce((sum, { epochs, epochsDone }) => sum + pace * (epochs - epochsDone), 0);
  }
}
