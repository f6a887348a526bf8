import type { Job, QueueEvent } from '../../shared/contract/queue.ts';

const atWork: readonly Job['status'][] = ['waiting', 'running', 'paused', 'stopping'];

/** Whether any job is at work, as the queue last said: the question before the app ends. */
export class WorkingJobs {
  #areWorking = false;

  get areWorking(): boolean {
    return this.#areWorking;
  }

  note(event: QueueEvent): void {
    if (event.type === 'jobs') this.#areWorking = event.jobs.some(({ status }) => atWork.includes(status));
  }

  /** The process of the queue is gone, and its jobs with it. */
  forget(): void {
    this.#areWorking = false;
  }
}
