/**
 * The engine: trains experiments, one at a time for each run id, and answers stop, pause and resume. Training
 * calls block this thread for a step at a time, so in the app the engine has a process of its own.
 */
import type { ImageDataset } from '../../shared/contract/data.ts';
import type { EnginePort, TrainEvent, TrainJob, TrainOutcome } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { RunCallbacks } from './callbacks/run-callbacks.ts';
import { readCheckpoint, type Progress } from './checkpoint.ts';
import { compareWeights } from './compare-weights.ts';
import { describeDevice } from './device.ts';
import { maskedPasses } from './dropout/masked-passes.ts';
import { dropoutScaling } from './dropout/scaling.ts';
import { fingerprintOf } from './fingerprint.ts';
import { TrainingSession } from './session.ts';
import { startProof } from './start-proof.ts';
import { type CheckpointPace, defaultPace, trainLoop, type RunControl } from './train.ts';

/** What the engine is given: it opens no data sets itself. */
export interface EngineOptions {
  /** Opens the images of an experiment (its data set, cut to its subset) from a folder of data sets. */
  readonly openImages: (experiment: Experiment, dataFolder: string) => Promise<ImageDataset>;
  /** Version of the app, recorded with each run. */
  readonly appVersion: string;
  /** How often a run writes checkpoints; default {@link defaultPace}. */
  readonly pace?: CheckpointPace;
}

/** Version of the graphs that this engine builds; other versions may differ in last bits. */
const graphVersion = '2';

const freshStart: Progress = {
  epoch: 0,
  stepInEpoch: 0,
  iteration: 0,
  lossSum: 0,
  right: 0,
  images: 0,
  metricSums: [],
};

/** Makes an engine in this process. Loading TensorFlow waits until it is needed. */
export function createEngine(options: EngineOptions): EnginePort {
  const controls = new Map<string, RunControl & { release?: () => void }>();
  return {
    describe: async () => describeDevice(),
    async train(job, onEvent) {
      if (controls.has(job.runId)) throw new LabError('engine.busy', { run: job.runId });
      const control: RunControl = { stopRequested: false, paused: null };
      controls.set(job.runId, control);
      try {
        return await train(options, job, control, onEvent);
      } finally {
        controls.delete(job.runId);
      }
    },
    compareWeights: async (first, second) => compareWeights(first, second),
    maskedPasses: async (job) => maskedPasses(job, await options.openImages(job.experiment, job.dataFolder)),
    dropoutScaling: async (job) =>
      dropoutScaling(job, await options.openImages(job.experiment, job.dataFolder)),
    async stop(runId) {
      const control = controls.get(runId);
      if (!control) return;
      control.stopRequested = true;
      control.release?.();
    },
    async pause(runId) {
      const control = controls.get(runId);
      if (!control || control.paused) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      control.paused = promise;
      control.release = () => {
        control.paused = null;
        resolve();
      };
    },
    async resume(runId) {
      controls.get(runId)?.release?.();
    },
  };
}

async function train(
  options: EngineOptions,
  job: TrainJob,
  control: RunControl,
  onEvent: (event: TrainEvent) => void,
): Promise<TrainOutcome> {
  const { experiment } = job;
  const device = describeDevice();
  const dataset = await options.openImages(experiment, job.dataFolder);
  const fingerprint = fingerprintOf(experiment, dataset.info.sha256);
  const saved = job.resumeFrom === null ? null : readCheckpoint(job.resumeFrom, fingerprint);
  using session = new TrainingSession(experiment, dataset);
  session.initialize();
  const initialWeightsSha256 = session.weightsSha256();
  const { plan } = session;
  const proof = startProof({ experiment, weights: session.readWeights(), train: session.split.train, plan });
  if (saved) session.restore(saved.state);

  const { pace = defaultPace } = options;
  let seq = 0;
  const progress = saved?.progress ?? freshStart;
  const emit: Parameters<typeof trainLoop>[0]['emit'] = (event) =>
    onEvent({ runId: job.runId, seq: seq++, ...event });
  emit({
    type: 'started',
    device,
    versions: {
      tatami: options.appVersion,
      node: process.versions.node,
      tensorflow: device.tensorflow,
      graph: graphVersion,
    },
    dataSha256: dataset.info.sha256,
    initialWeightsSha256,
    proof,
    parameterCount: session.model.weights.reduce(
      (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
      0,
    ),
    stepsPerEpoch: session.plan.stepsPerEpoch,
    totalSteps: session.plan.stepsPerEpoch * experiment.epochs,
    firstStep: progress.iteration,
  });
  const callbacks = new RunCallbacks(experiment.callbacks, session, saved);
  return await trainLoop({ job, session, control, progress, callbacks, fingerprint, pace, emit });
}
