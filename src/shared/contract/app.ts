/**
 * What the window's page may ask of the main process: the lab's commands, which are passed on to its process, and
 * the window's own. The page names no paths: files it is given (a dialog, a drop) are known to it by a handle.
 */
import * as z from 'zod';
import type { DatasetInfo } from './data.ts';
import { errorsViewSchema } from './errors-view.ts';
import { type ExportReport, exportRequestSchema } from './lab/exports.ts';
import { type ImportedRuns, saveRunsSchema } from './lab/archives.ts';
import { columnSchema, mostColumns } from './history-rpc.ts';
import { labCommands, labEvents } from './lab.ts';
import type { LabErrorData } from './errors.ts';
import type { ModelImport } from './imported-model.ts';
import { type Calls, type Command, type Contract, type EventValue, type } from './rpc.ts';

/** What a user chooses once and finds again. */
export const settingsSchema = z.strictObject({
  language: z.enum(['ja', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
  /** Larger type and fewer columns, for a projector. */
  isProjector: z.boolean(),
  /** The place that was open last. */
  place: z.string().max(40),
  /** Columns of the history's list that the user has added, in their order. */
  historyColumns: z.array(columnSchema).max(mostColumns).readonly().exactOptional(),
  /** What the place “Errors” showed last; null before that. What cannot be read counts as none. */
  errors: errorsViewSchema.nullable().catch(null),
});

/** See {@link settingsSchema}. */
export type WindowSettings = z.output<typeof settingsSchema>;

/** A file that the user has chosen or dropped; the path stays with the main process. */
export interface FileHandle {
  readonly handle: string;
  /** Name without folders. */
  readonly name: string;
  /** Whether it is the folder of a TensorFlow.js model, which no name tells from a folder of pictures. */
  readonly isModelFolder?: true;
}

/** What the user chose in the menu, by name; the page does it. */
export const menuCommands = [
  'run',
  'stop',
  'undo',
  'redo',
  'shortcuts',
  'import-data',
  'import-run',
  'import-model',
  'place-lab',
  'place-compare',
  'place-errors',
  'place-inside',
  'place-history',
  'place-data',
  'language-ja',
  'language-en',
  'theme-light',
  'theme-dark',
  'theme-system',
  'projector',
] as const;

/** A name of {@link menuCommands}. */
export type MenuCommand = (typeof menuCommands)[number];

/** State of the lab's process: `restarting` says that it died and comes again. */
export type ServiceState = 'starting' | 'ready' | 'restarting' | 'failed';

/** Facts about the app. */
export interface AppFacts {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  /** Folder of the history and data. */
  readonly home: string;
  readonly settings: WindowSettings;
  readonly service: ServiceState;
  /** The document that the app was started with, until it has been read; null when there is none. */
  readonly file: FileHandle | null;
}

/** What was exported, with its place as a handle. */
export interface WindowExport extends Omit<ExportReport, 'path'> {
  readonly file: FileHandle;
}

/** What a dialog may ask for. */
export const fileKinds = ['dataset', 'dataset-folder', 'run', 'document', 'model'] as const;

/** A name of {@link fileKinds}. */
export type FileKind = (typeof fileKinds)[number];

const handle = z.string().min(1).max(100);
const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= 50_000_000);

/** The window's own commands. */
export const windowCommands = {
  facts: { input: z.tuple([]), output: type<AppFacts>() },
  saveSettings: { input: z.tuple([settingsSchema]), output: type<undefined>() },
  /** Shows a dialog for one file; null when the user cancels. */
  chooseFile: { input: z.tuple([z.enum(fileKinds)]), output: type<FileHandle | null>() },
  /** The text of a chosen or dropped document. @throws LabError `command.*` for a file that is none. */
  readDocument: { input: z.tuple([handle]), output: type<string>() },
  /** Asks where to, then writes whole or not at all; answers the file's name, null when the user cancels. */
  saveFile: { input: z.tuple([z.string().min(1).max(200), bytes]), output: type<string | null>() },
  /** Imports the data set in a chosen or dropped file or folder. @throws LabError `data.*`. */
  importData: { input: z.tuple([handle, z.string().max(64).nullable()]), output: type<DatasetInfo>() },
  /** Adds the runs in a chosen or dropped file (`.tatami`, or a run as JSON) to the history. */
  importRunFile: { input: z.tuple([handle]), output: type<ImportedRuns>() },
  /** Asks where to, then writes a run or comparison; answers the file's name, null when the user cancels. */
  exportRunFile: {
    input: z.tuple([z.string().min(1).max(100), saveRunsSchema]),
    output: type<string | null>(),
  },
  /**
   * Reads the trained net in a chosen or dropped file; weights alone are for the experiment that is given, or null.
   * @throws LabError `import.*`, `spec.*`, `data.*`, `engine.*`.
   */
  importModel: { input: z.tuple([handle, z.unknown()]), output: type<ModelImport>() },
  /** The name of the folder that exports go to. */
  exportFolder: { input: z.tuple([]), output: type<string>() },
  /** Asks for another folder for exports; answers its name, null when the user cancels. */
  chooseExportFolder: { input: z.tuple([]), output: type<string | null>() },
  /** Writes a run's net into the folder for exports and checks it. @throws LabError `export.*`. */
  /** Writes the report of a run or comparison, with its PDF, into the export folder. */
  saveReport: { input: z.tuple([z.string().min(1).max(100)]), output: type<FileHandle>() },
  exportNet: { input: z.tuple([exportRequestSchema]), output: type<WindowExport>() },
  /** Shows a file that was exported in the system's file manager. */
  showFile: { input: z.tuple([handle]), output: type<undefined>() },
  /** Starts the lab's process again after it has failed. */
  restartService: { input: z.tuple([]), output: type<undefined>() },
} as const satisfies Record<string, Command>;

/** Commands and events between the page and the main process. */
export const appContract = {
  name: 'app',
  commands: { ...labCommands, ...windowCommands },
  events: {
    ...labEvents,
    menu: type<MenuCommand>(),
    service: type<ServiceState>(),
    /** Tatami was started again with a document: it is to be opened here. */
    openFile: type<FileHandle>(),
    /** The system's own dark mode has changed. */
    systemTheme: type<'light' | 'dark'>(),
  },
} as const satisfies Contract;

/** The type of {@link appContract}. */
export type AppContract = typeof appContract;

/** A command's answer as it crosses into the page: errors are values there. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: LabErrorData };

type ResultCalls<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (...args: infer Args) => Promise<infer Value>
    ? (...args: Args) => Promise<Result<Value>>
    : never;
};

/** The one door of the page to everything else: `window.lab`, frozen. */
export interface LabBridge {
  readonly call: ResultCalls<Calls<AppContract>>;
  /** Listens to an event; answers a function that ends the listening. */
  on<Name extends keyof AppContract['events']>(
    event: Name,
    listener: (value: EventValue<AppContract, Name>, sequence: number) => void,
  ): () => void;
  /** The handle of a file that was dropped on the page; null where it is none of the file system. */
  dropped(file: unknown): Promise<FileHandle | null>;
}
