/** Runs the real lab's process as the window's main process does, and follows what it says. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkService, type ServiceProcess } from '../../../src/main/processes/process-transport.ts';
import type { TrainEvent } from '../../../src/shared/contract/engine.ts';
import { type LabContract, labContract } from '../../../src/shared/contract/lab.ts';
import type { Job, QueueEvent } from '../../../src/shared/contract/queue.ts';
import { type Calls, connect, type Connection } from '../../../src/shared/contract/rpc.ts';

const door = join(import.meta.dirname, '../../../src/main/lab-process.ts');

/** A lab's process with all that it has told. */
export class LabClient {
  readonly service: ServiceProcess;
  readonly call: Calls<LabContract>;
  readonly connection: Connection<LabContract>;
  readonly events: QueueEvent[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(home: string) {
    this.service = forkService(door, [home]);
    this.connection = connect(labContract, this.service.transport);
    this.call = this.connection.call;
    this.connection.on('queue', (event) => {
      this.events.push(event);
      for (const look of this.#listeners) look();
    });
  }

  get processId(): number {
    return this.service.child.pid ?? NaN;
  }

  /** All jobs, as the last event had them. */
  get jobs(): readonly Job[] {
    return this.events.findLast((event) => event.type === 'jobs')?.jobs ?? [];
  }

  get training(): readonly TrainEvent[] {
    return this.events.flatMap((event) => (event.type === 'train' ? [event.event] : []));
  }

  /** Waits until what was told is as wanted. */
  async until(isSo: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (isSo()) resolve();
    };
    this.#listeners.add(look);
    look();
    await promise;
    this.#listeners.delete(look);
  }

  /** The job after its end. */
  async ended(id: string): Promise<Job> {
    const find = (): Job | undefined =>
      this.jobs.find((job) => job.id === id && ['done', 'failed', 'stopped'].includes(job.status));
    await this.until(() => find() !== undefined);
    return find() as Job;
  }

  /** Waits until a job has trained so many epochs; answers the id of its run. */
  async trained(id: string, epochs: number): Promise<string> {
    const progress = () => this.jobs.find((job) => job.id === id)?.progress;
    await this.until(() => (progress()?.epoch ?? 0) > epochs);
    return progress()?.runId ?? '';
  }

  /** The living processes that the service has started (Linux only), by a word of their command. */
  processOf(word: string): number {
    const { processId } = this;
    const children = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8').trim().split(' ');
    const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word));
    if (found === undefined) throw new Error(`The service has no process ${word}.`);
    return Number(found);
  }

  /** Asks the process to end, as the window does; answers its exit code. */
  async close(): Promise<number | null> {
    const { child } = this.service;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    this.connection.close();
    const [code] = (await ended) as [number | null];
    return code;
  }
}
