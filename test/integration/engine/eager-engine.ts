/** The engine's process with a tiny data set and a checkpoint after every step, so that a kill often meets one. */
import { engineContract } from '../../../src/shared/contract/engine-rpc.ts';
import { serve } from '../../../src/shared/contract/rpc.ts';
import { createEngine } from '../../../src/main/engine/engine.ts';
import { endWithParent } from '../../../src/main/processes/parent-watch.ts';
import { parentTransport } from '../../../src/main/processes/process-transport.ts';
import { tinyImages } from '../../fixtures/tiny-images.ts';

endWithParent();
const dataset = tinyImages({ trainCount: 320, testCount: 40 });
const transport = parentTransport();
transport.onClose(() => process.exit());
const engine = createEngine({
  openImages: () => Promise.resolve(dataset),
  appVersion: 'test',
  pace: { betweenEpochs: 0, withinEpoch: 0 },
});
const server = serve(
  engineContract,
  {
    ...engine,
    train: (job) => engine.train(job, (event) => server.emit('train', event)),
    lossPlane: (job) => engine.lossPlane(job, (progress) => server.emit('plane', progress)),
    xray: (job) => engine.xray(job, (event) => server.emit('train', event)),
    stop: (runId) => engine.stop(runId).then(() => undefined),
    pause: (runId) => engine.pause(runId).then(() => undefined),
    resume: (runId) => engine.resume(runId).then(() => undefined),
  },
  transport,
  (error) => console.error(error),
);
