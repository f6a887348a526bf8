/** The settings of each layer as fields: which kind each is, which stand first, and how they are written. */
import { activationNames } from '../../../../../shared/spec/activations.ts';
import type { LayerSpec } from '../../../../../shared/spec/layers.ts';

/** How a setting is entered. */
export type FieldKind =
  | 'count'
  | 'number'
  | 'pair'
  | 'ends'
  | 'borders'
  | 'axes'
  | 'optional'
  | 'choice'
  | 'switch'
  | 'class'
  | 'name';

/** A setting by Keras's name. */
export interface Field {
  readonly key: string;
  readonly kind: FieldKind;
  readonly options: readonly string[];
}

const choices: Readonly<Record<string, readonly string[]>> = {
  padding: ['valid', 'same'],
  activation: activationNames,
  mode: ['horizontal', 'vertical', 'horizontal_and_vertical'],
  fill_mode: ['reflect', 'wrap', 'constant', 'nearest'],
  interpolation: ['bilinear', 'nearest'],
};

const kinds: Readonly<Record<string, FieldKind>> = {
  filters: 'count',
  units: 'count',
  depth_multiplier: 'count',
  height: 'count',
  width: 'count',
  kernel_size: 'pair',
  pool_size: 'pair',
  strides: 'pair',
  dilation_rate: 'pair',
  factor: 'ends',
  height_factor: 'ends',
  width_factor: 'ends',
  axis: 'axes',
  max_value: 'optional',
  name: 'name',
};

const later =
  /_(initializer|regularizer|constraint)$|^(name|trainable|dilation_rate|use_bias|fill_value|epsilon)$/;

/** The fields of a layer: those that matter most, and the rest. */
export function fieldsOf({ config }: LayerSpec): {
  readonly main: readonly Field[];
  readonly more: readonly Field[];
} {
  const fields = Object.entries(config)
    .filter(([key]) => key !== 'layers' && key !== 'shortcut')
    .map(([key, value]): Field => ({ key, kind: kindOf(key, value), options: choices[key] ?? [] }));
  return {
    main: fields.filter(({ key }) => !later.test(key)),
    more: fields.filter(({ key }) => later.test(key)),
  };
}

function kindOf(key: string, value: unknown): FieldKind {
  if (/_(initializer|regularizer)$/.test(key)) return 'class';
  if (typeof value === 'boolean') return 'switch';
  if (key === 'padding' && Array.isArray(value)) return 'borders';
  if (choices[key]) return 'choice';
  return kinds[key] ?? 'number';
}

/** A value as its field shows it: `2 × 2`, `−0.1 … 0.1`. */
export function fieldText(kind: FieldKind, value: unknown): string {
  if (value === null) return '';
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const numbers = value.flat() as unknown[];
  if (kind === 'pair') return numbers.join(' × ');
  return numbers.join(kind === 'ends' ? ' … ' : ', ');
}

/** What a text in a field stands for; an unreadable text passes as it is, for the schema to judge. */
export function fieldValue(kind: FieldKind, text: string): unknown {
  if (kind === 'name') return text.trim();
  if (kind === 'optional' && text.trim() === '') return null;
  const numbers = (text.replaceAll('−', '-').match(/-?\d*\.?\d+(e-?\d+)?/gi) ?? []).map(Number);
  if (numbers.length === 0) return text;
  const [first = 0, second = first] = numbers;
  if (kind === 'pair') return [first, second];
  if (kind === 'ends') return numbers.length === 1 ? first : [first, second];
  if (kind === 'axes') return numbers;
  if (kind !== 'borders') return first;
  const [, , third = first, fourth = second] = numbers;
  return numbers.length < 3
    ? [
        [first, first],
        [second, second],
      ]
    : [
        [first, second],
        [third, fourth],
      ];
}

/** A value moved by a step of the arrow keys. */
export function stepped(kind: FieldKind, value: unknown, direction: 1 | -1): unknown {
  if (kind === 'count' && typeof value === 'number') return Math.max(1, value + direction);
  if (kind === 'pair' && Array.isArray(value)) {
    return (value as number[]).map((size) => Math.max(1, size + direction));
  }
  if (kind === 'number' && typeof value === 'number') {
    const step = Math.abs(value) >= 2 ? 1 : 0.05;
    return Number((value + direction * step).toFixed(4));
  }
  return value;
}
