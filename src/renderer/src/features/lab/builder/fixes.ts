/** Obvious ways out of a fault, each as one button. */
import type { LabErrorData } from '../../../../../shared/contract/errors.ts';
import { isRecord } from '../../../../../shared/spec/class-spec.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import type { TextKey } from '../../../i18n/texts.ts';
import { insertLayers, withLayers, withSettings } from './list-edits.ts';
import type { Advice } from './model-view.ts';

/** A way out. */
export interface Fix {
  readonly text: TextKey;
  readonly values: Readonly<Record<string, string | number>>;
  /** The changed document. */
  readonly edit: (experiment: Experiment) => unknown;
}

/** Ways out of a layer that does not fit. */
export function fixesForFault(place: number, error: LabErrorData, experiment: Experiment): readonly Fix[] {
  const layer = experiment.model.layers[place];
  if (layer === undefined) return [];
  switch (error.code) {
    case 'spec.window-too-big':
      return windowFixes(place, error, 'padding' in layer.config && layer.class_name !== 'ZeroPadding2D');
    case 'spec.needs-picture':
      return [moveBeforeFlatten(place, experiment), removal(place)].flatMap((fix) => fix ?? []);
    case 'spec.stride-and-dilation':
      return [setting('labBuilder.fixDilation', place, { dilation_rate: 1 })];
    case 'spec.unequal-strides':
      return [setting('labBuilder.fixStrides', place, { strides: 1 })];
    case 'spec.bad-axis':
      return [setting('labBuilder.fixAxis', place, { axis: [-1] })];
    case 'spec.needs-projection': {
      const shortcut: unknown = JSON.parse(String(error.details['projection'] ?? '{}'));
      return isRecord(shortcut) ? [setting('labBuilder.fixProjection', place, { shortcut })] : [];
    }
    default:
      return [];
  }
}

/** Ways out of what does not fit the data or the loss. */
export function fixesForAdvice(advice: Advice, experiment: Experiment, classes: number): readonly Fix[] {
  const { place } = advice;
  const { layers } = experiment.model;
  switch (advice.kind) {
    case 'dense-on-picture':
      return [insertion('Flatten', place), insertion('GlobalAveragePooling2D', place)];
    case 'picture-at-end':
      return [ending(classes, layers.length)];
    case 'wrong-units': {
      const dense = layers.findLastIndex((layer) => layer.class_name === 'Dense');
      const isFree = layers
        .slice(dense + 1)
        .every(({ class_name: name }) => /^(Activation|ReLU|Dropout)$/.test(name));
      if (dense < 0 || !isFree) return [ending(classes, layers.length)];
      return [setting('labBuilder.fixUnits', dense, { units: classes }, { classes })];
    }
    case 'no-softmax':
    case 'no-sigmoid':
      return activationFixes(advice, experiment);
    case 'softmax-and-logits':
      return [lossFix('labBuilder.fixFromLogits', false)];
  }
}

function activationFixes(
  advice: Advice & { readonly kind: string },
  { model, loss }: Experiment,
): readonly Fix[] {
  const activation = advice.kind === 'no-softmax' ? 'softmax' : 'sigmoid';
  const last = model.layers.at(-1);
  const isOwn = last !== undefined && 'activation' in last.config && last.class_name !== 'Residual';
  const fix = isOwn
    ? setting('labBuilder.fixActivation', advice.place, { activation }, { activation })
    : addition(activation);
  const isLinear = last !== undefined && 'activation' in last.config && last.config.activation === 'linear';
  const takesLogits = 'from_logits' in loss.config;
  return isLinear && takesLogits ? [fix, lossFix('labBuilder.fixTakesLogits', true)] : [fix];
}

function windowFixes(place: number, { details }: LabErrorData, hasPadding: boolean): readonly Fix[] {
  const [rows = 1, columns = 1] = String(details['input']).split(' x ').map(Number);
  const shrink: Fix = {
    text: 'labBuilder.fixWindow',
    values: { rows, columns },
    edit: (experiment) => {
      const config = experiment.model.layers[place]?.config ?? {};
      const key = ['kernel_size', 'pool_size'].find((name) => name in config);
      const size = key ? (config as Record<string, unknown>)[key] : null;
      const [height = 1, width = 1] = Array.isArray(size) ? (size as number[]) : [];
      const fitting = [Math.min(height, rows), Math.min(width, columns)];
      const changes = key ? { [key]: fitting, dilation_rate: 1 } : { height: rows, width: columns };
      const known = Object.entries(changes).filter(([name]) => name in config);
      return withSettings(experiment, place, Object.fromEntries(known));
    },
  };
  return hasPadding ? [setting('labBuilder.fixSame', place, { padding: 'same' }), shrink] : [shrink];
}

/** Moves a layer that needs a picture to before the layer that ended it. */
function moveBeforeFlatten(place: number, { model }: Experiment): Fix | null {
  const isEnd = /^(Flatten|Global)/;
  const end = model.layers.slice(0, place).findIndex(({ class_name: name }) => isEnd.test(name));
  const layer = model.layers[place];
  if (end < 0 || layer === undefined) return null;
  return {
    text: 'labBuilder.fixMoveBefore',
    values: { className: model.layers[end]?.class_name ?? '' },
    edit: (experiment) => {
      const layers = experiment.model.layers.toSpliced(place, 1).toSpliced(end, 0, layer);
      return withLayers(experiment, layers);
    },
  };
}

function removal(place: number): Fix {
  const edit = (experiment: Experiment): unknown =>
    withLayers(experiment, experiment.model.layers.toSpliced(place, 1));
  return { text: 'labBuilder.fixRemove', values: {}, edit };
}

function insertion(className: 'Flatten' | 'GlobalAveragePooling2D', place: number): Fix {
  const edit = (experiment: Experiment): unknown => {
    const added = [{ class_name: className, config: {} }];
    return withLayers(experiment, insertLayers(experiment.model.layers, place, added).layers);
  };
  return { text: 'labBuilder.fixInsert', values: { className }, edit };
}

/** Ends a model with one value for each class. */
function ending(classes: number, place: number): Fix {
  const edit = (experiment: Experiment): unknown => {
    const isPicture = !experiment.model.layers.some(({ class_name: name }) => /^(Flatten|Global)/.test(name));
    const dense = { class_name: 'Dense' as const, config: { units: classes, activation: 'softmax' } };
    const added = isPicture ? [{ class_name: 'Flatten' as const, config: {} }, dense] : [dense];
    return withLayers(experiment, insertLayers(experiment.model.layers, place, added).layers);
  };
  return { text: 'labBuilder.fixEnding', values: { classes }, edit };
}

function addition(activation: string): Fix {
  const edit = (experiment: Experiment): unknown => {
    const added = [{ class_name: 'Activation' as const, config: { activation } }];
    const { layers } = experiment.model;
    return withLayers(experiment, insertLayers(layers, layers.length, added).layers);
  };
  return { text: 'labBuilder.fixActivation', values: { activation }, edit };
}

function setting(
  text: TextKey,
  place: number,
  changes: Readonly<Record<string, unknown>>,
  values: Fix['values'] = {},
): Fix {
  return { text, values, edit: (experiment) => withSettings(experiment, place, changes) };
}

function lossFix(text: TextKey, isLogits: boolean): Fix {
  const edit = ({ loss, ...experiment }: Experiment): unknown => ({
    ...experiment,
    loss: { ...loss, config: { ...loss.config, from_logits: isLogits } },
  });
  return { text, values: {}, edit };
}
