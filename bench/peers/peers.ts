/**
 * `npm run bench -- peers [--rounds N] [--steps N] [--cells "mnist adam,cifar100 sgd"] [--without torch-compile] [--minutes N] [--record]`:
 * a training step of the lecture's CNN against Keras, PyTorch, TF.js and the arithmetic itself. Prints the page of
 * tables; no cell begins after so many minutes; `--record` also keeps it, its numbers and its ratios in `bench/results/`.
 */
import { parseArgs } from 'node:util';
import { titles, type Variant } from './field.ts';
import { runPeers } from './run.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    steps: { type: 'string', default: '10' },
    cells: { type: 'string' },
    without: { type: 'string', default: '' },
    minutes: { type: 'string', default: '60' },
    record: { type: 'boolean', default: false },
  },
});
await runPeers({
  rounds: countOf(values.rounds),
  steps: countOf(values.steps),
  cells: values.cells?.split(','),
  without: variantsOf(values.without),
  minutes: countOf(values.minutes),
  isKept: values.record,
});

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new RangeError(`rounds, steps and minutes are whole numbers from 1; found ${text}`);
}

function variantsOf(text: string): readonly Variant[] {
  return text.split(',').flatMap((name) => {
    if (isVariant(name)) return [name];
    if (name === '') return [];
    throw new RangeError(`there is no “${name}”; there are ${Object.keys(titles).join(', ')}`);
  });
}

function isVariant(name: string): name is Variant {
  return name in titles;
}
