import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import * as z from 'zod';
import { LabError } from '../../../shared/contract/errors.ts';
import { packedParts } from '../../datasets/packed.ts';
import { readWhole } from '../../export/import/source-file.ts';
import { unzip, type ZipEntries } from '../../export/import/unzip.ts';
import {
  type ArchiveManifest,
  archiveVersion,
  checkpointMember,
  dataMember,
  manifestName,
  manifestSchema,
  runMember,
  weightsMember,
} from './archive-form.ts';
import { isStoredWeights } from './stored-weights.ts';

/** Most bytes of the manifest: it is read before anything is known. */
const mostManifestBytes = 4_000_000;

/** An archive in memory, every member of it compared with its hash. */
export interface ReadArchive {
  readonly manifest: ArchiveManifest;
  readonly members: ZipEntries;
}

/**
 * Reads a `.tatami` file as strictly as a stranger's file deserves. Nothing is written to the disk.
 *
 * @throws LabError `import.unreadable`, `import.not-a-file`, `import.too-large`, `import.zip-broken`, `archive.*`.
 */
export async function readArchive(path: string): Promise<ReadArchive> {
  const members = unzip(await readWhole(path), basename(path));
  const manifest = readManifest(path, members);
  const expected = expectedNames(manifest);
  const foreign = [...members.keys()].find((name) => name !== manifestName && !expected.has(name));
  if (foreign !== undefined) throw new LabError('archive.foreign-member', { path, member: foreign });
  const known = new Map(manifest.members.map((member) => [member.name, member]));
  for (const name of expected) {
    const bytes = members.get(name);
    const promise = known.get(name);
    if (bytes === undefined || promise === undefined)
      throw new LabError('archive.missing-member', { path, member: name });
    if (bytes.length !== promise.sizeBytes || sha256Of(bytes) !== promise.sha256)
      throw new LabError('archive.damaged', { path, member: name });
  }
  checkCheckpoints(path, manifest, known);
  const unlike = manifest.weights?.find(
    (hash) => !isStoredWeights(members.get(weightsMember(hash)) as Buffer, hash),
  );
  if (unlike !== undefined) throw new LabError('archive.damaged', { path, member: weightsMember(unlike) });
  return { manifest, members };
}

function readManifest(path: string, members: ZipEntries): ArchiveManifest {
  const bytes = members.get(manifestName);
  if (bytes === undefined || bytes.length > mostManifestBytes)
    throw new LabError('archive.not-ours', { path });
  const head = z.looseObject({ tatami: z.literal('archive'), version: z.int().positive() });
  const document = parsed(path, bytes);
  const { data } = head.safeParse(document);
  if (data === undefined) throw new LabError('archive.not-ours', { path });
  if (data.version > archiveVersion)
    throw new LabError('archive.newer', { path, found: data.version, known: archiveVersion });
  const checked = manifestSchema.safeParse(document);
  if (!checked.success) throw new LabError('archive.not-ours', { path }, checked.error);
  return checked.data;
}

function parsed(path: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new LabError('archive.not-ours', { path }, error);
  }
}

/** Every member that the manifest's runs, data sets and weights call for: no other is looked at. */
function expectedNames({ runs, datasets, weights = [] }: ArchiveManifest): ReadonlySet<string> {
  const names = runs.flatMap(({ id, checkpoint }) => [
    runMember(id),
    ...(checkpoint === null ? [] : [checkpointMember(id, checkpoint.file)]),
  ]);
  const parts = datasets.flatMap((id) => packedParts.map((part) => dataMember(id, part)));
  return new Set([...names, ...parts, ...weights.map(weightsMember)]);
}

/** A checkpoint's own record must speak of the same bytes. */
function checkCheckpoints(
  path: string,
  { runs }: ArchiveManifest,
  known: ReadonlyMap<string, ArchiveManifest['members'][number]>,
): void {
  for (const { id, checkpoint } of runs) {
    if (checkpoint === null) continue;
    const member = checkpointMember(id, checkpoint.file);
    const found = known.get(member);
    if (found?.sha256 !== checkpoint.sha256 || found.sizeBytes !== checkpoint.sizeBytes)
      throw new LabError('archive.damaged', { path, member });
  }
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
