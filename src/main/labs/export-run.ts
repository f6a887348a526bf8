/** Takes a trained net away: written whole, read again, compared. */
import { createHash } from 'node:crypto';
import type { DatasetInfo, ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { exportLimitWords } from '../../shared/contract/export-limits.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import type { ExportReport } from '../../shared/contract/lab/exports.ts';
import type { NamedWeight } from '../../shared/contract/replay.ts';
import type {
  ExportFormatId,
  ExportLimit,
  ExportOptions,
  ExportSource,
  ExportVerdict,
} from '../../shared/contract/trained-model.ts';
import { openExperimentImages } from '../datasets/experiment-images.ts';
import { refuseExisting, sizeOf, writeFile, writeFolder } from '../export/folder.ts';
import type { CheckPictures, ExportFormat, WrittenExport } from '../export/formats/format.ts';
import { formats } from '../export/formats/registry.ts';
import { finalCheckpoint } from './final-checkpoint.ts';
import type { LabPorts } from './ports.ts';

/** Test pictures on which a written file is compared. */
const checkedPictures = 100;

/** A format that holds a net; the twin holds a whole run and has a use case of its own. */
export type NetFormatId = Exclude<ExportFormatId, 'twin'>;

/** The formats that this version writes, in the order in which a user chooses among them. */
export const netFormats: readonly NetFormatId[] = formats.map(({ id }) => id);

/** Where a net goes, and how. */
export interface ExportOrder {
  readonly format: NetFormatId;
  /** The end of its name is the format's own; it is added where it is missing. */
  readonly path: string;
  /** Whether what stands there already is replaced. */
  readonly isForced: boolean;
  readonly options: ExportOptions;
  /** Version of Tatami. */
  readonly appVersion: string;
  /** Told before anything is written: what the format cannot hold of the net. */
  readonly onLimits?: (limits: readonly ExportLimit[]) => void;
}

/**
 * Writes a finished run's net in a format, reads it again and compares its predictions. The verdict is laid beside the
 * file as `NAME.check.json`.
 *
 * @throws LabError `export.*`, and those of the history, the data set and the checkpoint.
 */
export async function exportRun(
  ports: LabPorts,
  idOrPrefix: string,
  order: ExportOrder,
): Promise<ExportReport> {
  const { isForced, options } = order;
  const format = formatOf(order.format);
  const target = withExtension(order.path, format.extension);
  const run = await ports.history.run(idOrPrefix);
  await refuseExisting(target, isForced);
  const dataset = await openExperimentImages(run.experiment, ports.dataFolder);
  const source = await exportSource(ports, run, { info: dataset.info, appVersion: order.appVersion });
  const limits = format.limits(source, options);
  refuseBlocking(format.id, limits);
  order.onLimits?.(limits);
  const files = await format.write(source, options, ports.engine);
  const path = await (format.shape === 'file' ? writeFile : writeFolder)(target, files, isForced);
  const verdict = await check(format, { path, source, options, engine: ports.engine }, picturesOf(dataset));
  const report = { run: run.id, format: format.id, path, sizeBytes: sizeOf(files), limits, verdict };
  const text = `${JSON.stringify({ tatami: 'export-check', ...report, path: undefined }, null, 2)}\n`;
  await writeFile(`${path}.check.json`, [{ name: '', pieces: [text] }], true);
  return report;
}

/** The format of an id. */
export function formatOf(id: NetFormatId): ExportFormat {
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`No format is called ${id}`);
  return format;
}

/** `net.h5` becomes `net.weights.h5`, and `net` too, for the extension `.weights.h5`. */
function withExtension(path: string, extension: string): string {
  if (path.toLowerCase().endsWith(extension)) return path;
  const last = extension.slice(extension.lastIndexOf('.'));
  return (path.toLowerCase().endsWith(last) ? path.slice(0, -last.length) : path) + extension;
}

/** @throws LabError `export.format-cannot-hold`. */
function refuseBlocking(format: NetFormatId, limits: readonly ExportLimit[]): void {
  const blocking = limits.find(({ isBlocking }) => isBlocking);
  if (blocking === undefined) return;
  const { en, ja } = exportLimitWords[blocking.code];
  throw new LabError('export.format-cannot-hold', { format, en, ja, layer: blocking.layer ?? '-' });
}

/** A finished run's net with all that its files say about it. @throws LabError `export.*`, `engine.bad-checkpoint`. */
export async function exportSource(
  ports: LabPorts,
  run: RunDetail,
  { info, appVersion }: Readonly<{ info: DatasetInfo; appVersion: string }>,
): Promise<ExportSource> {
  const { experiment, start, end } = run;
  const checkpointFile = await finalCheckpoint(ports, run);
  const weightsSha256 = end?.finalWeightsSha256 ?? null;
  if (checkpointFile === null || start === null || weightsSha256 === null)
    throw new LabError('export.no-final-state', { run: run.id, status: run.status });
  const inputShape = [info.height, info.width, info.channels] as const;
  const job = { experiment, checkpointFile, dataSha256: start.dataSha256, inputShape };
  const weights = await ports.engine.trainedWeights(job);
  if (sha256Of(weights) !== weightsSha256)
    throw new LabError('export.other-weights', { run: run.id, which: 'final' });
  return {
    ...{ runId: run.id, runCreatedAtMs: run.createdAtMs },
    ...{ experiment, model: experiment.model, preprocessing: experiment.preprocessing },
    ...{ inputShape, weights, weightsSha256, taxonomy: info.taxonomy, appVersion },
  };
}

async function check(
  { reader }: ExportFormat,
  written: WrittenExport,
  pictures: CheckPictures,
): Promise<ExportVerdict> {
  if (reader === null) return { state: 'unchecked', reason: 'no-reader' };
  const { model, inputShape, preprocessing, weights } = written.source;
  const job = { model, inputShape, preprocessing, weights, pixels: pictures.pixels };
  const expected = await written.engine.predict(job);
  const found = await reader.predict(written, pictures).catch(refusal);
  if (found instanceof LabError) return { state: 'unchecked', reason: found.toData() };
  const largestDifference = largestGap(expected, found);
  const { name, tolerance } = reader;
  const state = largestDifference <= tolerance ? 'equal' : 'differs';
  return { state, pictures: pictures.count, largestDifference, tolerance, reader: name };
}

/** What a reader does not know is no reason to take the file away again. */
function refusal(error: unknown): LabError {
  if (error instanceof LabError) return error;
  throw error;
}

/** Infinity where the lengths differ or a value is no number. */
function largestGap(expected: Float32Array, found: Float32Array): number {
  if (expected.length !== found.length) return Infinity;
  return expected.reduce((largest, value, index) => {
    const gap = Math.abs(value - (found[index] as number));
    return Number.isNaN(gap) ? Infinity : Math.max(largest, gap);
  }, 0);
}

function picturesOf({ info, test }: ImageDataset): CheckPictures {
  const count = Math.min(checkedPictures, info.testCount);
  return { count, pixels: test.images.subarray(0, count * info.height * info.width * info.channels) };
}

function sha256Of(weights: readonly NamedWeight[]): string {
  const hash = createHash('sha256');
  for (const { data } of weights) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest('hex');
}
