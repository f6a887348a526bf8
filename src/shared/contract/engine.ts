/**
 * The engine as the rest of Tatami sees it: start a training run, follow its events, stop it. The engine itself
 * runs in a process of its own, so everything here is plain data that survives a structured clone.
 */
import type { Experiment } from '../spec/experiment.ts';
import type { DropoutScaling, DropoutScalingJob, MaskedPasses, MaskedPassesJob } from './dropout.ts';
import type { InspectJob, InspectReport } from './inspect.ts';
import type { LossPlane, LossPlaneJob, PlaneProgress } from './loss-plane.ts';
import type { NamedWeight } from './replay.ts';
import type {
  InferenceGraph,
  InferenceGraphJob,
  PredictFileJob,
  PredictJob,
  StoreWeightsJob,
  TrainedWeightsJob,
} from './trained-jobs.ts';
import type { XrayJob, XrayReport } from './xray.ts';

/** The processor that trains, and why it was chosen. */
export interface DeviceReport {
  /** `cpu` or `gpu`. */
  readonly kind: 'cpu' | 'gpu';
  /** Processor or graphics card name. */
  readonly name: string;
  /** Why this device: for example “no NVIDIA driver found”. */
  readonly reason: string;
  /** Threads that one operation may use; results are bit-equal only for equal thread counts. */
  readonly threads: number;
  /** Version of the TensorFlow library, such as `2.21.0`. */
  readonly tensorflow: string;
  /** Instruction sets that change last bits, such as `avx512f`. */
  readonly cpuFeatures: readonly string[];
}

/** What the engine needs to train one experiment. */
export interface TrainJob {
  /** The run's id in the history. */
  readonly runId: string;
  /** The complete document, every default written out. */
  readonly experiment: Experiment;
  /** Folder that holds data sets (the engine's process opens the set itself, so no image crosses a process). */
  readonly dataFolder: string;
  /** Folder that receives this run's checkpoints. */
  readonly checkpointFolder: string;
  /** Checkpoint file to go on from, or null for a fresh start. */
  readonly resumeFrom: string | null;
}

/** One thinned point of the per-batch curve. */
export interface BatchPoint {
  /** Steps done since the start of the run, counted from 1. */
  readonly step: number;
  /** Loss of the epoch so far (mean over its images, regularisation included), as Keras's progress line shows it. */
  readonly loss: number;
  /** Accuracy of the epoch so far, 0 to 1. */
  readonly accuracy: number;
  /** Milliseconds since the run (or its resumption) began, from a monotonic clock. */
  readonly timeMs: number;
}

/** Numbers of one finished epoch, in Keras's words. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Null where the experiment has no validation data. */
  readonly val_loss: number | null;
  readonly val_accuracy: number | null;
  /**
   * Further metrics of the experiment by their words (`metricName`), each also with `val_` before it; absent where it
   * asks for none. A `val_` entry is null where there is no validation data.
   */
  readonly metrics?: Readonly<Record<string, number | null>> | undefined;
  /** Learning rate of the last step of the epoch. */
  readonly learning_rate: number;
  /** Duration of training and validation together. */
  readonly durationMs: number;
}

/** A checkpoint that is safely on disk. */
export interface CheckpointRecord {
  /** File name inside the run's checkpoint folder. */
  readonly file: string;
  /** Finished epochs. */
  readonly epoch: number;
  /** Steps done in the epoch that follows; 0 at an epoch's end. */
  readonly stepInEpoch: number;
  /** Steps since the start of the run. */
  readonly step: number;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Why it was written; `epoch` is the regular one, also within a long epoch. */
  readonly kind: 'epoch' | 'stop' | 'best' | 'final';
}

