import type { EnginePort, TrainEvent } from '../../shared/contract/engine.ts';
import { LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { HistoryPort, RunDetail } from '../../shared/contract/history.ts';
import type { Job, JobRun, JobStatus } from '../../shared/contract/queue.ts';
import type { ComparisonWatch } from './compare.ts';
import { JobMeter } from './job-meter.ts';
import type { JobPlan } from './job-plan.ts';
import type { LabPorts } from './ports.ts';

/** What a job tells the queue. */
export interface JobListener {
  /** The job has changed; `isUrgent` for more than its progress. */
  onChange(isUrgent: boolean): void;
  onEvent(event: TrainEvent): void;
  onRunEnded(runId: string): void;
}

/** A job from its place in the queue to its end. */
export class QueuedJob {
  readonly id: string;
  readonly #plan: JobPlan;
  readonly #listener: JobListener;
  readonly #stopping = new AbortController();
  readonly #meter = new JobMeter();
  readonly #runs: JobRun[];
  #comparison: string | null;
  #engine: EnginePort | null = null;
  #index = 0;
  #current: string | null = null;
  #isPaused = false;
  #end: { readonly status: JobStatus; readonly error: LabErrorData | null } | null = null;

  constructor(id: string, plan: JobPlan, listener: JobListener) {
    this.id = id;
    this.#plan = plan;
    this.#listener = listener;
    this.#runs = [...plan.runs];
    this.#comparison = plan.comparison;
  }

  /** Threads of one operation with which it has to be trained; null for as many as there are. */
  get threads(): number | null {
    return this.#plan.threads;
  }

  /** Whether its turn has come, and it has not ended. */
  get isActive(): boolean {
    return this.#engine !== null && this.#end === null;
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  get status(): JobStatus {
    if (this.#end !== null) return this.#end.status;
    if (this.#stopping.signal.aborted) return 'stopping';
    if (this.#isPaused) return 'paused';
    return this.isActive ? 'running' : 'waiting';
  }

  /** The job as it is now. */
  snapshot(): Job {
    return {
      ...{ id: this.id, kind: this.#plan.kind, title: this.#plan.title, status: this.status },
      comparison: this.#comparison,
      runs: [...this.#runs],
      runIds: this.#runs.flatMap(({ runId }) => (runId === null ? [] : [runId])),
      progress: this.#meter.progressAmong(this.#runs),
      error: this.#end?.error ?? null,
    };
  }

  /** Does the job; resolves at its end, whatever that is. */
  async start(ports: LabPorts): Promise<void> {
    this.#engine = ports.engine;
    this.#listener.onChange(true);
    try {
      const problem = (await this.#plan.train(ports, this.#watch())) ?? this.#commonFailure();
      this.#finish(problem);
    } catch (error) {
      await this.#closeCurrent(ports.history, error);
      this.#finish(dataOf(error));
    }
  }

  /** Ends a job whose turn came to nothing. */
  fail(error: unknown): void {
    this.#finish(dataOf(error));
  }

  /** Stops it with its state saved; a later run of it does not begin. */
  stop(): void {
    if (this.#end !== null || this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.#listener.onChange(true);
  }

  /** Stops one run with its state saved, where it is the one that is trained now. */
  async stopRun(runId: string): Promise<void> {
    if (runId !== this.#current) return;
    if (this.#runs.length === 1) this.stop();
    else await this.#ask((engine) => engine.stop(runId));
  }

  /** Holds it: before its turn, or between two steps. */
  async pause(): Promise<void> {
    if (this.#end !== null || this.#isPaused || this.#stopping.signal.aborted) return;
    this.#isPaused = true;
    this.#listener.onChange(true);
    await this.#holdCurrent();
  }

  /** Lets it go on. */
  async resume(): Promise<void> {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#listener.onChange(true);
    const runId = this.#current;
    if (runId !== null) await this.#ask((engine) => engine.resume(runId));
  }

  async #holdCurrent(): Promise<void> {
    const runId = this.#current;
    if (runId !== null) await this.#ask((engine) => engine.pause(runId));
  }

  /** A request to an engine that has just died is no failure of its own: the training says so. */
  async #ask(request: (engine: EnginePort) => Promise<void>): Promise<void> {
    if (this.#engine === null) return;
    try {
      await request(this.#engine);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
    }
  }

  #watch(): ComparisonWatch {
    return {
      signal: this.#stopping.signal,
      onComparison: (id) => (this.#comparison = id),
      onPlanned: ({ index }) => (this.#index = index),
      onRun: (runId) => this.#begin(runId),
      onEvent: (event) => this.#note(event),
      onEnded: (run, failure) => this.#endRun(run, failure),
    };
  }

  #begin(runId: string): void {
    this.#current = runId;
    this.#setRun({ runId, status: 'running' });
    this.#meter.begin(runId, this.#index, this.#runs);
    this.#listener.onChange(true);
  }

  #note(event: TrainEvent): void {
    this.#meter.note(event);
    if (event.type === 'epoch') this.#setRun({ epochsDone: event.record.epoch });
    if (event.type === 'started' && this.#isPaused) void this.#holdCurrent();
    // The window reads these from the history, when it looks at them.
    if (event.type !== 'predictions') this.#listener.onEvent(event);
    this.#listener.onChange(event.type === 'started');
  }

  #endRun({ id, status, epochsDone }: RunDetail, error: LabErrorData | null): void {
    this.#setRun({ runId: id, status, epochsDone, error });
    this.#leaveRun(id);
  }

  #leaveRun(runId: string): void {
    this.#current = null;
    this.#meter.end();
    this.#listener.onRunEnded(runId);
    this.#listener.onChange(true);
  }

  /** Says how the run ended that an error cut short; one that was refused before its first step is gone again. */
  async #closeCurrent(history: HistoryPort, error: unknown): Promise<void> {
    const runId = this.#current;
    if (runId === null) return;
    const [run] = await Promise.allSettled([history.run(runId)]);
    if (run.status === 'fulfilled') return this.#endRun(run.value, dataOf(error));
    this.#setRun({ runId: null, status: 'failed', error: dataOf(error) });
    this.#leaveRun(runId);
  }

  #setRun(change: Partial<JobRun>): void {
    const run = this.#runs[this.#index];
    if (run !== undefined) this.#runs[this.#index] = { ...run, ...change };
  }

  /** The first failure where every run that had its turn has failed. */
  #commonFailure(): LabErrorData | null {
    const isFailure = this.#runs.every(({ error }) => error !== null);
    return isFailure ? (this.#runs[0]?.error ?? null) : null;
  }

  #finish(error: LabErrorData | null): void {
    const isStopped = this.#stopping.signal.aborted;
    this.#end = { status: error !== null ? 'failed' : isStopped ? 'stopped' : 'done', error };
    this.#meter.end();
    this.#listener.onChange(true);
  }
}

function dataOf(error: unknown): LabErrorData {
  if (error instanceof LabError) return error.toData();
  const problem = error instanceof Error ? error.message : String(error);
  return { code: 'command.bug', details: { problem } };
}
