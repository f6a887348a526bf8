/** What a backup is made of: a TAR archive of known members, the first and the last of which say what it is. */
import * as z from 'zod';

/** The member that comes first. */
export const headName = 'tatami-backup.json';

/** The member that comes last: all others with their sizes and hashes. */
export const manifestName = 'manifest.json';

/** The history's file in a backup. */
export const historyName = 'history.db';

/** Newest form that this Tatami writes and reads. */
export const backupVersion = 1;

/** Most bytes of the first and of the last member. */
export const mostFormBytes = 200_000_000;

/** The form of {@link headName}. */
export const headSchema = z.strictObject({
  tatami: z.literal('backup'),
  version: z.int().positive(),
  /** Version of Tatami that wrote it. */
  app: z.string().max(100),
  createdAtMs: z.int().nonnegative(),
  /** Whether imported data sets are in it. */
  hasData: z.boolean(),
});

/** What a backup says of itself. */
export type BackupHead = z.output<typeof headSchema>;

/** The form of {@link manifestName}. */
export const manifestSchema = z.strictObject({
  members: z
    .array(
      z.strictObject({
        name: z.string().max(100),
        sizeBytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(5_000_000),
});

/** A member with what proves it. */
export type BackupMember = z.output<typeof manifestSchema>['members'][number];

const checkpoint = /^checkpoints\/[0-9a-z]{12}\/step-\d{1,15}-[a-z]{1,20}\.ckpt$/;
const data =
  /^data\/(?!(?:con|prn|aux|nul|com\d|lpt\d)\/)[a-z0-9][a-z0-9-]{0,63}\/(?!\.)[a-z0-9_-]{1,30}\.(?:json|bin|txt)$/;

const weights = /^data\/\.weights\/[0-9a-f]{64}\.ckpt$/;

/** Whether a name is that of weights that runs began from: they are in every backup, with data or without. */
export function isWeightsName(name: string): boolean {
  return weights.test(name);
}

/** Whether a name is one that a backup may hold: nothing else is ever written to a disk. */
export function isBackupName(name: string): boolean {
  return name === historyName || checkpoint.test(name) || data.test(name) || isWeightsName(name);
}
