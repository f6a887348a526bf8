/** A trained net's look at one picture: what every layer makes of it, and why the net says what it says. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../../shared/contract/errors.ts';
import type { InspectedLayer, InspectJob, InspectReport } from '../../../shared/contract/inspect.ts';
import { shapeText } from '../../../shared/spec/shapes.ts';
import { TrainedNet } from '../dropout/trained-net.ts';
import { loadNative } from '../native/binding.ts';
import { layerValues } from './layer-values.ts';
import { reasonsFor } from './reasons.ts';

/** @throws LabError `inspect.bad-picture`, `inspect.no-such-class`, `engine.bad-checkpoint`, `spec.*`. */
export function inspect(job: InspectJob): InspectReport {
  const { height, width, channels, pixels } = job.picture;
  if (pixels.length !== height * width * channels) {
    const details = { expected: shapeText([height, width, channels]), bytes: pixels.length };
    throw new LabError('inspect.bad-picture', details);
  }
  using net = new TrainedNet(job, { inputShape: [height, width, channels], sha256: job.dataSha256 });
  const classes = net.model.outputShape.at(-1) ?? 0;
  if (job.classIndex !== null && job.classIndex >= classes) {
    throw new LabError('inspect.no-such-class', { classIndex: job.classIndex, last: classes - 1 });
  }
  const image = net.images(pixels, { start: 0, count: 1 });
  try {
    const { layers, probabilities } = passed(net, image);
    const classIndex = job.classIndex ?? mostProbable(probabilities);
    const input = image.dataSync() as Float32Array;
    return { input, probabilities, layers, reasons: reasonsFor(net, image, classIndex) };
  } finally {
    image.dispose();
  }
}

function passed(net: TrainedNet, image: Tensor): Pick<InspectReport, 'layers' | 'probabilities'> {
  return keepingNothing(() => {
    const layers: InspectedLayer[] = [];
    const output = net.model.layers.reduce((x, layer) => {
      const y = net.apply(layer, x, null);
      const values = y.dataSync() as Float32Array;
      layers.push(layerValues(layer, { shape: y.shape.slice(1), values }, net.weightsOf(layer)));
      return y;
    }, image);
    return { layers, probabilities: net.probabilities(output).dataSync() as Float32Array };
  });
}

/** Disposes every tensor that was made meanwhile; what is answered are plain values. */
function keepingNothing<T>(work: () => T): T {
  const { tf } = loadNative();
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}

function mostProbable(probabilities: Float32Array): number {
  return probabilities.reduce((best, value, index) => (value > (probabilities[best] ?? 0) ? index : best), 0);
}
