/** A Sequential model: a list of layers. */
import * as z from 'zod';
import { isRecord } from './class-spec.ts';
import { reportFault } from './faults.ts';
import { completeLayer, layerSchema, snakeCase, withName, type LayerSpec } from './layers.ts';
import { quote } from './quote.ts';
import { identifier } from './text.ts';

/** Most layers of a model. */
export const MOST_LAYERS = 200;

/** A model; layers without a name get Keras's (`conv2d`, `conv2d_1`), passing over names that are taken. */
export const modelSchema = z.strictObject({
  name: identifier.default('sequential'),
  layers: z.preprocess(
    nameLayers,
    z.array(layerSchema).min(1).max(MOST_LAYERS).superRefine(refuseEqualNames),
  ),
});

/** A model in normal form. */
export type ModelSpec = z.output<typeof modelSchema>;

function nameLayers(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const layers = value.map(completeLayer);
  const taken = new Set(layers.map(givenName));
  const counts = new Map<string, number>();
  return layers.map((layer) => withName(layer, (className) => freeName(snakeCase(className), taken, counts)));
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

function refuseEqualNames(layers: readonly LayerSpec[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { config }] of layers.entries()) {
    if (seen.has(config.name)) {
      const details = { found: quote(config.name) };
      reportFault(context, { code: 'spec.duplicate-name', path: [index, 'config', 'name'], details });
    }
    seen.add(config.name);
  }
}
