/** Commands of the lab about training: the ready-made labs, the queue, live curves. */
import * as z from 'zod';
import type { Lab } from '../../spec/labs.ts';
import type { DeviceReport } from '../engine.ts';
import { type Job, jobRequestSchema, type LiveCurve } from '../queue.ts';
import { type Command, type } from '../rpc.ts';

const id = z.string().min(1).max(100);

/** See `JobQueue` in `src/main/labs/queue.ts` for what each command about jobs does. */
export const jobCommands = {
  /** The ready-made labs, in the order of the lecture. */
  labs: { input: z.tuple([]), output: type<readonly Lab[]>() },
  /** The processor that trains, and why it was chosen. Starts the engine. */
  device: { input: z.tuple([]), output: type<DeviceReport>() },
  /** Puts a job at the end of the queue; answers its id. */
  addJob: { input: z.tuple([jobRequestSchema]), output: type<string>() },
  /** All jobs of this session, in the order of their turns. */
  jobs: { input: z.tuple([]), output: type<readonly Job[]>() },
  stopJob: { input: z.tuple([id]), output: type<undefined>() },
  /** Stops one run with its state saved; the comparison goes on with the next. */
  stopRun: { input: z.tuple([id]), output: type<undefined>() },
  stopAllJobs: { input: z.tuple([]), output: type<undefined>() },
  pauseJob: { input: z.tuple([id]), output: type<undefined>() },
  resumeJob: { input: z.tuple([id]), output: type<undefined>() },
  /** The curve of a run so far, also of one that has ended. */
  liveCurve: { input: z.tuple([id]), output: type<LiveCurve>() },
} as const satisfies Record<string, Command>;
