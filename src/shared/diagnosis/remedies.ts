/** What can be tried against a finding: the run's experiment with one change each. */
import type { Remedy, RemedyKind } from '../contract/diagnosis.ts';
import { experimentSchema, type Experiment } from '../spec/experiment.ts';
import type { LayerSpec } from '../spec/layers.ts';
import { withRateTimes } from '../spec/rate-factor.ts';

/** Something to try: its name, and the changed document; null where it changes nothing or does not apply. */
interface Treatment {
  readonly kind: RemedyKind;
  readonly change: (experiment: Experiment) => unknown;
}

/** A tenth of the learning rate. */
export const lowerRate: Treatment = { kind: 'lower-rate', change: (old) => withRateTimes(old, 0.1) };

/** Ten times the learning rate. */
export const higherRate: Treatment = { kind: 'higher-rate', change: (old) => withRateTimes(old, 10) };

/** Gradients of length 1 at most (Pascanu et al. 2013). Keras takes one of its three ways of clipping at a time. */
export const clippedGradient: Treatment = {
  kind: 'clip',
  change(experiment) {
    const { optimizer } = experiment;
    const { clipnorm, clipvalue, global_clipnorm } = optimizer.config;
    if (clipnorm !== null || clipvalue !== null || global_clipnorm !== null) return null;
    return {
      ...experiment,
      optimizer: { ...optimizer, config: { ...optimizer.config, global_clipnorm: 1 } },
    };
  },
};

/** ReLU in place of the sigmoids and tanhs of the hidden layers. */
export const rectified: Treatment = {
  kind: 'relu',
  change: (experiment) =>
    withHidden(experiment, (layer) => (isSquashing(layer) ? [activated(layer, 'relu')] : [layer])),
};

/** Leaky ReLU in place of the ReLUs: it has a slope below 0 too (Maas et al. 2013). */
export const leakyRelus: Treatment = {
  kind: 'leaky-relu',
  change: (experiment) =>
    withHidden(experiment, (layer) =>
      activationOf(layer) === 'relu' ? [activated(layer, 'leaky_relu')] : [layer],
    ),
};

/** Batch normalisation behind every hidden layer with a kernel (Ioffe and Szegedy 2015). */
export const normalized: Treatment = {
  kind: 'normalize',
  change(experiment) {
    if (experiment.model.layers.some(({ class_name }) => class_name === 'BatchNormalization')) return null;
    return withHidden(experiment, (layer) =>
      layer.class_name === 'Conv2D' || layer.class_name === 'Dense' ? [layer, 'BatchNormalization'] : [layer],
    );
  },
};

/** Dropout at rate 0.5 before the last layer (Srivastava et al. 2014). */
export const droppedOut: Treatment = {
  kind: 'dropout',
  change(experiment) {
    const { layers } = experiment.model;
    if (layers.some(({ class_name }) => class_name === 'Dropout')) return null;
    const last = layers.findLastIndex(({ class_name }) => class_name === 'Dense');
    if (last < 0) return null;
    const dropout = { class_name: 'Dropout', config: { rate: 0.5 } };
    return {
      ...experiment,
      model: { ...experiment.model, layers: layers.toSpliced(last, 0, dropout as LayerSpec) },
    };
  },
};

/** All training pictures in place of a part of them. */
export const allPictures: Treatment = {
  kind: 'all-pictures',
  change: (experiment) =>
    experiment.dataset.train === null
      ? null
      : { ...experiment, dataset: { ...experiment.dataset, train: null } },
};

/** The end, and the weights, of the epoch with the lowest validation loss. */
export const stoppedEarly: Treatment = {
  kind: 'stop-early',
  change(experiment) {
    const { callbacks, validation } = experiment;
    const isStopped = callbacks.some(({ class_name }) => class_name === 'EarlyStopping');
    if (isStopped || validation.from === 'none') return null;
    const stopping = { class_name: 'EarlyStopping', config: { patience: 2, restore_best_weights: true } };
    return { ...experiment, callbacks: [...callbacks, stopping] };
  },
};

/** A place of the window where the finding can be seen: nothing to train. */
export function lookAt(kind: 'look-errors' | 'look-data'): Remedy {
  return { kind, experiment: null };
}

/** The treatments that change something and lead to a document that may be, such as a rate within its bounds. */
export function remedies(
  experiment: Experiment,
  treatments: readonly (Treatment | Remedy)[],
): readonly Remedy[] {
  return treatments.flatMap((treatment) => {
    if (!('change' in treatment)) return [treatment];
    const changed = experimentSchema.safeParse(treatment.change(experiment));
    return changed.success ? [{ kind: treatment.kind, experiment: changed.data }] : [];
  });
}

/** Whether a hidden layer ends in a sigmoid or tanh. */
export function hasSquashing({ model }: Experiment): boolean {
  return model.layers.slice(0, -1).some(isSquashing);
}

function isSquashing(layer: LayerSpec): boolean {
  const activation = activationOf(layer);
  return activation === 'sigmoid' || activation === 'tanh';
}

function activationOf({ config }: LayerSpec): string | null {
  return 'activation' in config ? config.activation : null;
}

function activated(layer: LayerSpec, activation: string): LayerSpec {
  return { ...layer, config: { ...layer.config, activation } } as LayerSpec;
}

/** The experiment with every layer but the last one put through; null where that changes nothing. */
function withHidden(
  experiment: Experiment,
  change: (layer: LayerSpec) => readonly (LayerSpec | 'BatchNormalization')[],
): unknown {
  const { layers } = experiment.model;
  const changed = [...layers.slice(0, -1).flatMap(change), ...layers.slice(-1)];
  const isSame = changed.length === layers.length && changed.every((layer, place) => layer === layers[place]);
  return isSame ? null : { ...experiment, model: { ...experiment.model, layers: changed } };
}
