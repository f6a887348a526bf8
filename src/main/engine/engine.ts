/**
 * The engine: trains experiments, one at a time for each run id, and answers stop, pause and resume. Training
 * calls block this thread for a step at a time, so in the app the engine has a process of its own.
 */
import type { ImageDataset } from '../../shared/contract/data.ts';
import type { EnginePort, TrainEvent, TrainJob, TrainOutcome } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { XrayJob, XrayReport } from '../../shared/contract/xray.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { RunCallbacks } from './callbacks/run-callbacks.ts';
import { readCheckpoint, type Progress } from './checkpoint.ts';
import { compareWeights } from './compare-weights.ts';
import { describeDevice } from './device.ts';
import { maskedPasses } from './dropout/masked-passes.ts';
import { dropoutScaling } from './dropout/scaling.ts';
import { fingerprintOf } from './fingerprint.ts';
import { inferenceGraph } from './exchange/inference-graph.ts';
import { predict } from './exchange/predict.ts';
import { predictFile } from './exchange/predict-file.ts';
import { firstWeights, storeWeights } from './exchange/stored-weights.ts';
import { trainedWeights } from './exchange/trained-weights.ts';
import { inspect } from './inspect/inspect.ts';
import { lossPlane } from './loss-plane/loss-plane.ts';
import { TrainingSession } from './session.ts';
import { startProof } from './start-proof.ts';
import { type CheckpointPace, defaultPace, trainLoop, type RunControl, type StepObserver } from './train.ts';
import { XrayRecorder } from './xray/recorder.ts';

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
  const controlled = async <T>(runId: string, work: (control: RunControl) => Promise<T>): Promise<T> => {
    if (controls.has(runId)) throw new LabError('engine.busy', { run: runId });
    const control: RunControl = { stopRequested: false, paused: null };
    controls.set(runId, control);
    try {
      return await work(control);
    } finally {
      controls.delete(runId);
    }
  };
  return {
    describe: async () => describeDevice(),
    train: (job, onEvent) =>
      controlled(job.runId, (control) => {
        const { pace = defaultPace } = options;
        return train(options, { job, control, onEvent, pace });
      }),
    xray: (job, onEvent) => controlled(job.runId, (control) => xray(options, { job, control, onEvent })),
    lossPlane: (job, onProgress) =>
      controlled(job.id, async (control) => {
        const dataset = await options.openImages(job.experiment, job.dataFolder);
        return lossPlane(job, dataset, { onProgress, isStopped: () => control.stopRequested });
      }),
    compareWeights: async (first, second) => compareWeights(first, second),
    maskedPasses: async (job) => maskedPasses(job, await options.openImages(job.experiment, job.dataFolder)),
    dropoutScaling: async (job) =>
      dropoutScaling(job, await options.openImages(job.experiment, job.dataFolder)),
    trainedWeights: async (job) => trainedWeights(job),
    storeWeights: async (job) => storeWeights(job),
    predict: async (job) => predict(job),
    predictFile: (job) => predictFile(job),
    inferenceGraph: async (job) => inferenceGraph(job),
    inspect: async (job) => inspect(job),
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

/** Does steps of a run again with a recorder beside the loop. */
async function xray(
  options: EngineOptions,
  { job, control, onEvent }: Readonly<{ job: XrayJob } & Pick<Training, 'control' | 'onEvent'>>,
): Promise<XrayReport> {
  const { runId, experiment, dataFolder, resumeFrom } = job;
  let recorder: XrayRecorder | undefined;
  const outcome = await train(options, {
    job: { runId, experiment, dataFolder, resumeFrom, checkpointFolder: '' },
    control,
    onEvent,
    pace: null,
    observe: (session) => (recorder = new XrayRecorder(session, job, control)),
  });
  return (recorder as XrayRecorder).report(outcome);
}

/** One course of the loop. */
interface Training {
  readonly job: TrainJob;
  readonly control: RunControl;
  readonly onEvent: (event: TrainEvent) => void;
  /** Null to write no checkpoints. */
  readonly pace: CheckpointPace | null;
  /** Makes an observer of the steps. */
  readonly observe?: (session: TrainingSession) => StepObserver;
}

async function train(options: EngineOptions, training: Training): Promise<TrainOutcome> {
  const { job, control, onEvent, pace, observe } = training;
  const { experiment } = job;
  const device = describeDevice();
  const dataset = await options.openImages(experiment, job.dataFolder);
  const fingerprint = fingerprintOf(experiment, dataset.info.sha256);
  const saved = job.resumeFrom === null ? null : readCheckpoint(job.resumeFrom, fingerprint);
  using session = new TrainingSession(experiment, dataset);
  session.initialize(firstWeights(experiment, session.model, job.dataFolder));
  const initialWeightsSha256 = session.weightsSha256();
  const { plan } = session;
  const proof = startProof({ experiment, weights: session.readWeights(), train: session.split.train, plan });
  if (saved) session.restore(saved.state);

  const observer = observe?.(session);
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
  return await trainLoop({ job, session, control, progress, callbacks, fingerprint, pace, emit, observer });
}
