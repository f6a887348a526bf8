/** The comparison document: a base experiment, named variants of it, and the seeds with which each is run. */
import * as z from 'zod';
import { LabError } from '../contract/errors.ts';
import { parseDocumentText } from './document-text.ts';
import { DOCUMENT_VERSION, parseDocument } from './document.ts';
import { parseExperiment, seedSchema, type Experiment } from './experiment.ts';
import { reportFault } from './faults.ts';
import { pathText, quote } from './quote.ts';
import { applySettings } from './settings.ts';
import { title } from './text.ts';

/** Most characters of the name of a comparison or variant, as for an experiment. */
const MOST_NAME = 200;

const variantSchema = z.strictObject({
  name: title(MOST_NAME),
  /** What the variant changes in the base, by path as in `--set`. */
  set: z.record(z.string(), z.unknown()).default({}),
});

/** A comparison; without `seeds` each variant runs once with the seed of the base. */
export const comparisonSchema = z.strictObject({
  tatami: z.literal('comparison'),
  version: z.literal(DOCUMENT_VERSION),
  name: title(MOST_NAME).default('comparison'),
  base: z.unknown(),
  variants: z.array(variantSchema).min(1).max(100).superRefine(refuseEqualNames),
  seeds: z.array(seedSchema).min(1).max(100).superRefine(refuseEqualSeeds).optional(),
});

/** A variant of a comparison. */
export type Variant = z.output<typeof variantSchema>;

/** A comparison in normal form. */
export interface Comparison {
  readonly tatami: 'comparison';
  readonly version: typeof DOCUMENT_VERSION;
  readonly name: string;
  readonly base: Experiment;
  readonly variants: readonly Variant[];
  readonly seeds: readonly number[];
}

/** One run of a comparison. */
export interface ComparedExperiment {
  /** Name of the variant. */
  readonly name: string;
  readonly seed: number;
  readonly experiment: Experiment;
}

/**
 * Reads a comparison document into normal form and tries every variant, so that none fails later.
 * @throws LabError `spec.*` for the first fault; its path begins with `base` or with the variant.
 */
export function parseComparison(value: unknown): Comparison {
  const document = parseDocument(comparisonSchema, 'comparison', value);
  if (document.base === undefined) throw new LabError('spec.missing', { path: 'base' });
  const base = underPath(['base'], () => parseExperiment(document.base));
  const comparison = { ...document, base, seeds: document.seeds ?? [base.seed] };
  expandComparison(comparison);
  return comparison;
}

/** Reads the text of a comparison document. @throws LabError `spec.*`. */
export function parseComparisonText(text: string): Comparison {
  return parseComparison(parseDocumentText(text));
}

/**
 * The experiments of a comparison: all variants with the first seed, then all with the next.
 * Each experiment has the name of its variant and the seed of the comparison, whatever the variant sets.
 */
export function expandComparison(comparison: Comparison): readonly ComparedExperiment[] {
  const changed = comparison.variants.map((variant, index) => {
    const experiment = underPath(['variants', index, 'set'], () =>
      applySettings(comparison.base, variant.set),
    );
    return { variant, experiment };
  });
  return comparison.seeds.flatMap((seed) =>
    changed.map(({ variant, experiment }) => ({
      name: variant.name,
      seed,
      experiment: { ...experiment, name: variant.name, seed },
    })),
  );
}

function underPath<Result>(prefix: readonly PropertyKey[], read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LabError) || error.details['path'] === undefined) throw error;
    const path = `${pathText(prefix)}.${error.details['path']}`;
    throw new LabError(error.code, { ...error.details, path }, error);
  }
}

function refuseEqualNames(variants: readonly Variant[], context: z.RefinementCtx): void {
  const index = firstRepetition(variants.map((variant) => variant.name));
  const variant = variants[index];
  if (variant === undefined) return;
  const details = { found: quote(variant.name) };
  reportFault(context, { code: 'spec.duplicate-name', path: [index, 'name'], details });
}

function refuseEqualSeeds(seeds: readonly number[], context: z.RefinementCtx): void {
  const index = firstRepetition(seeds);
  if (index >= 0)
    reportFault(context, {
      code: 'spec.duplicate-seed',
      path: [index],
      details: { found: quote(seeds[index]) },
    });
}

/** The place of the first value that was there before, or -1. */
function firstRepetition(values: readonly unknown[]): number {
  return values.findIndex((value, place) => values.indexOf(value) < place);
}
