/** Takes a trained net away: written whole, read again, compared. */
import type { DatasetInfo, ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import type {
  ExportLimit,
  ExportOptions,
  ExportSource,
  ExportVerdict,
} from '../../shared/contract/trained-model.ts';
import { openExperimentImages } from '../datasets/experiment-images.ts';
import { refuseExisting, writeFile, writeFolder } from '../export/folder.ts';
import type { CheckPictures, ExportFormat } from '../export/formats/format.ts';
import { finalCheckpoint } from './final-checkpoint.ts';
import type { LabPorts } from './ports.ts';

/** Test pictures on which a written file is compared. */
const checkedPictures = 100;

/** Where a net goes, and how. */
export interface ExportOrder {
  readonly format: ExportFormat;
  readonly path: string;
  /** Whether what stands there already is replaced. */
  readonly isForced: boolean;
  readonly options: ExportOptions;
  /** Version of Tatami. */
  readonly appVersion: string;
}

/** What was written, and whether it holds. */
export interface ExportReport {
  readonly run: string;
  readonly format: ExportFormat['id'];
  readonly path: string;
  readonly sizeBytes: number;
  /** What the format could not hold. */
  readonly limits: readonly ExportLimit[];
  readonly verdict: ExportVerdict;
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
  const { format, isForced, options } = order;
  const run = await ports.history.run(idOrPrefix);
  await refuseExisting(order.path, isForced);
  const dataset = await openExperimentImages(run.experiment, ports.dataFolder);
  const source = await exportSource(ports, run, { info: dataset.info, appVersion: order.appVersion });
  const limits = format.limits(source, options);
  const blocking = limits.find(({ isBlocking }) => isBlocking);
  if (blocking !== undefined) {
    const { code, layer } = blocking;
    throw new LabError('export.format-cannot-hold', {
      format: format.id,
      problem: code,
      layer: layer ?? '-',
    });
  }
  const files = await format.write(source, options, ports.engine);
  const path = await (format.shape === 'file' ? writeFile : writeFolder)(order.path, files, isForced);
  const verdict = await check({ ...order, path }, source, { ports, pictures: picturesOf(dataset) });
  const sizeBytes = files.reduce((sum, { pieces }) => sum + bytesOf(pieces), 0);
  const report = { run: run.id, format: format.id, path, sizeBytes, limits, verdict };
  const text = `${JSON.stringify({ tatami: 'export-check', ...report, path: undefined }, null, 2)}\n`;
  await writeFile(`${path}.check.json`, [{ name: '', pieces: [text] }], true);
  return report;
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
  return {
    ...{ runId: run.id, experiment, model: experiment.model, preprocessing: experiment.preprocessing },
    ...{ inputShape, weights, weightsSha256, taxonomy: info.taxonomy, appVersion },
  };
}

interface CheckParts {
  readonly ports: LabPorts;
  readonly pictures: CheckPictures;
}

async function check(
  { format, path, options }: ExportOrder,
  source: ExportSource,
  { ports: { engine }, pictures }: CheckParts,
): Promise<ExportVerdict> {
  const { reader } = format;
  if (reader === null) return { state: 'unchecked', reason: format.id };
  const { model, inputShape, preprocessing, weights } = source;
  const job = { model, inputShape, preprocessing, weights, pixels: pictures.pixels };
  const expected = await engine.predict(job);
  const found = await reader.predict({ path, source, options, engine }, pictures);
  const largestDifference = largestGap(expected, found);
  const { name, tolerance } = reader;
  const state = largestDifference <= tolerance ? 'equal' : 'differs';
  return { state, pictures: pictures.count, largestDifference, tolerance, reader: name };
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

function bytesOf(pieces: readonly (Uint8Array | string)[]): number {
  return pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
}
