/** Turns documents into comparisons: a race of optimizers, or repetitions with other seeds. */
import { LabError } from '../contract/errors.ts';
import { type Comparison, parseComparison, type Variant } from './comparison.ts';
import { DOCUMENT_VERSION } from './document.ts';
import type { Experiment } from './experiment.ts';
import { nearestName, resolveName } from './names.ts';
import { type OptimizerClassName, optimizerPreset } from './optimizers.ts';
import type { OptimizerPreset } from './presets.ts';
import { applySettings, type Settings } from './settings.ts';
import { combineVariations, type Variation } from './variation.ts';

/** What changes a document into the comparison that is wanted. */
export interface RaceOptions {
  /** Changes of the base experiment, by path; `seed` also decides the first seed. */
  readonly settings: Settings;
  /** Optimizers by name, see {@link optimizerNames}; absent: the variants of the document. */
  readonly optimizers?: readonly string[];
  /** Fields that vary; each variant is joined with each combination of their values. */
  readonly variations?: readonly Variation[];
  /** Number of seeds, counted up from the first; absent: the seeds of the document. */
  readonly seedCount?: number;
}

/** The optimizers that a race may name; a rule that is SGD with an argument has a name of its own, as on the slides. */
const optimizersByName: Readonly<Record<string, Variant['set'][string]>> = {
  SGD: { class_name: 'SGD' },
  momentum: { class_name: 'SGD', config: { momentum: 0.9 } },
  Nesterov: { class_name: 'SGD', config: { momentum: 0.9, nesterov: true } },
  Adagrad: { class_name: 'Adagrad' },
  RMSprop: { class_name: 'RMSprop' },
  Adadelta: { class_name: 'Adadelta' },
  Adam: { class_name: 'Adam' },
  AdamW: { class_name: 'AdamW' },
  Adamax: { class_name: 'Adamax' },
  Nadam: { class_name: 'Nadam' },
};

/** The class and the arguments that a name adds to a preset; the rest is the preset's. */
function namedRule(name: string): { readonly className: OptimizerClassName; readonly extra: object } {
  if (name === 'momentum') return { className: 'SGD', extra: { momentum: 0.9 } };
  if (name === 'Nesterov') return { className: 'SGD', extra: { momentum: 0.9, nesterov: true } };
  return { className: name as OptimizerClassName, extra: {} };
}

/**
 * The racers of a preset, every number written out.
 * @param names - Of {@link optimizerNames}, in any case.
 * @throws LabError `command.no-such-optimizer`, and `spec.no-preset` for AdamW with `keras2`.
 */
export function presetVariants(preset: OptimizerPreset, names: readonly string[]): readonly Variant[] {
  return names.map((name) => {
    const resolved = resolveName(name, optimizerNames);
    if (!optimizerNames.includes(resolved)) {
      throw new LabError('command.no-such-optimizer', { name, known: optimizerNames.join(', ') });
    }
    const { className, extra } = namedRule(resolved);
    const { class_name, config } = optimizerPreset(preset, className);
    const optimizer = { class_name, config: { ...config, ...extra } };
    return { name: resolved, set: { optimizer } };
  });
}

/** Names for `RaceOptions.optimizers`; upper and lower case do not matter. */
export const optimizerNames = Object.keys(optimizersByName);

/**
 * The comparison that a user asks for. A named optimizer that the document already has as a variant keeps the
 * settings it has there; any other gets Keras 3's defaults.
 *
 * @param source - How the user named the document, for messages.
 * @throws LabError `command.nothing-to-compare` for a single experiment that nothing varies,
 *   `command.no-such-optimizer`, `command.misspelt-optimizer`, `command.vary-seed`, and `spec.*`.
 */
export function planRace(
  document: Experiment | Comparison,
  source: string,
  options: RaceOptions,
): Comparison {
  const { settings, optimizers, seedCount, variations = [] } = options;
  const known = document.tatami === 'comparison' ? document : null;
  if (known === null && optimizers === undefined && seedCount === undefined && variations.length === 0) {
    throw new LabError('command.nothing-to-compare', { name: source });
  }
  const base = applySettings(document.tatami === 'comparison' ? document.base : document, settings);
  for (const variation of variations) tryVariation(base, variation);
  const named = optimizers?.map((name) => optimizerVariant(name, known)) ?? known?.variants;
  return parseComparison({
    tatami: 'comparison',
    version: DOCUMENT_VERSION,
    name: document.name,
    base,
    variants: variantsOf(named, variations, document.name),
    seeds: seedsOf({ base, known, seedCount, isSeedGiven: 'seed' in settings }),
  });
}

/** Tries each value on the base, so that a message names the field as the user wrote it. */
function tryVariation(base: Experiment, { path, settings }: Variation): void {
  if (path === 'seed') throw new LabError('command.vary-seed');
  for (const { value } of settings) applySettings(base, { [path]: value });
}

/** Each named variant with each combination of the varied values. */
function variantsOf(
  named: readonly Variant[] | undefined,
  variations: readonly Variation[],
  documentName: string,
): readonly Variant[] {
  if (variations.length === 0) return named ?? [{ name: documentName, set: {} }];
  const combinations = combineVariations(variations);
  if (named === undefined) return combinations.map(({ name, set }) => ({ name, set: { ...set } }));
  return named.flatMap((variant) =>
    combinations.map(({ name, set }) => ({
      name: `${variant.name}, ${name}`,
      set: { ...variant.set, ...set },
    })),
  );
}

function optimizerVariant(name: string, known: Comparison | null): Variant {
  const names = known?.variants.map((variant) => variant.name) ?? [];
  const there = known?.variants.find((variant) => variant.name === resolveName(name, names));
  if (there !== undefined) return there;
  const resolved = resolveName(name, optimizerNames);
  const optimizer = optimizersByName[resolved];
  if (optimizer === undefined) {
    const nearest = nearestName(name, optimizerNames);
    const details = { name, known: optimizerNames.join(', ') };
    throw nearest === null
      ? new LabError('command.no-such-optimizer', details)
      : new LabError('command.misspelt-optimizer', { ...details, nearest });
  }
  return { name: resolved, set: { optimizer } };
}

function seedsOf(
  wanted: Readonly<{
    base: Experiment;
    known: Comparison | null;
    seedCount: number | undefined;
    isSeedGiven: boolean;
  }>,
): readonly number[] {
  const { base, known, seedCount, isSeedGiven } = wanted;
  const given = known === null || isSeedGiven ? [base.seed] : known.seeds;
  if (seedCount === undefined) return given;
  const [first = base.seed] = given;
  return Array.from({ length: seedCount }, (_, index) => given[index] ?? first + index);
}
