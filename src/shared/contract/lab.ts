/**
 * The lab as a service in a process of its own: everything that the window asks of training, history and data. The
 * commands stand by topic in `lab/`; the window itself adds its own in `app.ts`.
 */
import * as z from 'zod';
import type { DatasetInfo } from './data.ts';
import type { LabErrorData } from './errors.ts';
import { type ImportedRuns, saveRunsSchema } from './lab/archives.ts';
import type { ModelImport } from './imported-model.ts';
import { comparisonCommands } from './lab/comparisons.ts';
import { dataCommands } from './lab/data.ts';
import { exportCommands, type ExportReport, exportRequestSchema } from './lab/exports.ts';
import { historyCommands } from './lab/history.ts';
import { inspectCommands } from './lab/inspect.ts';
import { jobCommands } from './lab/jobs.ts';
import { machineCommands } from './lab/machine.ts';
import type { PlaneProgress } from './loss-plane.ts';
import type { QueueEvent } from './queue.ts';
import { type Command, type Contract, type } from './rpc.ts';

const path = z.string().min(1).max(10_000);
const id = z.string().min(1).max(100);

/** What the window's page may ask: no command takes a path of the file system. */
export const labCommands = {
  ...jobCommands,
  ...historyCommands,
  ...comparisonCommands,
  ...dataCommands,
  ...inspectCommands,
  ...exportCommands,
  ...machineCommands,
} as const satisfies Record<string, Command>;

/** What only the main process may ask, after its own dialogs: commands that read or write files of the user's. */
export const fileCommands = {
  /** Imports a data set; null for the set's own id. Progress comes as `import` events. @throws LabError `data.*`. */
  importDataset: { input: z.tuple([path, z.string().max(64).nullable()]), output: type<DatasetInfo>() },
  /** Adds what a `.tatami` file or a run as JSON holds. @throws LabError `history.bad-import`, `archive.*`. */
  importRun: { input: z.tuple([path]), output: type<ImportedRuns>() },
  /** Writes a run or a comparison with all it holds into a file. */
  exportRun: { input: z.tuple([id, saveRunsSchema.extend({ path })]), output: type<undefined>() },
  /**
   * Reads a trained net and keeps its weights; the experiment that it answers evaluates it. Weights alone are for the
   * model of the experiment that is given, or null. @throws LabError `import.*`, `spec.*`, `data.*`, `engine.*`.
   */
  importModel: { input: z.tuple([path, z.unknown()]), output: type<ModelImport>() },
  /** Writes a run's net in a format under a free name in a folder, and checks it. @throws LabError `export.*`. */
  /** Writes the report of a run or comparison into a new folder of a folder; answers its path. */
  writeReport: { input: z.tuple([id, path, z.enum(['ja', 'en'])]), output: type<string>() },
  exportModel: { input: z.tuple([exportRequestSchema, path]), output: type<ExportReport>() },
} as const satisfies Record<string, Command>;

/** Events of the lab. */
export const labEvents = {
  /** The queue and what the engine tells of a run, at most ten a second of each. */
  queue: type<QueueEvent>(),
  /** How far the import of a data set is. */
  import: type<{ readonly doneBytes: number; readonly totalBytes: number }>(),
  /** How much of a generated data set is made; it is made when it is opened for the first time. */
  datasetProgress: type<{ readonly dataset: string; readonly done: number; readonly total: number }>(),
  /** How far the measuring of a loss plane is; its id is the comparison's. */
  plane: type<PlaneProgress>(),
  /** Which runs have changed in the history, other than by a job's progress. */
  history: type<{ readonly runIds: readonly string[] }>(),
  /** What the user should know though nothing failed, such as a repaired history. */
  notice: type<LabErrorData>(),
} as const;

/** Commands and events of the lab's process. */
export const labContract = {
  name: 'lab',
  commands: { ...labCommands, ...fileCommands },
  events: labEvents,
} as const satisfies Contract;

/** The type of {@link labContract}. */
export type LabContract = typeof labContract;
