/** The engine as a service in a process of its own: its commands with the form of their arguments, and its events. */
import * as z from 'zod';
import { experimentSchema } from '../spec/experiment.ts';
import { type DropoutScaling, type MaskedPasses, mostPasses } from './dropout.ts';
import type { DeviceReport, TrainEvent, TrainOutcome } from './engine.ts';
import { inspectedPictureSchema, type InspectReport } from './inspect.ts';
import { type Contract, type } from './rpc.ts';
import { type LossPlane, lossPlaneJobSchema, type PlaneProgress } from './loss-plane.ts';
import type { NamedWeight } from './replay.ts';
import {
  type InferenceGraph,
  inferenceGraphJobSchema,
  predictFileJobSchema,
  predictJobSchema,
  storeWeightsJobSchema,
  trainedWeightsJobSchema,
} from './trained-jobs.ts';
import { mostXrayPoints, type XrayReport } from './xray.ts';

const runId = z.string().min(1).max(100);
const path = z.string().min(1).max(10_000);

const trainJob = z.strictObject({
  runId,
  experiment: experimentSchema,
  dataFolder: path,
  checkpointFolder: path,
  resumeFrom: path.nullable(),
});

const trainedNet = { experiment: experimentSchema, dataFolder: path, checkpointFile: path };
const passesJob = z.strictObject({ ...trainedNet, passes: z.int().min(0).max(mostPasses) });
const scalingJob = z.strictObject({
  ...trainedNet,
  picture: z.int().min(0),
  passes: z.int().min(1).max(mostPasses),
});

const inspectJob = z.strictObject({
  experiment: experimentSchema,
  checkpointFile: path,
  dataSha256: z.string().min(1).max(1000),
  picture: inspectedPictureSchema,
  classIndex: z.int().min(0).nullable(),
});

const stepNumber = z.int().min(1);
const xrayJob = z.strictObject({
  runId,
  experiment: experimentSchema,
  dataFolder: path,
  resumeFrom: path.nullable(),
  steps: z
    .strictObject({ from: stepNumber, to: stepNumber, every: stepNumber })
    .refine(({ from, to, every }) => Math.floor((to - from) / every) < mostXrayPoints),
  stopAfter: stepNumber.nullable(),
  weight: z
    .strictObject({ name: z.string().max(1000), index: z.array(z.int().min(0)).max(8).readonly() })
    .nullable(),
});

/** Commands and events of the engine's process; see `EnginePort` for what each does. */
export const engineContract = {
  name: 'engine',
  commands: {
    describe: { input: z.tuple([]), output: type<DeviceReport>() },
    train: { input: z.tuple([trainJob]), output: type<TrainOutcome>() },
    compareWeights: { input: z.tuple([path, path]), output: type<number | null>() },
    maskedPasses: { input: z.tuple([passesJob]), output: type<MaskedPasses>() },
    dropoutScaling: { input: z.tuple([scalingJob]), output: type<DropoutScaling>() },
    trainedWeights: { input: z.tuple([trainedWeightsJobSchema]), output: type<readonly NamedWeight[]>() },
    storeWeights: { input: z.tuple([storeWeightsJobSchema]), output: type<string>() },
    predict: { input: z.tuple([predictJobSchema]), output: type<Float32Array>() },
    predictFile: { input: z.tuple([predictFileJobSchema]), output: type<Float32Array>() },
    inferenceGraph: { input: z.tuple([inferenceGraphJobSchema]), output: type<InferenceGraph>() },
    inspect: { input: z.tuple([inspectJob]), output: type<InspectReport>() },
    xray: { input: z.tuple([xrayJob]), output: type<XrayReport>() },
    lossPlane: { input: z.tuple([lossPlaneJobSchema]), output: type<LossPlane>() },
    stop: { input: z.tuple([runId]), output: type<undefined>() },
    pause: { input: z.tuple([runId]), output: type<undefined>() },
    resume: { input: z.tuple([runId]), output: type<undefined>() },
  },
  events: {
    train: type<TrainEvent>(),
    plane: type<PlaneProgress>(),
  },
} as const satisfies Contract;

/** The type of {@link engineContract}. */
export type EngineContract = typeof engineContract;
