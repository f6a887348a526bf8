/** Names of layers: Keras's automatic ones, and each only once in its list. */
import type * as z from 'zod';
import { isRecord } from './class-spec.ts';
import { reportFault } from './faults.ts';
import { quote } from './quote.ts';

/** Keras's automatic name of a class, without number: `Conv2D` becomes `conv2d`, `LeakyReLU` `leaky_re_lu`. */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** Gives a completed layer a name made from its class, unless it has one or is unreadable. */
export function withName(layer: unknown, makeName: (className: string) => string): unknown {
  if (!isRecord(layer) || !isRecord(layer['config']) || layer['config']['name'] !== undefined) return layer;
  const name = makeName(String(layer['class_name']));
  return { ...layer, config: { ...layer['config'], name } };
}

/**
 * Completes every layer of a list and gives those without a name Keras's (`conv2d`, `conv2d_1`), passing over names
 * that are taken. Anything but a list passes unchanged, for the schema to judge.
 */
export function nameLayers(value: unknown, complete: (layer: unknown) => unknown): unknown {
  if (!Array.isArray(value)) return value;
  const layers = value.map(complete);
  const taken = new Set(layers.map(givenName));
  const counts = new Map<string, number>();
  return layers.map((layer) => withName(layer, (className) => freeName(snakeCase(className), taken, counts)));
}

/** Reports `spec.duplicate-name` for each layer whose name is taken, by one before it or beforehand. */
export function refuseEqualNames(
  layers: readonly { readonly config: { readonly name: string } }[],
  context: z.RefinementCtx,
  reserved: readonly string[] = [],
): void {
  const seen = new Set(reserved);
  for (const [index, { config }] of layers.entries()) {
    if (seen.has(config.name)) {
      const details = { found: quote(config.name) };
      reportFault(context, { code: 'spec.duplicate-name', path: [index, 'config', 'name'], details });
    }
    seen.add(config.name);
  }
}

function givenName(layer: unknown): unknown {
  return isRecord(layer) && isRecord(layer['config']) ? layer['config']['name'] : undefined;
}

function freeName(base: string, taken: ReadonlySet<unknown>, counts: Map<string, number>): string {
  for (;;) {
    const used = counts.get(base) ?? 0;
    counts.set(base, used + 1);
    const name = used === 0 ? base : `${base}_${used}`;
    if (!taken.has(name)) return name;
  }
}
