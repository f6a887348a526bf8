import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ImportedRuns } from '../../../shared/contract/lab/archives.ts';
import { isPresent, packedParts, type PackedDataset, storePacked } from '../../datasets/packed.ts';
import { writeFile } from '../../export/folder.ts';
import { deleteRun } from '../delete-run.ts';
import { checkpointFolder } from '../train-run.ts';
import { checkpointMember, dataMember, runMember, weightsMember } from './archive-form.ts';
import { readArchive, type ReadArchive } from './read-archive.ts';
import { keepStoredWeights } from './stored-weights.ts';
import type { ArchivePorts } from './write-archive.ts';

/**
 * Adds the runs of a `.tatami` file to the history, with their weights and those that they began from, and stores data
 * sets that are not there yet.
 * Where one run is refused none stays.
 *
 * @throws LabError `archive.*`, `import.*`, `history.bad-import`, `data.*`, `export.disk-full`.
 */
export async function openArchive(ports: ArchivePorts, path: string): Promise<ImportedRuns> {
  const archive = await readArchive(path);
  const documents = archive.manifest.runs.map(({ id }) => documentOf(path, archive, id));
  const runs: string[] = [];
  try {
    for (const [index, document] of documents.entries())
      runs.push(await addRun(ports, archive, index, document));
    for (const sha256 of archive.manifest.weights ?? [])
      await keepStoredWeights(ports.dataFolder, sha256, archive.members.get(weightsMember(sha256)) as Buffer);
    const datasets = await addDatasets(ports, archive);
    return { runs, comparison: archive.manifest.comparison, datasets };
  } catch (error) {
    for (const run of runs) await deleteRun(ports, run);
    throw error;
  }
}

function documentOf(path: string, { members }: ReadArchive, id: string): unknown {
  const member = runMember(id);
  try {
    return JSON.parse((members.get(member) as Buffer).toString('utf8'));
  } catch (error) {
    throw new LabError('archive.damaged', { path, member }, error);
  }
}

async function addRun(
  ports: ArchivePorts,
  { manifest, members }: ReadArchive,
  index: number,
  document: unknown,
): Promise<string> {
  const { id, checkpoint } = manifest.runs[index] as (typeof manifest.runs)[number];
  const run = await ports.history.importRun(document, checkpoint === null ? [] : [checkpoint]);
  if (checkpoint === null) return run;
  const folder = checkpointFolder(ports, run);
  try {
    const pieces = [members.get(checkpointMember(id, checkpoint.file)) as Buffer];
    await writeFile(join(folder, checkpoint.file), [{ name: checkpoint.file, pieces }], true);
  } catch (error) {
    await deleteRun(ports, run);
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return run;
}

async function addDatasets(
  { dataFolder }: ArchivePorts,
  { manifest, members }: ReadArchive,
): Promise<readonly string[]> {
  const missing = manifest.datasets.filter((id) => !isPresent(id, dataFolder));
  for (const id of missing) {
    const parts = packedParts.map((part) => [part, members.get(dataMember(id, part))]);
    await storePacked(id, Object.fromEntries(parts) as PackedDataset, dataFolder);
  }
  return missing;
}
