/** `npm run bench -- quick`: the contest of `peers` on MNIST with Adam alone, without what takes long to compile. */
import { runPeers } from './peers/run.ts';

await runPeers({
  rounds: 3,
  steps: 10,
  cells: ['mnist adam'],
  without: ['torch-compile'],
  minutes: 1,
  isKept: false,
});
