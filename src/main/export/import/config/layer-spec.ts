/** One layer of Keras's configuration in our form; every setting that would change what it computes is refused. */
import { LabError } from '../../../../shared/contract/errors.ts';
import type { ImportNote } from '../../../../shared/contract/imported-model.ts';
import { isRecord } from '../../../../shared/spec/class-spec.ts';
import { parseWith } from '../../../../shared/spec/faults.ts';
import { layerSchema } from '../../../../shared/spec/layers.ts';
import { type PlainLayerSpec, plainLayers } from '../../../../shared/spec/layers/plain.ts';
import { quote, shown } from '../../../../shared/spec/quote.ts';
import type { Config } from './config-text.ts';
import type { KerasLayer } from './keras-layers.ts';
import { readActivation, readInitializer, readRegularizer } from './values.ts';

/** Keys that every layer of a class has in our documents. */
const knownKeys: ReadonlyMap<string, readonly string[]> = new Map(
  plainLayers.map(({ shape }) => [shape.class_name.value, Object.keys(shape.config.shape)]),
);

/** Settings that Tatami does not have, with the values at which they change nothing. */
const neutral: Readonly<Record<string, readonly unknown[]>> = {
  data_format: ['channels_last', null],
  groups: [1],
  renorm: [false],
  synchronized: [false],
  rms_scaling: [false],
  conv_dim: [2],
  rank: [2],
  axis: [-1],
  alpha: [1],
};

/** Settings that do not concern what a trained layer computes. */
const idle: readonly string[] = [
  ...['dtype', 'batch_shape', 'batch_input_shape', 'input_shape', 'input_dtype', 'input_dim', 'input_length'],
  ...[
    'seed',
    'autocast',
    'fused',
    'renorm_momentum',
    'virtual_batch_size',
    'sparse',
    'ragged',
    'build_config',
  ],
];

/** Classes that are one of ours by another name. */
const renamed: Readonly<Record<string, { readonly className: string; readonly config: Config }>> = {
  Softmax: { className: 'Activation', config: { activation: 'softmax' } },
  ELU: { className: 'Activation', config: { activation: 'elu' } },
  /** What our RandomCrop does outside training. */
  CenterCrop: { className: 'RandomCrop', config: {} },
};

/**
 * A layer in our form, under the given name.
 * @throws LabError `import.unsupported-layer`, `import.unsupported-setting`, and `spec.*` for a value out of bounds.
 */
export function layerSpec(layer: KerasLayer, name: string, notes: ImportNote[]): PlainLayerSpec {
  const other = Object.hasOwn(renamed, layer.className) ? renamed[layer.className] : undefined;
  const className = other?.className ?? layer.className;
  const known = knownKeys.get(className);
  if (known === undefined) {
    const details = { place: layer.place, layer: shown(layer.name), className: shown(layer.className) };
    throw new LabError('import.unsupported-layer', details);
  }
  notePrecision(layer, notes);
  const config: Record<string, unknown> = { ...other?.config, name };
  for (const [key, value] of Object.entries(modern(layer))) {
    if (key === 'name') continue;
    if (known.includes(key) && !(key in (other?.config ?? {}))) {
      const read = readValue(key, value);
      if (read === null && key.endsWith('_initializer')) {
        notes.push({ code: 'initializer', layer: name, detail: quote(value) });
      } else config[key] = read;
    } else refuseUnlessNeutral(layer, key, value);
  }
  return parsed(layer, { class_name: className, config });
}

/** Keras 2's names of settings in Keras 3's words; the axis of the channels however it is counted. */
function modern({ className, config }: KerasLayer): Config {
  const { alpha, axis, ...others } = config;
  if (className === 'LeakyReLU' && alpha !== undefined) return { ...others, negative_slope: alpha };
  if (className === 'BatchNormalization' && axis !== undefined) {
    const only = Array.isArray(axis) && axis.length === 1 ? (axis[0] as unknown) : axis;
    return { ...others, axis: only === 3 ? -1 : only };
  }
  return config;
}

function readValue(key: string, value: unknown): unknown {
  if (key.endsWith('_initializer')) return readInitializer(value);
  if (key.endsWith('_regularizer')) return readRegularizer(value);
  return key === 'activation' ? readActivation(value) : value;
}

function refuseUnlessNeutral({ place, name, className }: KerasLayer, key: string, value: unknown): void {
  const allowed = Object.hasOwn(neutral, key) ? neutral[key] : undefined;
  if (idle.includes(key) || (allowed ?? [null]).includes(value)) return;
  const expected = (allowed ?? [null]).map((one) => quote(one)).join(', ');
  const details = {
    place,
    layer: shown(name),
    className,
    setting: shown(key),
    found: quote(value),
    expected,
  };
  throw new LabError('import.unsupported-setting', details);
}

/** The weights of a mixed precision are float32; any other precision is not. */
function notePrecision(layer: KerasLayer, notes: ImportNote[]): void {
  const { dtype = 'float32' } = layer.config;
  const inner = isRecord(dtype) && isRecord(dtype['config']) ? dtype['config']['name'] : dtype;
  if (inner === 'float32' || inner === null) return;
  if (typeof inner === 'string' && /^mixed_b?float16$/.test(inner)) {
    notes.push({ code: 'precision', layer: shown(layer.name), detail: inner });
    return;
  }
  const { place, name, className } = layer;
  const details = {
    place,
    layer: shown(name),
    className,
    setting: 'dtype',
    found: quote(inner),
    expected: '"float32"',
  };
  throw new LabError('import.unsupported-setting', details);
}

/** Our schema's judgement, told with the layer's place. */
function parsed({ place, name }: KerasLayer, spec: unknown): PlainLayerSpec {
  try {
    return parseWith(layerSchema, spec) as PlainLayerSpec;
  } catch (error) {
    if (!(error instanceof LabError) || error.details['path'] === undefined) throw error;
    const path = `${place}: ${shown(name)}.${error.details['path']}`;
    throw new LabError(error.code, { ...error.details, path }, error);
  }
}
