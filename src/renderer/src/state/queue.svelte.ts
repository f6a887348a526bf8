import type { DeviceReport, TrainEvent } from '../../../shared/contract/engine.ts';
import type { Job, JobRequest } from '../../../shared/contract/queue.ts';
import { api, on } from '../api.ts';
import { caughtUp, continued, type RunCurve } from './run-curve.ts';
import { tellWaiting } from './waiting.ts';

const working: readonly Job['status'][] = ['running', 'paused', 'stopping'];

/** The queue of training and the curves of its runs, kept up by the service's events; a reload finds all of it again. */
class QueueState {
  #jobs = $state.raw<readonly Job[]>([]);
  #curves = $state.raw<Readonly<Record<string, RunCurve>>>({});
  #device = $state.raw<DeviceReport | null>(null);
  readonly #seqs = new Map<string, number>();
  /** Curves that are being read, with the events that came meanwhile. */
  readonly #reading = new Map<string, { readonly done: Promise<void>; readonly meanwhile: TrainEvent[] }>();

  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  /** The job at work, or null. */
  get current(): Job | null {
    return this.#jobs.find(({ status }) => working.includes(status)) ?? null;
  }

  get waiting(): readonly Job[] {
    return this.#jobs.filter(({ status }) => status === 'waiting');
  }

  /** The processor that trains; null until the engine has said it. */
  get device(): DeviceReport | null {
    return this.#device;
  }

  /** The curve of a run of this session; undefined until it is loaded. */
  curve(runId: string): RunCurve | undefined {
    return this.#curves[runId];
  }

  /** Follows the service from now on. */
  begin(): void {
    on('queue', (event) => {
      if (event.type === 'jobs') this.#jobs = event.jobs;
      else this.#take(event.event);
    });
  }

  /** Finds everything again: after a start, a reload or a new life of the service. */
  async load(): Promise<void> {
    this.#jobs = await api.jobs();
    await Promise.all((this.current?.runIds ?? []).map((runId) => this.loadCurve(runId)));
    this.#device = await api.device();
  }

  /** Loads the curve of a run from the history unless it is here. */
  async loadCurve(runId: string): Promise<void> {
    if (this.#curves[runId] !== undefined) return;
    const meanwhile: TrainEvent[] = [];
    const reading = this.#reading.get(runId) ?? { done: this.#read(runId, meanwhile), meanwhile };
    this.#reading.set(runId, reading);
    await reading.done;
  }

  /** Puts a job at the end of the queue, and says so where it has to wait; answers its id. */
  async add(request: JobRequest): Promise<string> {
    const id = await api.addJob(request);
    tellWaiting(this.#jobs, id);
    return id;
  }

  async #read(runId: string, meanwhile: readonly TrainEvent[]): Promise<void> {
    try {
      const read = caughtUp(await api.liveCurve(runId), meanwhile);
      this.#seqs.set(runId, Math.max(read.seq, this.#seqs.get(runId) ?? -1));
      this.#curves = { ...this.#curves, [runId]: read.curve };
    } finally {
      this.#reading.delete(runId);
    }
  }

  #take(event: TrainEvent): void {
    const { runId, seq } = event;
    if (seq <= (this.#seqs.get(runId) ?? -1) && event.type !== 'started') return;
    this.#seqs.set(runId, seq);
    this.#reading.get(runId)?.meanwhile.push(event);
    const known = this.#curves[runId];
    const next = continued(known, event);
    if (next !== known && next !== undefined) this.#curves = { ...this.#curves, [runId]: next };
  }
}

/** The one state of the queue. */
export const queue = new QueueState();