/** Predictions on the whole test set, kept compactly: five best classes and their probabilities per image. */
export interface Evaluation {
  /** Images evaluated. */
  readonly count: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Share of images whose best class lies in the true superclass; null without superclasses. */
  readonly superclassAccuracy: number | null;
  /** Further metrics of the experiment by their words; absent where it asks for none. */
  readonly metrics?: Readonly<Record<string, number>> | undefined;
  /** True class of each image. */
  readonly labels: Uint16Array;
  /** `count * topK` class indices, most probable first. */
  readonly topClasses: Uint16Array;
  /** `count * topK` probabilities, in the order of `topClasses`. */
  readonly topProbabilities: Float32Array;
  /** Classes kept per image: 5, or fewer where the set has fewer classes. */
  readonly topK: number;
}

/** The pictures on which the predictions of a training are kept through its epochs: those that it is validated on. */
export interface WatchedPictures {
  readonly half: 'train' | 'test';
  /** Places in that half as the experiment cuts it, rising. */
  readonly places: Int32Array;
  /** True class of each. */
  readonly labels: Uint16Array;
}

/** What the net said of the watched pictures at the end of an epoch. */
export interface EpochPredictions {
  /** Counted from 1. */
  readonly epoch: number;
  /** Most probable class of each picture. */
  readonly classes: Uint16Array;
  /** Its probability in steps of 1/255. */
  readonly confidences: Uint8Array;
}

/** Predictions of the kept epochs, by rising epoch. */
export interface TrainingPredictions extends WatchedPictures {
  readonly epochs: readonly EpochPredictions[];
}

/** Why and how a run ended. */
export type TrainStatus = 'completed' | 'stopped' | 'diverged';

/** Hashes of what a run starts from; equal hashes in two runs prove an equal start. All SHA-256 in hexadecimal. */
export interface StartProof {
  /** Initial values (little-endian float32) of each weight by name, such as `conv2d/kernel`, in Keras's order. */
  readonly weights: Readonly<Record<string, string>>;
  /** Batch size, then the positions of the images (int32) in the order in which the steps of all epochs take them. */
  readonly batchOrderSha256: string;
  /** The same of the first epoch alone. */
  readonly firstEpochOrderSha256: string;
  /** Keys of the random streams of layers that draw masks or change pictures, such as `draws/dropout`. */
  readonly maskStreams: Readonly<Record<string, number>>;
  readonly stepsPerEpoch: number;
}

/** Events of one run, in order; `seq` rises by one with each. */
export type TrainEvent = { readonly runId: string; readonly seq: number } & (
  | {
      readonly type: 'started';
      readonly device: DeviceReport;
      readonly versions: Readonly<Record<string, string>>;
      readonly dataSha256: string;
      readonly initialWeightsSha256: string;
      readonly proof: StartProof;
      readonly parameterCount: number;
      readonly stepsPerEpoch: number;
      readonly totalSteps: number;
      /** Step from which a resumed run goes on; 0 for a fresh one. */
      readonly firstStep: number;
    }
  | {
      readonly type: 'batches';
      /** At least one point; at most ten events a second. */
      readonly points: readonly BatchPoint[];
      readonly epoch: number;
      readonly imagesPerSecond: number;
      /** Estimated milliseconds to the end of the run. */
      readonly remainingMs: number;
    }
  | { readonly type: 'epoch'; readonly record: EpochRecord }
  | { readonly type: 'checkpoint'; readonly record: CheckpointRecord }
  | { readonly type: 'evaluated'; readonly evaluation: Evaluation }
  | {
      /** After the record of an epoch whose predictions are kept; before any checkpoint of it. */
      readonly type: 'predictions';
      readonly pictures: WatchedPictures;
      readonly predictions: EpochPredictions;
    }
);

/** Why a run ended before its last epoch. */
export interface EarlyEnd {
  /** The last epoch that was trained, counted from 1. */
  readonly epoch: number;
  /** The number that was watched, such as `val_loss`. */
  readonly monitor: string;
  /** Its best value, and the epoch that had it; null where there was none. */
  readonly best: number | null;
  readonly bestEpoch: number | null;
}

/** What the experiment's callbacks made of the end of a run. */
export interface CallbackEnding {
  /** Null for a run that went to its last epoch. */
  readonly stoppedEarly: EarlyEnd | null;
  /** Epoch whose weights were restored at the end; null where the weights are those of the last step. */
  readonly restoredEpoch: number | null;
}

