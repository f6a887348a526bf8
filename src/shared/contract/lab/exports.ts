/** Commands of the lab about nets that are taken away. */
import * as z from 'zod';
import { type Command, type } from '../rpc.ts';
import {
  type ExportFormatId,
  type ExportLimit,
  exportFormats,
  type ExportVerdict,
} from '../trained-model.ts';

/** The form of `ExportOptions`. */
export const exportOptionsSchema = z.strictObject({
  hasPreprocessing: z.boolean(),
  imageOrder: z.enum(['NHWC', 'NCHW']),
});

/** The form of an {@link ExportRequest}. */
export const exportRequestSchema = z.strictObject({
  run: z.string().min(1).max(100),
  format: z.enum(exportFormats),
  options: exportOptionsSchema,
  /** Language of comments in code. */
  language: z.enum(['ja', 'en']),
});

/** A run's net in a format. */
export type ExportRequest = Readonly<z.output<typeof exportRequestSchema>>;

/** A format as a user may choose it for one run. */
export interface ExportChoice {
  readonly format: ExportFormatId;
  readonly shape: 'file' | 'folder';
  /** Such as `.keras`; empty for a folder. */
  readonly extension: string;
  /** What the format cannot hold of this net. */
  readonly limits: readonly ExportLimit[];
}

/** What may become of a run's net. */
export interface ExportChoices {
  /** Bytes of the weights alone; a file is about as large. */
  readonly weightBytes: number;
  readonly formats: readonly ExportChoice[];
}

/** What was written, and whether it holds. */
export interface ExportReport {
  readonly run: string;
  readonly format: ExportFormatId;
  /** Where it lies; the window's page is told its name alone. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly limits: readonly ExportLimit[];
  readonly verdict: ExportVerdict;
}

/** What the window asks about exports; writing is asked for by the main process, which knows the folder. */
export const exportCommands = {
  /** @throws LabError `export.no-final-state` for a run without final weights. */
  exportChoices: {
    input: z.tuple([z.string().min(1).max(100), exportOptionsSchema]),
    output: type<ExportChoices>(),
  },
} as const satisfies Record<string, Command>;
