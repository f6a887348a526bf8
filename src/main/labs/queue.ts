/** Work that waits its turn: experiments and comparisons are trained in the order in which they were asked for. */
import type { EnginePort } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { Job, JobRequest, LiveCurve, QueueEvent } from '../../shared/contract/queue.ts';
import { planJob } from './job-plan.ts';
import { LiveCurves } from './live-curves.ts';
import type { LabPorts } from './ports.ts';
import { QueuedJob } from './queued-job.ts';

/** What a queue is made of. */
export interface QueueOptions {
  readonly ports: LabPorts;
  /**
   * The engine with a number of threads, for runs that were trained with it before: another number changes last bits.
   * Absent: the engine of `ports` does everything.
   */
  readonly engineWith?: (threads: number) => EnginePort;
  /** Called with every event, in order. */
  readonly onEvent: (event: QueueEvent) => void;
  /** Jobs that are done at the same time; default 1. The engine must be able to train as many runs at once. */
  readonly concurrency?: number;
}

/** Milliseconds between two reports of progress: at most ten a second. */
const reportIntervalMs = 100;

/** Jobs that have ended and are still listed. */
const mostEnded = 50;

/** The queue: first come, first served. What is in it lives as long as it does; what was trained is in the history. */
export class JobQueue {
  readonly #options: QueueOptions;
  readonly #curves: LiveCurves;
  readonly #endings = new Map<string, Promise<void>>();
  #jobs: readonly QueuedJob[] = [];
  #count = 0;
  #adding: Promise<unknown> = Promise.resolve();
  #report: NodeJS.Timeout | null = null;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#curves = new LiveCurves(options.ports.history);
  }

  /** All jobs: those that ended first, then those that go on, then those that wait, in the order of their turns. */
  get jobs(): readonly Job[] {
    return this.#jobs.map((job) => job.snapshot());
  }

  /**
   * Puts a job at the end of the queue; it begins at once where nothing else is to be done.
   * @returns The job's id.
   * @throws LabError `spec.*`, `history.*` or `command.*` for a job that cannot be done; see `planJob`.
   */
  add(request: JobRequest): Promise<string> {
    const adding = this.#adding.then(() => this.#add(request));
    this.#adding = Promise.allSettled([adding]);
    return adding;
  }

  /**
   * Stops a job with its state saved, and resolves when it has ended; a job whose turn has not come is removed.
   * Nothing happens to one that has ended.
   * @throws LabError `command.no-such-job`.
   */
  async stop(jobId: string): Promise<void> {
    const job = this.#find(jobId);
    if (!job.isActive && !job.hasEnded) {
      this.#jobs = this.#jobs.filter((each) => each !== job);
      return this.#announce();
    }
    job.stop();
    await this.#endings.get(jobId);
  }

  /** Stops one run with its state saved; a comparison goes on with its next. Nothing happens to any other run. */
  async stopRun(runId: string): Promise<void> {
    await Promise.all(this.#jobs.map((job) => job.stopRun(runId)));
  }

  /** Empties the queue: stops what is trained, with its state saved, and resolves when all has ended. */
  async stopAll(): Promise<void> {
    await this.#adding;
    const open = this.#jobs.filter((job) => !job.hasEnded).toReversed();
    await Promise.all(open.map((job) => this.stop(job.id)));
  }

  /** Holds a job: one that waits lets others pass, one that is trained keeps its place. @throws LabError `command.no-such-job`. */
  async pause(jobId: string): Promise<void> {
    await this.#find(jobId).pause();
  }

  /** Lets a paused job go on. @throws LabError `command.no-such-job`. */
  async resume(jobId: string): Promise<void> {
    await this.#find(jobId).resume();
    this.#fill();
  }

  /**
   * Moves a job that waits to another place among those that wait.
   * @param place - From 0; beyond the last it becomes the last. @throws LabError `command.no-such-job`.
   */
  move(jobId: string, place: number): void {
    const job = this.#find(jobId);
    if (job.isActive || job.hasEnded) return;
    const others = this.#jobs.filter((each) => each !== job);
    const firstWaiting = others.findIndex((each) => !each.isActive && !each.hasEnded);
    const start = firstWaiting < 0 ? others.length : firstWaiting;
    this.#jobs = others.toSpliced(start + Math.max(0, place), 0, job);
    this.#announce();
  }

  /** The curve of a run so far, also of one that has ended. @throws LabError `history.no-such-run`. */
  liveCurve(runId: string): Promise<LiveCurve> {
    return this.#curves.curve(runId);
  }

  async #add(request: JobRequest): Promise<string> {
    const plan = await planJob(this.#options.ports.history, request);
    this.#count += 1;
    const id = `job-${this.#count}`;
    const job = new QueuedJob(id, plan, {
      onChange: (isUrgent) => (isUrgent ? this.#announce() : this.#announceSoon()),
      onEvent: (event) => {
        this.#curves.note(event);
        this.#options.onEvent({ type: 'train', jobId: id, event });
      },
      onRunEnded: (runId) => this.#curves.end(runId),
    });
    this.#jobs = [...this.#jobs, job];
    this.#announce();
    this.#fill();
    return id;
  }

  /** Begins jobs until as many are at work as may be. */
  #fill(): void {
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      this.#endings.set(job.id, this.#work(job));
    }
  }

  /** The job whose turn it is, where another one may begin. */
  #next(): QueuedJob | undefined {
    const { concurrency = 1 } = this.#options;
    const active = this.#jobs.filter((job) => job.isActive).length;
    return active < concurrency ? this.#jobs.find((job) => job.status === 'waiting') : undefined;
  }

  async #work(job: QueuedJob): Promise<void> {
    const { ports, engineWith } = this.#options;
    try {
      const { threads } = job;
      const engine = threads === null || engineWith === undefined ? ports.engine : engineWith(threads);
      await job.start({ ...ports, engine });
    } catch (error) {
      job.fail(error);
    }
    this.#endings.delete(job.id);
    this.#sort();
    this.#fill();
  }

  /** Puts jobs that have ended before the others, and forgets the oldest of many. */
  #sort(): void {
    const ended = this.#jobs.filter((job) => job.hasEnded).slice(-mostEnded);
    this.#jobs = [...ended, ...this.#jobs.filter((job) => !job.hasEnded)];
    this.#announce();
  }

  #find(jobId: string): QueuedJob {
    const job = this.#jobs.find(({ id }) => id === jobId);
    if (job === undefined) throw new LabError('command.no-such-job', { job: jobId });
    return job;
  }

  /** Reports now, and with it whatever waited to be reported. */
  #announce(): void {
    if (this.#report !== null) clearTimeout(this.#report);
    this.#report = null;
    this.#options.onEvent({ type: 'jobs', jobs: this.jobs });
  }

  #announceSoon(): void {
    this.#report ??= setTimeout(() => this.#announce(), reportIntervalMs);
  }
}