/** The end of a run. */
export interface TrainOutcome {
  readonly status: TrainStatus;
  /** SHA-256 of all weights in Keras's order, little-endian float32. */
  readonly finalWeightsSha256: string;
  /** For a diverged run: the step whose loss was not finite. */
  readonly divergedAtStep: number | null;
  /** Training images per second over the whole run, validation excluded. */
  readonly imagesPerSecond: number;
  /** Absent for an experiment without callbacks. */
  readonly callbacks?: CallbackEnding | undefined;
}

/** What a use case asks of the engine, wherever it runs. */
export interface EnginePort {
  /** Device, library and processor features. */
  describe(): Promise<DeviceReport>;
  /** Trains to the end, a stop or divergence. @throws LabError `engine.*` when training cannot go on. */
  train(job: TrainJob, onEvent: (event: TrainEvent) => void): Promise<TrainOutcome>;
  /**
   * The largest difference of a weight in two checkpoint files, relative to the largest weight of its tensor; null
   * where they cannot be compared. @throws LabError `engine.bad-checkpoint`.
   */
  compareWeights(firstPath: string, secondPath: string): Promise<number | null>;
  /** A net's predictions on its test pictures, plain and averaged over masks. @throws LabError `engine.bad-checkpoint`, `data.*`. */
  maskedPasses(job: MaskedPassesJob): Promise<MaskedPasses>;
  /** Both ways of scaling dropout on one picture. @throws LabError `dropout.no-such-picture`, `engine.bad-checkpoint`, `data.*`. */
  dropoutScaling(job: DropoutScalingJob): Promise<DropoutScaling>;
  /** The weights in a checkpoint, in Keras's order. @throws LabError `engine.bad-checkpoint`. */
  trainedWeights(job: TrainedWeightsJob): Promise<readonly NamedWeight[]>;
  /**
   * Keeps weights that runs may begin from, under their hash, which it answers (SHA-256 in Keras's order).
   * @throws LabError `engine.weights-do-not-fit`, `spec.*`.
   */
  storeWeights(job: StoreWeightsJob): Promise<string>;
  /** Predictions of any net with its weights: `pictures` × classes, row by row. @throws LabError `engine.*`, `spec.*`. */
  predict(job: PredictJob): Promise<Float32Array>;
  /**
   * Predictions of a file, as a reader of TensorFlow finds them: `pictures` × classes, row by row.
   * @throws LabError `import.unreadable`.
   */
  predictFile(job: PredictFileJob): Promise<Float32Array>;
  /** A net as one TensorFlow graph. @throws LabError `engine.*`, `spec.*`. */
  inferenceGraph(job: InferenceGraphJob): Promise<InferenceGraph>;
  /** A net's look at one picture. @throws LabError `inspect.*`, `engine.bad-checkpoint`. */
  inspect(job: InspectJob): Promise<InspectReport>;
  /**
   * Does steps of a run again and records what the optimizer does; events are those of training, and `stop` ends it
   * early. No checkpoint is written. @throws LabError `xray.*`, `engine.*`, `data.*`.
   */
  xray(job: XrayJob, onEvent: (event: TrainEvent) => void): Promise<XrayReport>;
  /**
   * The loss of a net on a plane through runs that began alike; `stop` with the job's id ends it early.
   * @throws LabError `engine.bad-checkpoint`, `data.*`.
   */
  lossPlane(job: LossPlaneJob, onProgress: (progress: PlaneProgress) => void): Promise<LossPlane>;
  /** Asks a run to stop; it saves its state and ends as `stopped` within 0.3 s or one step, whichever is longer. */
  stop(runId: string): Promise<void>;
  /** Holds a run between two steps until {@link EnginePort.resume}. */
  pause(runId: string): Promise<void>;
  /** Lets a paused run go on. */
  resume(runId: string): Promise<void>;
}
