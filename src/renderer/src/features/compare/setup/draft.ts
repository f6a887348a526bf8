/** A comparison that is being planned: each change makes a whole, valid document of the one before. */
import { isDropout } from '../../../../../shared/spec/dropout.ts';
import { type Comparison, parseComparison, type Variant } from '../../../../../shared/spec/comparison.ts';
import { DOCUMENT_VERSION } from '../../../../../shared/spec/document.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import type { OptimizerPreset } from '../../../../../shared/spec/presets.ts';
import { optimizerNames, presetVariants } from '../../../../../shared/spec/race.ts';
import { applySettings, parseSetting, type Settings } from '../../../../../shared/spec/settings.ts';
import { parseVariation } from '../../../../../shared/spec/variation.ts';

/** The nine of the lecture. */
export const nineOptimizers = optimizerNames.filter((name) => name !== 'AdamW');

/** A comparison of the nine optimizers on an experiment, with the numbers of the slides. */
export function emptyComparison(experiment: Experiment): Comparison {
  return parseComparison({
    tatami: 'comparison',
    version: DOCUMENT_VERSION,
    name: experiment.name,
    base: experiment,
    variants: presetVariants('keras2', nineOptimizers),
  });
}

/** Fields that have a form of their own. */
export const valueKinds = ['dropout', 'batch', 'rate', 'field'] as const;

/** A name of {@link valueKinds}. */
export type ValueKind = (typeof valueKinds)[number];

/**
 * One racer for each value.
 * @param text - Values between commas, as in `--vary`.
 * @param path - The field for the kind `field`.
 * @throws LabError `spec.bad-variation`, or `dropout.no-dropout` where nothing can drop.
 */
export function variantsOfValues(
  base: Experiment,
  kind: ValueKind,
  { text, path }: Readonly<{ text: string; path: string }>,
): readonly Variant[] {
  if (kind === 'dropout') return dropoutVariants(base, text);
  const field = { batch: 'batch_size', rate: 'optimizer.learning_rate', field: path }[kind];
  const { settings } = parseVariation(`${field}=${text}`);
  const short = { batch: 'batch', rate: 'lr', field: lastPart(path) }[kind];
  return settings.map((setting) => ({
    name: `${short} ${setting.text}`,
    set: { [setting.path]: setting.value },
  }));
}

/** The paths of all layers that can drop, also those at rate 0. */
export function dropoutPaths({ model }: Experiment): readonly string[] {
  return model.layers.flatMap((layer, place) => {
    const path = `model.layers[${place}]`;
    if (layer.class_name !== 'Residual') return isDropout(layer) ? [`${path}.config.rate`] : [];
    const { layers } = layer.config;
    return layers.flatMap((inner, index) =>
      isDropout(inner) ? [`${path}.config.layers[${index}].config.rate`] : [],
    );
  });
}

function dropoutVariants(base: Experiment, text: string): readonly Variant[] {
  const paths = dropoutPaths(base);
  const { settings } = parseVariation(`rate=${text}`);
  return settings.map(({ value, text: rate }) => ({
    name: `dropout ${rate}`,
    set: Object.fromEntries(paths.map((path) => [path, value])),
  }));
}

/** The comparison with other racers. @throws LabError `spec.*` for the first fault. */
export function withVariants(comparison: Comparison, variants: readonly Variant[]): Comparison {
  return parseComparison({ ...comparison, variants });
}

/** The comparison with the chosen optimizers of a preset. @throws LabError `spec.no-preset`. */
export function withOptimizers(
  comparison: Comparison,
  preset: OptimizerPreset,
  names: readonly string[],
): Comparison {
  return withVariants(comparison, presetVariants(preset, names));
}

/** Adds a racer like the last one, under a name that is free. */
export function withOneMore(comparison: Comparison): Comparison {
  const last = comparison.variants.at(-1);
  const names = comparison.variants.map(({ name }) => name);
  const stem = (last?.name ?? 'racer').replace(/ \d+$/, '');
  let number = 2;
  while (names.includes(`${stem} ${number}`)) number += 1;
  return withVariants(comparison, [
    ...comparison.variants,
    { name: `${stem} ${number}`, set: { ...last?.set } },
  ]);
}

/** The comparison without a racer; the last one stays. */
export function withoutVariant(comparison: Comparison, place: number): Comparison {
  if (comparison.variants.length < 2) return comparison;
  return withVariants(comparison, comparison.variants.toSpliced(place, 1));
}

/** The comparison with another name for a racer. @throws LabError `spec.duplicate-name` and the like. */
export function renamed(comparison: Comparison, place: number, name: string): Comparison {
  return changedVariant(comparison, place, (variant) => ({ ...variant, name }));
}

/**
 * The comparison with one more setting of a racer. A setting inside what the racer replaces as a whole
 * (`optimizer.learning_rate` beside `optimizer`) comes after it and so counts.
 * @param text - `path=value`, as in `--set`.
 * @throws LabError `spec.*`.
 */
export function withSetting(comparison: Comparison, place: number, text: string): Comparison {
  const { path, value } = parseSetting(text);
  return changedVariant(comparison, place, ({ name, set }) => {
    const { [path]: _before, ...others } = set;
    return { name, set: { ...others, [path]: value } };
  });
}

/** The comparison without a setting of a racer. */
export function withoutSetting(comparison: Comparison, place: number, path: string): Comparison {
  return changedVariant(comparison, place, ({ name, set }) => {
    const { [path]: _removed, ...others } = set;
    return { name, set: others };
  });
}

/** The comparison with settings of the experiment that all racers share. @throws LabError `spec.*`. */
export function withBaseSettings(comparison: Comparison, settings: Settings): Comparison {
  return parseComparison({ ...comparison, base: applySettings(comparison.base, settings) });
}

/**
 * The comparison on another experiment. Racers that do not fit it (they change layers that it does not have) give way to
 * the nine optimizers.
 */
export function withBase(comparison: Comparison, base: Experiment): Comparison {
  try {
    return parseComparison({ ...comparison, base });
  } catch {
    return { ...emptyComparison(base), name: comparison.name, seeds: comparison.seeds };
  }
}

/** The comparison with other seeds. @throws LabError `spec.*`. */
export function withSeeds(comparison: Comparison, seeds: readonly number[]): Comparison {
  return parseComparison({ ...comparison, seeds });
}

/** A number of seeds: those that are there, and as many more as are wanted, counted up from the last. */
export function countedSeeds(seeds: readonly number[], count: number): readonly number[] {
  const last = seeds.at(-1) ?? -1;
  const more = Array.from({ length: Math.max(0, count - seeds.length) }, (_, index) => last + 1 + index);
  return [...seeds, ...more].slice(0, Math.max(1, count));
}

/** Seeds as a user writes them: numbers between commas or blanks. What is no number stays, for the document to refuse. */
export function parseSeeds(text: string): readonly number[] {
  return text
    .split(/[\s,、]+/)
    .filter((piece) => piece !== '')
    .map(Number);
}

function changedVariant(
  comparison: Comparison,
  place: number,
  change: (variant: Variant) => Variant,
): Comparison {
  const variants = comparison.variants.map((variant, index) => (index === place ? change(variant) : variant));
  return withVariants(comparison, variants);
}

function lastPart(path: string): string {
  return path.split('.').at(-1) ?? path;
}
