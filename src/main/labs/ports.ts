/** What the use cases need from outside: they know neither processes nor databases. */
import type { DatasetInfo, DatasetListing, Taxonomy } from '../../shared/contract/data.ts';
import type { EnginePort, TrainEvent } from '../../shared/contract/engine.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';

/** The rooms and folders that a use case works with. */
export interface LabPorts {
  readonly engine: EnginePort;
  readonly history: HistoryPort;
  /** Folder that holds data sets. */
  readonly dataFolder: string;
  /** Folder that holds one folder of checkpoints for each run, named by the run's id. */
  readonly checkpointRoot: string;
}

/** How a caller follows a run and stops it. */
export interface RunWatch {
  /** Aborting it stops the run; its state is saved first. */
  readonly signal: AbortSignal;
  /** Called once with the run's id in the history, before the engine starts. */
  readonly onRun?: (runId: string) => void;
  /** Called with each event of the engine, in order. */
  readonly onEvent?: (event: TrainEvent) => void;
}

/** What a use case or command asks of the data sets of one folder. */
export interface DatasetPort {
  /** Every set that is there, without opening it. */
  list(): Promise<readonly DatasetListing[]>;
  /** The names of the classes of a set. @throws LabError `data.*` for a set that is not there. */
  taxonomy(id: string): Promise<Taxonomy>;
  /** @param id - Id to store it under, or null for the set's own. @throws LabError `data.*`. */
  import(
    path: string,
    id: string | null,
    onProgress: (doneBytes: number, totalBytes: number) => void,
  ): Promise<DatasetInfo>;
  /** Reads a set completely and compares it with the hash that was stored with it. */
  check(id: string): Promise<{ readonly info: DatasetInfo; readonly isIntact: boolean }>;
  /** Deletes an imported set. @throws LabError `data.*`. */
  remove(id: string): Promise<void>;
}
