/** Examines the installation: what is there, what is missing. Nothing that is missing makes it fail. */
import { readFile, stat } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import * as z from 'zod';
import type { DeviceReport, EnginePort } from '../../shared/contract/engine.ts';
import { LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { Words } from '../../shared/contract/errors/entry.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import type { DatasetListing } from '../../shared/contract/data.ts';

/** The rooms and places to examine. */
export interface DoctorPorts {
  readonly engine: Pick<EnginePort, 'describe'>;
  readonly openHistory: () => Promise<Pick<HistoryPort, 'list'>>;
  readonly listDatasets: () => Promise<readonly DatasetListing[]>;
  readonly historyFile: string;
  /** What set-up has written about its parts; see `scripts/setup/status.mjs`. */
  readonly setupFile: string;
}

/** A part that was examined: what is known of it, or what is wrong. */
export type Finding<T> =
  ({ readonly state: 'ok' } & T) | { readonly state: 'missing'; readonly problem: LabErrorData };

/** What set-up said about one of its parts. */
export interface SetupPart {
  readonly state: 'ok' | 'missing';
  readonly message: Words;
  /** What to do; only where something is missing. */
  readonly hint?: Words | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the history holds. */
export interface HistoryFacts {
  readonly file: string;
  readonly sizeBytes: number;
  readonly runs: number;
}

/** The computer. */
export interface MachineFacts {
  /** Operating system and processor architecture as Node names them, such as `linux-x64`. */
  readonly platform: string;
  readonly processor: string;
  /** Processors that this process may use. */
  readonly processors: number;
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  readonly node: string;
}

/** Everything that the examination found. */
export interface Examination {
  readonly machine: MachineFacts;
  readonly engine: Finding<{ readonly device: DeviceReport }>;
  readonly datasets: Finding<{ readonly list: readonly DatasetListing[] }>;
  readonly history: Finding<HistoryFacts>;
  /** Set-up's parts by name; null where it has not run to its end. */
  readonly setup: Readonly<Record<string, SetupPart>> | null;
}

const words = z.object({ en: z.string(), ja: z.string() });
const setupStatus = z.object({
  parts: z.record(
    z.string(),
    z.object({
      state: z.enum(['ok', 'missing']),
      message: words,
      hint: words.optional(),
      details: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** Examines everything; each part for itself, so that one fault hides no other. */
export async function examine(ports: DoctorPorts): Promise<Examination> {
  return {
    machine: machineFacts(),
    engine: await finding(async () => ({ device: await ports.engine.describe() })),
    datasets: await finding(async () => ({ list: await ports.listDatasets() })),
    history: await finding(() => historyFacts(ports)),
    setup: await readSetup(ports.setupFile),
  };
}

function machineFacts(): MachineFacts {
  return {
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? process.arch,
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    node: process.versions.node,
  };
}

async function historyFacts({ openHistory, historyFile }: DoctorPorts): Promise<HistoryFacts> {
  const history = await openHistory();
  const runs = await history.list({ limit: 10_000 });
  const { size } = await stat(historyFile);
  return { file: historyFile, sizeBytes: size, runs: runs.length };
}

async function readSetup(path: string): Promise<Examination['setup']> {
  try {
    return setupStatus.parse(JSON.parse(await readFile(path, 'utf8'))).parts;
  } catch {
    return null;
  }
}

/** The facts of a part; whatever reading them throws becomes its problem. */
async function finding<T>(read: () => Promise<T>): Promise<Finding<T>> {
  try {
    return { state: 'ok', ...(await read()) };
  } catch (error) {
    if (error instanceof LabError) return { state: 'missing', problem: error.toData() };
    const problem = error instanceof Error ? error.message : String(error);
    return { state: 'missing', problem: { code: 'command.bug', details: { problem } } };
  }
}
