/**
 * Door of the engine's process: serves the engine to the process that started it and ends with it. It runs at
 * lower priority, so that the window and the terminal stay quick while every core trains.
 */
import { constants, setPriority } from 'node:os';
import packageFile from '../../package.json' with { type: 'json' };
import { engineContract } from '../shared/contract/engine-rpc.ts';
import { serve } from '../shared/contract/rpc.ts';
import { openExperimentImages } from './datasets/experiment-images.ts';
import { createEngine } from './engine/engine.ts';
import { endWithParent } from './processes/parent-watch.ts';
import { parentTransport } from './processes/process-transport.ts';

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
endWithParent();
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, leaveToParent);

const transport = parentTransport();
transport.onClose(() => process.exit());
const engine = createEngine({ openImages: openExperimentImages, appVersion: packageFile.version });
const server = serve(
  engineContract,
  {
    describe: () => engine.describe(),
    train: (job) => engine.train(job, (event) => server.emit('train', event)),
    compareWeights: (first, second) => engine.compareWeights(first, second),
    maskedPasses: (job) => engine.maskedPasses(job),
    dropoutScaling: (job) => engine.dropoutScaling(job),
    trainedWeights: (job) => engine.trainedWeights(job),
    storeWeights: (job) => engine.storeWeights(job),
    predict: (job) => engine.predict(job),
    predictFile: (job) => engine.predictFile(job),
    inferenceGraph: (job) => engine.inferenceGraph(job),
    inspect: (job) => engine.inspect(job),
    xray: (job) => engine.xray(job, (event) => server.emit('train', event)),
    lossPlane: (job) => engine.lossPlane(job, (progress) => server.emit('plane', progress)),
    stop: (runId) => done(engine.stop(runId)),
    pause: (runId) => done(engine.pause(runId)),
    resume: (runId) => done(engine.resume(runId)),
  },
  transport,
  (error) => console.error(error),
);

/** Ctrl+C reaches every process of the terminal; only the parent decides what it means. */
function leaveToParent(): void {}

async function done(work: Promise<void>): Promise<undefined> {
  await work;
}
