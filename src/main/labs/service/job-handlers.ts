import type { jobCommands } from '../../../shared/contract/lab/jobs.ts';
import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { readLabs } from '../labs-catalogue.ts';
import type { JobQueue } from '../queue.ts';
import type { ServicePorts } from './service-ports.ts';

/** Answers what the window asks about training. */
export function jobHandlers(
  ports: ServicePorts,
  queue: JobQueue,
): Pick<Handlers<LabContract>, keyof typeof jobCommands> {
  return {
    labs: () => readLabs(ports.labsFolder),
    device: () => ports.engine.describe(),
    addJob: async (request) => {
      if (!isAtWork(queue)) await ports.history.markInterrupted();
      return queue.add(request);
    },
    jobs: () => queue.jobs,
    stopJob: (id) => done(queue.stop(id)),
    stopRun: (id) => done(queue.stopRun(id)),
    stopAllJobs: () => done(queue.stopAll()),
    pauseJob: (id) => done(queue.pause(id)),
    resumeJob: (id) => done(queue.resume(id)),
    liveCurve: (id) => queue.liveCurve(id),
  };
}

/** Whether a run is being trained by the queue, or is held or stopped there right now. */
export function isTrained(queue: JobQueue, runId: string): boolean {
  return queue.jobs.some(({ progress }) => progress?.runId === runId);
}

/** While nothing is trained, a run that counts as running was left so by a death of the history. */
function isAtWork(queue: JobQueue): boolean {
  return queue.jobs.some(({ progress }) => progress !== null);
}

async function done(work: Promise<void>): Promise<undefined> {
  await work;
}
