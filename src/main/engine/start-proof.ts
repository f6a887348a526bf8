/** Hashes of what a run starts from: two runs with equal hashes began alike and see the same batches and masks. */
import type { StartProof } from '../../shared/contract/engine.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import type { LayerSpec } from '../../shared/spec/layers.ts';
import { mainPath } from '../../shared/spec/residual.ts';
import { drawKey } from './model.ts';
import type { TensorValue } from './native/graph.ts';
import { epochOrder, type StepPlan } from './split.ts';
import { arraysSha256 } from './array-hash.ts';

/** Layers that draw while they train, by Keras's naming: Dropout, SpatialDropout2D, GaussianNoise, RandomFlip … */
const drawing = /Dropout|Noise|^Random/;

/** What {@link startProof} looks at. */
export interface StartFacts {
  readonly experiment: Experiment;
  /** Initial weights by key, in Keras's order. */
  readonly weights: ReadonlyMap<string, TensorValue>;
  /** Positions of the training images. */
  readonly train: Int32Array;
  readonly plan: StepPlan;
}

/** The hashes of a start; a function of document and data alone, whatever epoch a run goes on from. */
export function startProof({ experiment, weights, train, plan }: StartFacts): StartProof {
  const hashes = [...weights].map(([key, { data }]) => [key, arraysSha256([data])] as const);
  return {
    weights: Object.fromEntries(hashes),
    firstEpochOrderSha256: arraysSha256(orders({ ...experiment, epochs: 1 }, train, plan)),
    batchOrderSha256: arraysSha256(orders(experiment, train, plan)),
    maskStreams: maskStreams(experiment),
    stepsPerEpoch: plan.stepsPerEpoch,
  };
}

/** The key of each layer that may draw, also where its rate is 0, by the name of its stream. */
function maskStreams({ model, seed }: Experiment): Readonly<Record<string, number>> {
  const names = model.layers.flatMap((layer) => drawingLayers(layer));
  return Object.fromEntries(names.map((name) => [`draws/${name}`, drawKey(seed, name)]));
}

/** A layer's own name if it draws; of a residual block those inside, as `block/dropout`. */
function drawingLayers(layer: LayerSpec): readonly string[] {
  const { name } = layer.config;
  if (layer.class_name === 'Residual') {
    return mainPath(layer)
      .filter((inner) => drawing.test(inner.class_name))
      .map((inner) => `${name}/${inner.config.name}`);
  }
  return drawing.test(layer.class_name) ? [name] : [];
}

/** The batch size, then the order of the images of each epoch. */
function* orders(experiment: Experiment, train: Int32Array, { batch }: StepPlan): Generator<Int32Array> {
  yield Int32Array.of(batch);
  for (let epoch = 0; epoch < experiment.epochs; epoch++) yield epochOrder(train, epoch, experiment);
}
