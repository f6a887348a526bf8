/**
 * A user's own superclasses of a data set, kept in a file beside the sets. From then on the set has them wherever it
 * is opened; its images, and what was evaluated before, stay as they are.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Grouping, groupingSchema, type Taxonomy } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { groupedTaxonomy } from './grouping.ts';
import { readFile } from './read-file.ts';
import { isDatasetId } from './stored.ts';
import { syncFolder, writeError, writeFile } from './write-file.ts';

const largestFile = 1024 * 1024;

const fileSchema = z.strictObject({
  tatami: z.literal('grouping'),
  version: z.literal(1),
  dataset: z.string(),
  grouping: groupingSchema,
});

/** The user's grouping of a set; null where there is none. @throws LabError `data.grouping-damaged`. */
export async function readGrouping(id: string, dataFolder: string): Promise<Grouping | null> {
  const file = fileOf(id);
  if (!isDatasetId(id) || !existsSync(join(dataFolder, file))) return null;
  try {
    const text = (await readFile(join(dataFolder, file), largestFile)).toString('utf8');
    return fileSchema.parse(JSON.parse(text)).grouping;
  } catch (cause) {
    throw new LabError('data.grouping-damaged', { dataset: id, file }, cause);
  }
}

/** Keeps a user's grouping of a set, whole or not at all; null forgets it. @throws LabError `data.cannot-write`, … */
export async function writeGrouping(
  id: string,
  dataFolder: string,
  grouping: Grouping | null,
): Promise<void> {
  const path = join(dataFolder, fileOf(id));
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    if (grouping === null) return await rm(path, { force: true });
    await mkdir(dataFolder, { recursive: true });
    const document = { tatami: 'grouping', version: 1, dataset: id, grouping };
    await writeFile(draft, Buffer.from(`${JSON.stringify(document, null, 2)}\n`));
    await rename(draft, path);
    await syncFolder(dataFolder);
  } catch (cause) {
    await rm(draft, { force: true });
    throw writeError(cause, id, dataFolder);
  }
}

/** A set's own names, with the user's superclasses where there are some. @throws LabError `data.grouping-*`. */
export async function withStoredGrouping(own: Taxonomy, id: string, dataFolder: string): Promise<Taxonomy> {
  const grouping = await readGrouping(id, dataFolder);
  return grouping === null ? own : groupedTaxonomy(own.classes, grouping);
}

function fileOf(id: string): string {
  return `${id}.grouping.json`;
}
