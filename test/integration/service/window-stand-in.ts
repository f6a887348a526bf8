/**
 * A parent of the lab's process that can be killed: starts it, gives it one long training, and prints the ids of the
 * lab's process and its engine once that is going on.
 */
import { tinyExperiment } from '../../fixtures/experiments.ts';
import { LabClient } from './lab-client.ts';

const lab = new LabClient(process.argv[2] ?? '');
const layers = [
  { class_name: 'Flatten', config: { name: 'flatten' } },
  { class_name: 'Dense', config: { name: 'dense', units: 10, activation: 'softmax' } },
];
const experiment = tinyExperiment({
  ...{ dataset: { id: 'mnist', train: 320, test: 50 }, model: { layers }, epochs: 5000 },
});
const runId = await lab.trained(await lab.call.addJob({ kind: 'run', experiment }), 2);
console.log(JSON.stringify({ runId, lab: lab.processId, engine: lab.processOf('engine-process') }));
