/** Commands of the lab about the machine that it runs on. */
import * as z from 'zod';
import { type Command, type } from '../rpc.ts';

/** What a run can use. */
export interface MachineFacts {
  readonly memoryBytes: number;
  /** Memory that programs can still take. */
  readonly freeBytes: number;
}

/** The machine as the window sees it. */
export const machineCommands = {
  machine: { input: z.tuple([]), output: type<MachineFacts>() },
} as const satisfies Record<string, Command>;
