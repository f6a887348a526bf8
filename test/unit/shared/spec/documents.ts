/** Documents that the tests of this folder change. */

/** A document as a test writes it. */
export type Draft = Record<string, unknown>;

/** A valid experiment document in short form; each call makes a new one. */
export function draftExperiment(changes: Draft = {}): Draft {
  return {
    tatami: 'experiment',
    version: 1,
    dataset: 'mnist',
    model: { layers: draftLayers() },
    loss: 'categorical_crossentropy',
    optimizer: 'adam',
    ...changes,
  };
}

/** The layers of the slides' listing. */
export function draftLayers(): Draft[] {
  return [
    { class_name: 'Conv2D', config: { filters: 32, kernel_size: 6, activation: 'relu' } },
    { class_name: 'Conv2D', config: { filters: 64, kernel_size: [3, 3], activation: 'relu' } },
    { class_name: 'MaxPooling2D', config: { pool_size: [2, 2] } },
    { class_name: 'Dropout', config: { rate: 0.25 } },
    { class_name: 'Flatten' },
    { class_name: 'Dense', config: { units: 128, activation: 'relu' } },
    { class_name: 'Dropout', config: { rate: 0.5 } },
    { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
  ];
}

/** A valid experiment document with one layer of the listing replaced or changed. */
export function withLayer(index: number, layer: unknown): Draft {
  return draftExperiment({ model: { layers: draftLayers().with(index, layer as Draft) } });
}

/** A valid comparison document in short form. */
export function draftComparison(changes: Draft = {}): Draft {
  return {
    tatami: 'comparison',
    version: 1,
    base: draftExperiment(),
    variants: [{ name: 'Adam' }, { name: 'SGD', set: { optimizer: 'SGD' } }],
    ...changes,
  };
}
