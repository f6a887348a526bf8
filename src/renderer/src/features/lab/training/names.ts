/** Names of classes as the page writes them. */
import type { LossSpec } from '../../../../../shared/spec/losses.ts';
import type { TextKey } from '../../../i18n/texts.ts';

/** Keras's short name of a class, as in `compile(loss='categorical_crossentropy')`. */
export function shortName(className: string): string {
  return className
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** What a loss expects of the last layer. */
export function expectation({ class_name, config }: LossSpec): TextKey {
  if ('from_logits' in config && config.from_logits) return 'training.expectsLogits';
  switch (class_name) {
    case 'CategoricalCrossentropy':
    case 'SparseCategoricalCrossentropy':
    case 'KLDivergence':
      return 'training.expectsSoftmax';
    case 'BinaryCrossentropy':
      return 'training.expectsSigmoid';
    case 'MeanSquaredError':
    case 'MeanAbsoluteError':
      return 'training.expectsAny';
    case 'Hinge':
    case 'SquaredHinge':
      return 'training.expectsMargin';
    case 'CategoricalHinge':
      return 'training.expectsScores';
  }
}
