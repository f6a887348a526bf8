import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CheckpointRecord } from '../../../shared/contract/engine.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { HistoryPort, RunDetail } from '../../../shared/contract/history.ts';
import { openExperimentImages } from '../../datasets/experiment-images.ts';
import { openDataset } from '../../datasets/open.ts';
import { isBuiltIn, packDataset } from '../../datasets/packed.ts';
import { refuseExisting, writeFile } from '../../export/folder.ts';
import { largestModelFile } from '../../export/import/source-file.ts';
import { zipArchive, type ZipEntry } from '../../export/zip.ts';
import { findEntry } from '../history-entry.ts';
import type { LabPorts } from '../ports.ts';
import { newestSoundCheckpoint } from '../sound-checkpoint.ts';
import { checkpointFolder } from '../train-run.ts';
import {
  type ArchiveManifest,
  archiveVersion,
  checkpointMember,
  dataMember,
  manifestName,
  runMember,
  weightsMember,
} from './archive-form.ts';
import { readStoredWeights } from './stored-weights.ts';

/** What an archive needs from outside. */
export type ArchivePorts = Pick<LabPorts, 'history' | 'dataFolder' | 'checkpointRoot'>;

/** Where to, and what goes along. */
export interface ArchiveOrder {
  readonly path: string;
  readonly isForced: boolean;
  /** Whether the newest weights of each run go along, and those that it began from where they are stored. */
  readonly hasWeights: boolean;
  /** Whether the images of imported data sets go along that the runs trained and tested on. */
  readonly hasData: boolean;
  readonly appVersion: string;
}

/** What was written. */
export interface WrittenArchive {
  readonly path: string;
  readonly sizeBytes: number;
  /** Ids of the runs in it. */
  readonly runs: readonly string[];
  /** How many of them have their weights with them. */
  readonly weights: number;
  readonly datasets: readonly string[];
}

/**
 * Writes a run, or a comparison with all its runs, into one `.tatami` file for another computer.
 *
 * @throws LabError `history.no-such-run`, `export.*`, `archive.too-much`, `data.*`.
 */
export async function writeArchive(
  ports: ArchivePorts,
  idOrPrefix: string,
  order: ArchiveOrder,
): Promise<WrittenArchive> {
  await refuseExisting(order.path, order.isForced);
  const { comparison, runs } = await runsOf(ports.history, idOrPrefix);
  const entries: ZipEntry[] = [];
  const listed: ArchiveManifest['runs'] = [];
  for (const run of runs) {
    const checkpoint = order.hasWeights ? await soundCheckpoint(ports, run) : null;
    const document = Buffer.from(JSON.stringify(await ports.history.exportRun(run.id)));
    entries.push({ name: runMember(run.id), bytes: document });
    if (checkpoint !== null) entries.push(await checkpointEntry(ports, run.id, checkpoint));
    listed.push({ id: run.id, checkpoint });
  }
  const weights = order.hasWeights ? await addFirstWeights(ports, runs, entries) : [];
  const datasets = order.hasData ? await addDatasets(ports, runs, entries) : [];
  checkTotal(entries);
  const manifest: ArchiveManifest = {
    ...{ tatami: 'archive', version: archiveVersion, app: order.appVersion, comparison },
    ...{ runs: listed, datasets, members: entries.map(memberOf) },
    ...(weights.length > 0 && { weights }),
  };
  const first = { name: manifestName, bytes: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`) };
  const pieces = await zipArchive([first, ...entries]);
  const path = await writeFile(order.path, [{ name: basename(order.path), pieces }], order.isForced);
  const sizeBytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const trained = listed.filter(({ checkpoint }) => checkpoint !== null).length;
  return { path, sizeBytes, runs: listed.map(({ id }) => id), weights: trained, datasets };
}

async function runsOf(
  history: HistoryPort,
  idOrPrefix: string,
): Promise<{ readonly comparison: string | null; readonly runs: readonly RunDetail[] }> {
  const entry = await findEntry(history, idOrPrefix);
  if (entry.kind === 'run') return { comparison: null, runs: [entry.run] };
  const { id } = entry.record;
  const listed = await history.list({ comparisonId: id, limit: 1000 });
  const runs = await Promise.all(listed.toReversed().map((run) => history.run(run.id)));
  return { comparison: id, runs };
}

function soundCheckpoint(ports: ArchivePorts, run: RunDetail): Promise<CheckpointRecord | null> {
  return newestSoundCheckpoint(checkpointFolder(ports, run.id), run.checkpoints);
}

async function checkpointEntry(
  ports: ArchivePorts,
  runId: string,
  { file }: CheckpointRecord,
): Promise<ZipEntry> {
  const bytes = await readFile(join(checkpointFolder(ports, runId), file));
  return { name: checkpointMember(runId, file), bytes };
}

/** Weights that runs began from, where their file is sound; answers their hashes. */
async function addFirstWeights(
  { dataFolder }: ArchivePorts,
  runs: readonly RunDetail[],
  entries: ZipEntry[],
): Promise<string[]> {
  const added: string[] = [];
  for (const sha256 of new Set(runs.flatMap(({ experiment }) => experiment.initial_weights?.sha256 ?? []))) {
    const bytes = await readStoredWeights(dataFolder, sha256);
    if (bytes === null) continue;
    entries.push({ name: weightsMember(sha256), bytes });
    added.push(sha256);
  }
  return added;
}

/** Sets that come with Tatami are everywhere; of the others the images that the runs used, or all where they differ. */
async function addDatasets(
  { dataFolder }: ArchivePorts,
  runs: readonly RunDetail[],
  entries: ZipEntry[],
): Promise<string[]> {
  const added: string[] = [];
  for (const { experiment } of runs) {
    const { id } = experiment.dataset;
    if (isBuiltIn(id) || added.includes(id)) continue;
    const wishes = runs.map((run) => run.experiment.dataset).filter((dataset) => dataset.id === id);
    const isOne = wishes.every(
      ({ train, test }) => train === experiment.dataset.train && test === experiment.dataset.test,
    );
    const set = isOne
      ? await openExperimentImages(experiment, dataFolder)
      : await openDataset(id, dataFolder);
    for (const [part, bytes] of Object.entries(packDataset(set)))
      entries.push({ name: dataMember(id, part), bytes });
    added.push(id);
  }
  return added;
}

/** What could not be read again is not written. */
function checkTotal(entries: readonly ZipEntry[]): void {
  const found = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (found > largestModelFile * 0.95)
    throw new LabError('archive.too-much', { found, limit: largestModelFile });
}

function memberOf({ name, bytes }: ZipEntry): ArchiveManifest['members'][number] {
  return { name, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
