/**
 * A process that writes a run into a history as fast as it can and tells each epoch only after its commit:
 * `writer.ts FILE EPOCHS`. The lines are written synchronously, so that a kill cannot swallow one.
 */
import { writeSync } from 'node:fs';
import { openHistory } from '../../../src/main/history/open.ts';
import { completed, epochRecord, experiment, points, start } from './records.ts';

const [file = '', epochs = ''] = process.argv.slice(2);
const history = openHistory(file);
const run = { name: 'writer', experiment, comparison: null, repeatOf: null };
const id = await history.createRun(run);
await history.startRun(id, start, 0);
writeSync(1, `run ${id}\n`);
for (let epoch = 1; epoch <= Number(epochs); epoch++) {
  await history.appendBatches(id, points(epoch));
  await history.finishEpoch(id, epochRecord(epoch));
  writeSync(1, `epoch ${epoch}\n`);
}
await history.endRun(id, completed);
await history.close();
