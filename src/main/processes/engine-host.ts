import { fileURLToPath } from 'node:url';
import type {
  DropoutScaling,
  DropoutScalingJob,
  MaskedPasses,
  MaskedPassesJob,
} from '../../shared/contract/dropout.ts';
import type {
  DeviceReport,
  EnginePort,
  TrainEvent,
  TrainJob,
  TrainOutcome,
} from '../../shared/contract/engine.ts';
import { type EngineContract, engineContract } from '../../shared/contract/engine-rpc.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { InspectJob, InspectReport } from '../../shared/contract/inspect.ts';
import type { LossPlane, LossPlaneJob, PlaneProgress } from '../../shared/contract/loss-plane.ts';
import type { NamedWeight } from '../../shared/contract/replay.ts';
import type {
  InferenceGraph,
  InferenceGraphJob,
  PredictFileJob,
  PredictJob,
  StoreWeightsJob,
  TrainedWeightsJob,
} from '../../shared/contract/trained-jobs.ts';
import type { XrayJob, XrayReport } from '../../shared/contract/xray.ts';
import { SupervisedService } from './supervised-service.ts';

/** How the engine's process is kept. */
export interface EngineHostOptions {
  /** File for what the process writes, of limited size. */
  readonly logFile: string;
  /**
   * Milliseconds in which the process must answer a request to stop before it is killed, added to the longest
   * silence of the run so far (a large step or a validation may block it). Default 2000.
   */
  readonly stopGraceMs?: number;
  /** Threads of one operation (at least 1); null or absent for as many as the process may use. */
  readonly threads?: number | null;
  /** The service's file; default `src/main/engine-process.ts`. */
  readonly serviceFile?: string;
}

/**
 * The engine in a supervised process of its own, see {@link SupervisedService}. A call that was under way when the
 * process died rejects with `engine.process-lost`.
 */
export class EngineHost implements EnginePort {
  readonly #service: SupervisedService<EngineContract>;
  readonly #stopGraceMs: number;
  readonly #listeners = new Set<(event: TrainEvent) => void>();
  readonly #planeListeners = new Set<(progress: PlaneProgress) => void>();
  #lastEventMs = 0;
  #longestSilenceMs = 0;

  constructor(options: EngineHostOptions) {
    const { logFile, threads = null, stopGraceMs = 2000 } = options;
    this.#stopGraceMs = stopGraceMs;
    this.#service = new SupervisedService({
      contract: engineContract,
      file: options.serviceFile ?? fileURLToPath(new URL('../engine-process.ts', import.meta.url)),
      environment: engineEnvironment(threads),
      logFile,
      lost: (details, cause) => new LabError('engine.process-lost', details, cause),
      onConnection: (connection) => {
        this.#noteStart();
        connection.on('train', (event) => this.#hear(event));
        connection.on('plane', (progress) => {
          for (const listener of this.#planeListeners) listener(progress);
        });
      },
    });
  }

  /** The id of the living process, or null. */
  get processId(): number | null {
    return this.#service.processId;
  }

  describe(): Promise<DeviceReport> {
    return this.#service.calls.describe();
  }

  async train(job: TrainJob, onEvent: (event: TrainEvent) => void): Promise<TrainOutcome> {
    return this.#follow(job.runId, onEvent, () => this.#service.calls.train(job));
  }

  async xray(job: XrayJob, onEvent: (event: TrainEvent) => void): Promise<XrayReport> {
    return this.#follow(job.runId, onEvent, () => this.#service.calls.xray(job));
  }

  compareWeights(firstPath: string, secondPath: string): Promise<number | null> {
    return this.#service.calls.compareWeights(firstPath, secondPath);
  }

  maskedPasses(job: MaskedPassesJob): Promise<MaskedPasses> {
    return this.#service.calls.maskedPasses(job);
  }

  dropoutScaling(job: DropoutScalingJob): Promise<DropoutScaling> {
    return this.#service.calls.dropoutScaling(job);
  }

  trainedWeights(job: TrainedWeightsJob): Promise<readonly NamedWeight[]> {
    return this.#service.calls.trainedWeights(job);
  }

  storeWeights(job: StoreWeightsJob): Promise<string> {
    return this.#service.calls.storeWeights(job);
  }

  predict(job: PredictJob): Promise<Float32Array> {
    return this.#service.calls.predict(job);
  }

  predictFile(job: PredictFileJob): Promise<Float32Array> {
    return this.#service.calls.predictFile(job);
  }

  inferenceGraph(job: InferenceGraphJob): Promise<InferenceGraph> {
    return this.#service.calls.inferenceGraph(job);
  }

  inspect(job: InspectJob): Promise<InspectReport> {
    return this.#service.calls.inspect(job);
  }

  async lossPlane(job: LossPlaneJob, onProgress: (progress: PlaneProgress) => void): Promise<LossPlane> {
    const listener = (progress: PlaneProgress): void => {
      if (progress.id === job.id) onProgress(progress);
    };
    this.#planeListeners.add(listener);
    try {
      return await this.#service.calls.lossPlane(job);
    } finally {
      this.#planeListeners.delete(listener);
    }
  }

  async stop(runId: string): Promise<void> {
    if (this.#service.processId === null) return;
    const limitMs = this.#stopGraceMs + Math.round(this.#longestSilenceMs);
    const kill = setTimeout(
      () => this.#service.kill(new LabError('engine.unresponsive', { limitMs, run: runId })),
      limitMs,
    );
    try {
      await this.#service.calls.stop(runId);
    } finally {
      clearTimeout(kill);
    }
  }

  async pause(runId: string): Promise<void> {
    await this.#service.calls.pause(runId);
  }

  async resume(runId: string): Promise<void> {
    await this.#service.calls.resume(runId);
  }

  /** Ends the process; resolves when it is gone. */
  close(): Promise<void> {
    return this.#service.close();
  }

  /** The answer of a call that sends the events of a run meanwhile. */
  async #follow<T>(runId: string, onEvent: (event: TrainEvent) => void, start: () => Promise<T>): Promise<T> {
    const listener = (event: TrainEvent): void => {
      if (event.runId === runId) onEvent(event);
    };
    this.#listeners.add(listener);
    try {
      return await start();
    } finally {
      this.#listeners.delete(listener);
    }
  }

  #hear(event: TrainEvent): void {
    this.#noteEvent(event);
    for (const listener of this.#listeners) listener(event);
  }

  #noteStart(): void {
    this.#lastEventMs = performance.now();
    this.#longestSilenceMs = 0;
  }

  /** Keeps the longest silence between two events of a run; opening the data before it begins does not count. */
  #noteEvent(event: TrainEvent): void {
    if (event.type === 'started') return this.#noteStart();
    const now = performance.now();
    this.#longestSilenceMs = Math.max(this.#longestSilenceMs, now - this.#lastEventMs);
    this.#lastEventMs = now;
  }
}

/** TensorFlow's chatter is silenced (3 leaves only what ends the process). */
function engineEnvironment(threads: number | null): Readonly<Record<string, string>> {
  const told = threads === null ? {} : { TF_NUM_INTRAOP_THREADS: String(threads) };
  return { TF_CPP_MIN_LOG_LEVEL: '3', ...told };
}
