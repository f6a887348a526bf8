/** The pictures nearest to one in the feature space of a net: in what goes into its last Dense layer. */
import { setImmediate } from 'node:timers/promises';
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../../shared/contract/errors.ts';
import type { FeatureNeighbours, NeighboursJob } from '../../../shared/contract/neighbours.ts';
import { shapeText } from '../../../shared/spec/shapes.ts';
import { TrainedNet } from '../dropout/trained-net.ts';
import { loadNative } from '../native/binding.ts';

/** Pictures of one call. */
const batchSize = 250;

/** @throws LabError `inspect.bad-picture`, `engine.bad-checkpoint`, `spec.*`. */
export async function neighbours(job: NeighboursJob): Promise<FeatureNeighbours> {
  const { height, width, channels, pixels } = job.picture;
  const size = height * width * channels;
  if (pixels.length !== size || job.pixels.length % size !== 0) {
    const details = { expected: shapeText([height, width, channels]), bytes: pixels.length };
    throw new LabError('inspect.bad-picture', details);
  }
  using net = new TrainedNet(job, { inputShape: [height, width, channels], sha256: job.dataSha256 });
  const wanted = features(net, pixels, { start: 0, count: 1 });
  const total = job.pixels.length / size;
  const squares = new Float64Array(total);
  for (let start = 0; start < total; start += batchSize) {
    const count = Math.min(batchSize, total - start);
    const found = features(net, job.pixels, { start, count });
    for (let place = 0; place < count; place++)
      squares[start + place] = squareDistance(wanted, found, place * wanted.length);
    await setImmediate();
  }
  const order = Array.from(squares.keys()).sort((a, b) => (squares[a] ?? 0) - (squares[b] ?? 0) || a - b);
  const places = Int32Array.from(order.slice(0, job.count));
  return {
    layer: net.model.layers[lastDense(net) - 1]?.spec.config.name ?? null,
    features: wanted.length,
    places,
    distances: Float32Array.from(places, (place) => Math.sqrt(squares[place] ?? NaN)),
  };
}

/** Place of the last layer with classes of its own: what comes before it are the features. */
function lastDense({ model }: TrainedNet): number {
  const at = model.layers.findLastIndex(({ spec }) => spec.class_name === 'Dense');
  return at < 0 ? model.layers.length - 1 : at;
}

function features(
  net: TrainedNet,
  pixels: Uint8Array,
  part: Readonly<{ start: number; count: number }>,
): Float32Array {
  const { tf } = loadNative();
  const output: Tensor = tf.tidy(() =>
    net.pass(net.images(pixels, part), { from: 0, to: lastDense(net) }, null),
  );
  try {
    return output.dataSync<'float32'>();
  } finally {
    output.dispose();
  }
}

function squareDistance(wanted: Float32Array, all: Float32Array, from: number): number {
  let sum = 0;
  for (let at = 0; at < wanted.length; at++) sum += ((wanted[at] ?? 0) - (all[from + at] ?? 0)) ** 2;
  return sum;
}
