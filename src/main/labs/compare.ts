import { LabError } from '../../shared/contract/errors.ts';
import { type Comparison, expandComparison } from '../../shared/spec/comparison.ts';
import { type Difference, whatDiffers } from '../../shared/spec/differences.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { openedLayers } from '../../shared/spec/residual.ts';
import { layerWeights } from '../../shared/spec/weights.ts';
import type { ComparedRun } from './compared-run.ts';
import { equalStart, type SeedStart } from './equal-start.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { runExperiment } from './run-experiment.ts';

/** A run of a comparison that is about to begin. */
export interface PlannedRun {
  /** Name of the variant, such as `Adam`. */
  readonly variant: string;
  readonly experiment: Experiment;
  /** Place among all runs, from 0. */
  readonly index: number;
  readonly count: number;
}

/** What a comparison has shown. */
export interface ComparisonReport {
  /** Id of the comparison in the history. */
  readonly comparison: string;
  readonly name: string;
  readonly runs: readonly ComparedRun[];
  /** What differs between the variants, by path in their documents. */
  readonly differs: readonly Difference[];
  /** Whether all planned runs have come to their end; false after a stop. */
  readonly isComplete: boolean;
  /** The weights from which the runs started. */
  readonly start: StartReport;
  /** What the runs share at their start, hash by hash. */
  readonly equalStart: readonly SeedStart[];
}

/** Whether the runs of a comparison started from the same weights. */
export interface StartReport {
  /** For each seed the hashes that its runs reported: one where all networks have the same weights. */
  readonly bySeed: readonly { readonly seed: number; readonly hashes: readonly string[] }[];
  /** The hash of the first seed where all its runs share it; null where their networks have different weights. */
  readonly initialWeightsSha256: string | null;
}

/** How a caller follows a comparison: what {@link RunWatch} offers, and a call before each run. */
export interface ComparisonWatch extends RunWatch {
  readonly onPlanned?: (planned: PlannedRun) => void;
}

/**
 * Trains the runs of a comparison one after the other and proves that the race is fair: runs whose networks hold the
 * same weights and whose seeds agree must start from equal bits. After a stop the rest is left out.
 *
 * @throws LabError `engine.unequal-start` when that proof fails, and those of `runExperiment`.
 */
export async function compareExperiments(
  ports: LabPorts,
  comparison: Comparison,
  watch: ComparisonWatch,
): Promise<ComparisonReport> {
  const id = await ports.history.createComparison(comparison.name, comparison);
  const planned = expandComparison(comparison);
  const runs: ComparedRun[] = [];
  for (const [index, { name: variant, experiment }] of planned.entries()) {
    if (watch.signal.aborted) break;
    watch.onPlanned?.({ variant, experiment, index, count: planned.length });
    const request = { name: comparison.name, experiment, comparison: { id, variant } };
    runs.push({ variant, run: await runExperiment(ports, request, watch) });
  }
  const isComplete = runs.length === planned.length && runs.every(({ run }) => run.status !== 'stopped');
  const differs = whatDiffers(
    planned.slice(0, comparison.variants.length).map(({ experiment }) => experiment),
  );
  return {
    comparison: id,
    name: comparison.name,
    runs,
    differs,
    isComplete,
    start: startReport(runs),
    equalStart: equalStart(runs),
  };
}

/**
 * The starting points of runs; pure.
 *
 * @throws LabError `engine.unequal-start` when runs that must start equally did not.
 */
export function startReport(runs: readonly ComparedRun[]): StartReport {
  const startOf = new Map<string, { readonly variant: string; readonly hash: string }>();
  const hashesOf = new Map<number, Set<string>>();
  for (const { variant, run } of runs) {
    if (run.start === null) continue;
    const { seed } = run.experiment;
    const hash = run.start.initialWeightsSha256;
    const key = weightsKey(run.experiment, run.start.parameterCount);
    const equal = startOf.get(key) ?? { variant, hash };
    if (equal.hash !== hash) {
      throw new LabError('engine.unequal-start', { first: equal.variant, second: variant, seed });
    }
    startOf.set(key, equal);
    hashesOf.set(seed, (hashesOf.get(seed) ?? new Set()).add(hash));
  }
  const bySeed = [...hashesOf].map(([seed, hashes]) => ({ seed, hashes: [...hashes] }));
  const isShared = bySeed.length > 0 && bySeed.every(({ hashes }) => hashes.length === 1);
  return { bySeed, initialWeightsSha256: isShared ? (bySeed[0]?.hashes[0] ?? null) : null };
}

/**
 * Equal for experiments that must start from the same weights: the same seed, the same weights by name, shape and
 * initialiser (the width that each layer receives is left out; together with the number of parameters it is settled
 * by the layers before).
 */
function weightsKey(experiment: Experiment, parameterCount: number): string {
  const { layers } = experiment.model;
  const weights = openedLayers(layers).flatMap((layer) => layerWeights(layer, [1]));
  const starts = weights.map(({ name, shape, initializer }) => ({ name, shape, initializer }));
  const shortcuts = layers.flatMap((layer) => (layer.class_name === 'Residual' ? layer.config.shortcut : []));
  return JSON.stringify([experiment.seed, parameterCount, starts, shortcuts]);
}
