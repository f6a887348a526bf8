/** What a `.tatami` file is made of: a ZIP archive whose manifest names every other member with its size and hash. */
import * as z from 'zod';
import { checkpointSchema } from '../../../shared/contract/history-rpc.ts';

/** The member that says what the others are. */
export const manifestName = 'manifest.json';

/** Newest form that this Tatami writes and reads. */
export const archiveVersion = 1;

/** End of the name of such a file. */
export const archiveExtension = '.tatami';

const id = z.string().regex(/^[0-9a-z]{12}$/);
const datasetId = z.string().regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]{0,63}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const checkpointFile = z.string().regex(/^step-\d{1,15}-[a-z]{1,20}\.ckpt$/);

/** The form of {@link manifestName}. */
export const manifestSchema = z.strictObject({
  tatami: z.literal('archive'),
  version: z.int().positive(),
  /** Version of Tatami that wrote it. */
  app: z.string().max(100),
  /** The comparison that it is, or null for single runs. */
  comparison: id.nullable(),
  runs: z
    .array(
      z.strictObject({
        id,
        /** The checkpoint that goes along, or null. */
        checkpoint: checkpointSchema.extend({ file: checkpointFile }).nullable(),
      }),
    )
    .min(1)
    .max(1000),
  /** Data sets that go along. */
  datasets: z.array(datasetId).max(100),
  /** Hashes of the weights that runs began from and that go along; absent where there are none. */
  weights: z.array(sha256).min(1).max(1000).optional(),
  members: z
    .array(
      z.strictObject({
        name: z.string().max(200),
        sizeBytes: z.int().nonnegative(),
        sha256,
      }),
    )
    .max(4000),
});

/** What an archive says of itself. */
export type ArchiveManifest = z.output<typeof manifestSchema>;

/** Name of the member that holds a run. */
export function runMember(runId: string): string {
  return `runs/${runId}.json`;
}

/** Name of the member that holds a run's checkpoint. */
export function checkpointMember(runId: string, file: string): string {
  return `checkpoints/${runId}/${file}`;
}

/** Name of the member that holds weights which a run began from. */
export function weightsMember(sha256: string): string {
  return `weights/${sha256}.ckpt`;
}

/** Name of a member that holds a part of a data set. */
export function dataMember(dataset: string, part: string): string {
  return `data/${dataset}/${part}`;
}
