/** Python source text for layers, as a student writes them. */
import { layerSchema } from '../../../../shared/spec/layers.ts';
import type { PlainLayerSpec } from '../../../../shared/spec/layers/plain.ts';
import { argumentValue } from './classes.ts';
import { pythonCall, pythonString } from './literals.ts';

/** How the arguments of a class are written; those that are not named here follow where they differ from Keras's default. */
interface Writing {
  /** Written first, without their names, as Keras's signature has them. */
  readonly first: readonly string[];
  /** Written always, with their names. */
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
  }),
);

/** The call that makes a layer, with the arguments that differ from Keras's defaults and those that always matter. */
export function layerCall(layer: PlainLayerSpec, indent: string): string {
  const { class_name: className, config } = layer;
  const { first, always } = writings.get(className) ?? { first: [], always: [] };
  const values = new Map<string, unknown>(Object.entries(config));
  const defaults = defaultsOf(layer, [...first, ...always]);
  const isWritten = (name: string): boolean =>
    always.includes(name) || JSON.stringify(defaults.get(name)) !== JSON.stringify(values.get(name));
  const named = [...values.keys()].filter(
    (name) => name !== 'name' && !first.includes(name) && isWritten(name),
  );
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
