/** Python source text for layers, as a student writes them. */
import { snakeCase } from '../spec/layer-names.ts';
import { layerSchema } from '../spec/layers.ts';
import type { PlainLayerSpec } from '../spec/layers/plain.ts';
import { argumentValue, shortValue } from './classes.ts';
import { pythonCall, pythonString } from './literals.ts';

/** How the arguments of a class are written; those that are not named here follow where they differ from Keras's default. */
interface Writing {
  /** Written first, without their names, as Keras's signature has them. */
  readonly first: readonly string[];
  /** Written always, with their names, where a call is to say all that matters. */
  readonly always: readonly string[];
}

const convolution = ['strides', 'padding', 'activation'];
const pool = { first: ['pool_size'], always: ['strides', 'padding'] };

const writings: ReadonlyMap<string, Writing> = new Map(
  Object.entries({
    Dense: { first: ['units'], always: ['activation'] },
    Dropout: { first: ['rate'], always: [] },
    SpatialDropout2D: { first: ['rate'], always: [] },
    GaussianNoise: { first: ['stddev'], always: [] },
    BatchNormalization: { first: [], always: ['momentum', 'epsilon'] },
    LayerNormalization: { first: [], always: ['axis', 'epsilon'] },
    Activation: { first: ['activation'], always: [] },
    LeakyReLU: { first: [], always: ['negative_slope'] },
    Rescaling: { first: ['scale'], always: ['offset'] },
    Conv2D: { first: ['filters', 'kernel_size'], always: convolution },
    DepthwiseConv2D: { first: ['kernel_size'], always: convolution },
    SeparableConv2D: { first: ['filters', 'kernel_size'], always: convolution },
    ZeroPadding2D: { first: ['padding'], always: [] },
    MaxPooling2D: pool,
    AveragePooling2D: pool,
    RandomTranslation: { first: ['height_factor', 'width_factor'], always: [] },
    RandomRotation: { first: ['factor'], always: [] },
    RandomCrop: { first: ['height', 'width'], always: [] },
  }),
);

/** The call that makes a layer, with the arguments that differ from Keras's defaults and those that always matter. */
export function layerCall(layer: PlainLayerSpec, indent: string): string {
  const { class_name: className, config } = layer;
  const { first, always } = writingOf(className);
  const values = new Map<string, unknown>(Object.entries(config));
  const named = otherArguments(layer, [...first, ...always]).filter((name) => !first.includes(name));
  return pythonCall(
    `layers.${className}`,
    [
      ...first.map((name) => argumentValue(name, values.get(name), `${indent}    `)),
      ...named.map((name) => `${name}=${argumentValue(name, values.get(name), `${indent}    `)}`),
      `name=${pythonString(scopeName(config.name))}`,
    ],
    indent,
  );
}

/**
 * The shortest call that makes a layer: what differs from Keras's defaults, classes without their module.
 * @param automaticName The name that Keras would give; any other one is written.
 */
export function shortLayerCall(layer: PlainLayerSpec, automaticName: string): string {
  const { first } = writingOf(layer.class_name);
  const values = new Map<string, unknown>(Object.entries(layer.config));
  const { name } = layer.config;
  const differing = otherArguments(layer, first).filter((argument) => !first.includes(argument));
  const named = differing.map((argument) => `${argument}=${shortValue(values.get(argument))}`);
  const naming = name === automaticName ? [] : [`name=${pythonString(name)}`];
  const args = [...first.map((argument) => shortValue(values.get(argument))), ...named, ...naming];
  return `${layer.class_name}(${args.join(', ')})`;
}

/** Keras's automatic names of layers, in their order: `conv2d`, `conv2d_1`. */
export function automaticNames(classNames: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return classNames.map((className) => {
    const base = snakeCase(className);
    const used = counts.get(base) ?? 0;
    counts.set(base, used + 1);
    return used === 0 ? base : `${base}_${used}`;
  });
}

function writingOf(className: string): Writing {
  return writings.get(className) ?? { first: [], always: [] };
}

/** The named arguments that are given or differ from Keras's defaults, in Keras's order. */
function otherArguments(layer: PlainLayerSpec, given: readonly string[]): string[] {
  return Object.keys(layer.config).filter(
    (name) => name !== 'name' && (given.includes(name) || isDifferent(layer, name, given)),
  );
}

function isDifferent(layer: PlainLayerSpec, name: string, given: readonly string[]): boolean {
  if (given.includes(name)) return false;
  const value = new Map<string, unknown>(Object.entries(layer.config)).get(name);
  return JSON.stringify(defaultsOf(layer, given).get(name)) !== JSON.stringify(value);
}

/** Keras's defaults of a layer's arguments; empty where the class needs others than the given ones. */
function defaultsOf(layer: PlainLayerSpec, given: readonly string[]): ReadonlyMap<string, unknown> {
  const config = Object.fromEntries(Object.entries(layer.config).filter(([name]) => given.includes(name)));
  const bare = layerSchema.safeParse({ class_name: layer.class_name, config });
  return new Map(bare.success ? Object.entries(bare.data.config) : []);
}

/** A name that Keras on TensorFlow accepts: characters outside ASCII become `.u7573.` and the like. */
export function scopeName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/gu, (character) => `.u${character.codePointAt(0)?.toString(16)}.`);
}
