import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CheckpointRecord, TrainEvent } from '../../shared/contract/engine.ts';
import { assertNever } from '../../shared/contract/errors.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';

/**
 * Writes the events of one run into the history, one after the other and in their order, while training goes on.
 * The first failure (disk full, history locked) stops the writing and is thrown by {@link RunRecorder.settled}:
 * a run whose history cannot be kept must not go on as if it were.
 */
export class RunRecorder {
  readonly #history: HistoryPort;
  readonly #runId: string;
  readonly #checkpointFolder: string;
  readonly #onFailure: () => void;
  #queue: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | null = null;
  #lastCheckpoint: CheckpointRecord | null = null;

  /**
   * @param target.checkpointFolder - The run's own folder; files that retention frees are deleted from it.
   * @param target.onFailure - Called once when an event could not be written.
   */
  constructor(
    history: HistoryPort,
    target: Readonly<{ runId: string; checkpointFolder: string; onFailure: () => void }>,
  ) {
    this.#history = history;
    this.#runId = target.runId;
    this.#checkpointFolder = target.checkpointFolder;
    this.#onFailure = target.onFailure;
  }

  /** The newest checkpoint that is on disk and in the history, or null. */
  get lastCheckpoint(): CheckpointRecord | null {
    return this.#lastCheckpoint;
  }

  /** Takes an event to be written after all earlier ones. */
  record(event: TrainEvent): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#failure !== null) return;
      try {
        await this.#write(event);
      } catch (error) {
        this.#failure = { error };
        this.#onFailure();
      }
    });
  }

  /** Waits until all events are written. @throws What the history threw for the first event it could not take. */
  async settled(): Promise<void> {
    await this.#queue;
    if (this.#failure !== null) throw this.#failure.error;
  }

  async #write(event: TrainEvent): Promise<void> {
    switch (event.type) {
      case 'started': {
        const { device, versions, dataSha256, initialWeightsSha256, parameterCount, proof } = event;
        const start = { device, versions, dataSha256, initialWeightsSha256, parameterCount, proof };
        return this.#history.startRun(this.#runId, start, event.firstStep);
      }
      case 'batches':
        return this.#history.appendBatches(this.#runId, event.points);
      case 'epoch':
        return this.#history.finishEpoch(this.#runId, event.record);
      case 'checkpoint':
        return this.#keepCheckpoint(event.record);
      case 'evaluated':
        return this.#history.recordEvaluation(this.#runId, event.evaluation);
      case 'predictions':
        return this.#history.recordPredictions(this.#runId, event.pictures, event.predictions);
      default:
        return assertNever(event);
    }
  }

  async #keepCheckpoint(record: CheckpointRecord): Promise<void> {
    const freed = await this.#history.recordCheckpoint(this.#runId, record);
    this.#lastCheckpoint = record;
    for (const file of freed) await rm(join(this.#checkpointFolder, basename(file)), { force: true });
  }
}
