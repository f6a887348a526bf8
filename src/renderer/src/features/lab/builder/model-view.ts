/** What can be said about a model that may have a fault: sizes up to it, and what does not fit the data or the loss. */
import { LabError, type LabErrorData } from '../../../../../shared/contract/errors.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import type { ModelSpec } from '../../../../../shared/spec/model.ts';
import { inferModel, type LayerReport } from '../../../../../shared/spec/shapes.ts';

/** Sizes of the layers before the first fault, and the fault. */
export interface ModelView {
  readonly reports: readonly LayerReport[];
  readonly fault: { readonly place: number; readonly error: LabErrorData } | null;
}

/** Looks at a model layer by layer. */
export function viewModel(model: ModelSpec, inputShape: readonly number[]): ModelView {
  try {
    return { reports: inferModel(model, inputShape), fault: null };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const place = Number(error.details['layer'] ?? 1) - 1;
    const before = { ...model, layers: model.layers.slice(0, place) };
    return { reports: inferModel(before, inputShape), fault: { place, error: error.toData() } };
  }
}

/** What a model computes but should not: it trains badly, or not at all. */
export type Advice =
  | { readonly kind: 'dense-on-picture'; readonly place: number; readonly shape: readonly number[] }
  | { readonly kind: 'picture-at-end'; readonly place: number; readonly shape: readonly number[] }
  | { readonly kind: 'wrong-units'; readonly place: number; readonly units: number; readonly classes: number }
  | { readonly kind: 'no-softmax'; readonly place: number; readonly activation: string }
  | { readonly kind: 'no-sigmoid'; readonly place: number; readonly activation: string }
  | { readonly kind: 'softmax-and-logits'; readonly place: number };

/** Finds what does not fit the classes of the data and the loss; the first layer in question comes first. */
export function adviceFor(
  { model, loss }: Experiment,
  reports: readonly LayerReport[],
  classes: number,
): readonly Advice[] {
  const last = reports.length - 1;
  const end = reports[last];
  if (end === undefined) return [];
  const advice: Advice[] = reports.flatMap(({ class_name: className, inputShape }, place) =>
    className === 'Dense' && inputShape.length === 3
      ? [{ kind: 'dense-on-picture' as const, place, shape: inputShape }]
      : [],
  );
  if (reports.length < model.layers.length) return advice.slice(0, 1);
  if (end.outputShape.length > 1) {
    const atEnd = { kind: 'picture-at-end', place: last, shape: end.outputShape } as const;
    return advice.length > 0 ? advice.slice(0, 1) : [atEnd];
  }
  const units = end.outputShape[0] ?? 0;
  if (units !== classes) advice.push({ kind: 'wrong-units', place: last, units, classes });
  return [...advice, ...adviceForLoss({ model, loss }, last)];
}

function adviceForLoss({ model, loss }: Pick<Experiment, 'model' | 'loss'>, place: number): Advice[] {
  const activation = lastActivation(model);
  const takesLogits = 'from_logits' in loss.config && loss.config.from_logits;
  switch (loss.class_name) {
    case 'CategoricalCrossentropy':
    case 'SparseCategoricalCrossentropy':
      if (takesLogits) return activation === 'softmax' ? [{ kind: 'softmax-and-logits', place }] : [];
      return activation === 'softmax' ? [] : [{ kind: 'no-softmax', place, activation }];
    case 'KLDivergence':
      return activation === 'softmax' ? [] : [{ kind: 'no-softmax', place, activation }];
    case 'BinaryCrossentropy': {
      const isProbability = activation === 'sigmoid' || activation === 'softmax';
      if (takesLogits) return isProbability ? [{ kind: 'softmax-and-logits', place }] : [];
      return isProbability ? [] : [{ kind: 'no-sigmoid', place, activation }];
    }
    default:
      return [];
  }
}

/** The activation of what the model puts out. */
function lastActivation({ layers }: ModelSpec): string {
  const last = layers.at(-1);
  if (last === undefined) return 'linear';
  if (last.class_name === 'ReLU') return 'relu';
  if (last.class_name === 'LeakyReLU') return 'leaky_relu';
  return 'activation' in last.config ? last.config.activation : 'linear';
}
