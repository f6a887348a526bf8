/** The Keras twin of a run: a folder with everything that it takes to come to the same weights in Keras. */
import type { DatasetInfo, ImageSplit } from '../../../shared/contract/data.ts';
import type { BatchPoint, EpochRecord } from '../../../shared/contract/engine.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Language } from '../../../shared/contract/errors/entry.ts';
import type { ComputeType } from '../../../shared/contract/graph-form.ts';
import type { NamedWeight, Replay } from '../../../shared/contract/replay.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import type { FolderFile } from '../folder.ts';
import { npzArchive } from '../npy.ts';
import { randomLayers } from './comparable.ts';
import { heldImages, heldSteps, type HeldSteps } from './held-steps.ts';
import { trainScript } from './python/script.ts';
import { twinReadme } from './readme.ts';
import { twinWords } from './words.ts';

/** What a twin is made from. */
export interface TwinSource {
  readonly runId: string;
  readonly experiment: Experiment;
  /** What the run was computed in; the fast mode is only wished for in the experiment. */
  readonly compute: ComputeType;
  readonly info: DatasetInfo;
  /** The training images that the run's batches number. */
  readonly images: ImageSplit;
  readonly replay: Replay;
  /** Points of the loss curve (mean of the epoch so far), by rising step. */
  readonly curve: readonly Pick<BatchPoint, 'step' | 'loss'>[];
  /** The numbers of each epoch, which callbacks watched. */
  readonly epochs: readonly EpochRecord[];
}

/** What the reader asks for. */
export interface TwinOptions {
  /** Most images that the folder may hold; null for all that the run used. */
  readonly mostImages: number | null;
  /** Language of the comments and messages. */
  readonly comments: Language;
}

/** The files of a twin, and what it holds. */
export interface Twin {
  readonly files: readonly FolderFile[];
  readonly images: number;
  readonly heldSteps: number;
  readonly totalSteps: number;
  /** Names of the layers that keep Keras from coming to the same numbers; empty where nothing does. */
  readonly random: readonly string[];
  /** `bfloat16` where the fast mode was used: Keras cannot come to the same numbers then. */
  readonly compute: ComputeType;
}

/**
 * Makes the files of a twin in memory.
 * @throws LabError `export.too-few-images`, `export.too-large`.
 */
export async function makeTwin(source: TwinSource, options: TwinOptions): Promise<Twin> {
  const { experiment, compute, info, replay } = source;
  const held = heldSteps(replay, options.mostImages);
  const { stepsPerEpoch, totalSteps } = replay;
  const steps = { totalSteps, heldSteps: held.count };
  const inputShape = [info.height, info.width, info.channels];
  const classes = info.taxonomy.classes.length;
  const facts = { experiment, compute, inputShape, classes, stepsPerEpoch, ...steps };
  const random = randomLayers(experiment);
  const images = held.positions.length;
  const hasCallbacks = experiment.callbacks.length > 0;
  const page = {
    name: experiment.name,
    runId: source.runId,
    images,
    random,
    compute,
    hasCallbacks,
    ...steps,
  };
  const files = [
    { name: 'experiment.json', pieces: [`${JSON.stringify(experiment, null, 2)}\n`] },
    { name: 'train.py', pieces: [trainScript(facts, twinWords[options.comments])] },
    { name: 'README.md', pieces: [twinReadme(page, options.comments)] },
    { name: 'initial_weights.npz', pieces: await npzArchive(replay.initialWeights) },
    { name: 'final_weights.npz', pieces: await npzArchive(checked(replay.finalWeights)) },
    { name: 'batches.npz', pieces: await batchesArchive(held, source) },
    { name: 'data.npz', pieces: await dataArchive(held, source) },
    ...(hasCallbacks ? [{ name: 'epochs.json', pieces: [epochsText(source.epochs)] }] : []),
  ];
  return { files, images, random, compute, ...steps };
}

/** The epochs as Keras's logs have them; numbers that JSON lacks stand as words, which Python's `float` reads. */
function epochsText(epochs: readonly EpochRecord[]): string {
  const logs = epochs.map(({ metrics, durationMs: _duration, ...record }) => ({ ...record, ...metrics }));
  const words = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `[\n${logs.map((log) => JSON.stringify(log, words)).join(',\n')}\n]\n`;
}

/** A run that ended holds finite weights only; anything else would make a comparison meaningless. */
function checked(weights: readonly NamedWeight[]): readonly NamedWeight[] {
  const broken = weights.find(({ data }) => data.some((value) => !Number.isFinite(value)));
  if (broken) throw new LabError('export.not-finite', { name: broken.name });
  return weights;
}

function batchesArchive(held: HeldSteps, { curve, replay }: TwinSource): Promise<readonly Uint8Array[]> {
  const points = curve.filter(({ step, loss }) => step <= held.count && Number.isFinite(loss));
  const size = [points.length];
  const steps = Int32Array.from(points, ({ step }) => step);
  return npzArchive([
    { name: 'index', shape: [held.count, replay.batchSize], data: held.index },
    { name: 'curve_step', shape: size, data: steps },
    { name: 'curve_loss', shape: size, data: Float32Array.from(points, ({ loss }) => loss) },
  ]);
}

function dataArchive({ positions }: HeldSteps, { info, images }: TwinSource): Promise<readonly Uint8Array[]> {
  const shape = [positions.length, info.height, info.width, info.channels];
  const { pixels, labels } = heldImages(images, positions, info.height * info.width * info.channels);
  return npzArchive([
    { name: 'images', shape, data: pixels },
    { name: 'labels', shape: [positions.length], data: labels },
  ]);
}
