/** The digests of the published data sets, kept in `resources/datasets/`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const officialSchema = z.strictObject({
  /** Where the set is published. */
  source: z.string(),
  /** SHA-256 of the archives or compressed files as published; a copy compressed anew has others. */
  archives: z.record(z.string(), digest),
  /** SHA-256 of the unpacked files. */
  members: z.record(z.string(), digest),
  /** Content hash (see fingerprint.ts) where the files were at hand when it was pinned. */
  contentSha256: digest.nullable(),
});

/** What is known of a published set. */
export type OfficialSet = Readonly<z.output<typeof officialSchema>>;

const folder = join('resources', 'datasets');

/** Ids of the sets whose digests are kept. */
export const officialIds = ['mnist', 'fashion-mnist', 'cifar-100', 'cifar-10'] as const;

/** The digests of a published set, by its id. */
export function officialSet(id: (typeof officialIds)[number]): OfficialSet {
  const file = join(rootOf(import.meta.dirname), folder, `${id}.json`);
  return officialSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The content hash of the published set with this id; null where none is known. */
export function publishedSha256(id: string): string | null {
  const known = officialIds.find((official) => official === id);
  return known === undefined ? null : officialSet(known).contentSha256;
}

/** The app's own folder: the nearest one above that has the digests, whether the app runs from sources or bundled. */
function rootOf(start: string): string {
  for (let root = start; ; root = dirname(root)) {
    if (existsSync(join(root, folder))) return root;
    if (root === dirname(root)) throw new Error(`${folder} is missing above ${start}`);
  }
}
