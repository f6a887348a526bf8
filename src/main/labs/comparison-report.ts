/** What a comparison shows: made of its document and its runs alone, so that it can be made again at any time. */
import type {
  ComparedRun,
  ComparisonReport,
  StartReport,
  UnfinishedRun,
} from '../../shared/contract/comparison-report.ts';
import { LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import { type Comparison, parseComparison } from '../../shared/spec/comparison.ts';
import { whatDiffers } from '../../shared/spec/differences.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { openedLayers } from '../../shared/spec/residual.ts';
import { layerWeights } from '../../shared/spec/weights.ts';
import { comparedRuns } from './compared-run.ts';
import { isLeft, planComparison, type PlannedRun } from './comparison-plan.ts';
import { equalStart } from './equal-start.ts';

/**
 * The report of any comparison in the history; nothing is trained.
 * @throws LabError `history.no-such-comparison`, `history.ambiguous-comparison`, and `spec.*` for a document that this
 *   program does not understand.
 */
export async function comparisonReport(
  history: Pick<HistoryPort, 'comparison' | 'list' | 'run'>,
  idOrPrefix: string,
): Promise<ComparisonReport> {
  const { id, name, document } = await history.comparison(idOrPrefix);
  return reportOf({ id, name }, parseComparison(document), await comparedRuns(history, id));
}

/**
 * The report of a comparison; pure.
 * @param runs - In the order in which they were made.
 */
export function reportOf(
  { id, name }: Readonly<{ id: string; name: string }>,
  comparison: Comparison,
  runs: readonly ComparedRun[],
): ComparisonReport {
  const planned = planComparison(comparison, runs);
  const there = planned.flatMap(({ variant, run }) => (run === null ? [] : [{ variant, run }]));
  const unfinished = planned.filter(isLeft).map(unfinishedRun);
  const variants = planned.slice(0, comparison.variants.length).map(({ experiment }) => experiment);
  return {
    comparison: id,
    name,
    runs: there,
    differs: whatDiffers(variants),
    isComplete: unfinished.length === 0,
    unfinished,
    start: startReport(there),
    equalStart: equalStart(there),
  };
}

function unfinishedRun({ variant, experiment, run }: PlannedRun): UnfinishedRun {
  const { seed } = experiment;
  if (run === null) return { variant, seed, run: null, status: 'missing', failure: null };
  const status = run.status as UnfinishedRun['status'];
  return { variant, seed, run: run.id, status, failure: run.end?.failure ?? null };
}

/** The starting points of runs; pure. */
export function startReport(runs: readonly ComparedRun[]): StartReport {
  const hashesOf = new Map<number, Set<string>>();
  for (const { run } of runs) {
    if (run.start === null) continue;
    const { seed } = run.experiment;
    hashesOf.set(seed, (hashesOf.get(seed) ?? new Set()).add(run.start.initialWeightsSha256));
  }
  const bySeed = [...hashesOf].map(([seed, hashes]) => ({ seed, hashes: [...hashes] }));
  const isShared = bySeed.length > 0 && bySeed.every(({ hashes }) => hashes.length === 1);
  const initialWeightsSha256 = isShared ? (bySeed[0]?.hashes[0] ?? null) : null;
  return { bySeed, initialWeightsSha256, fault: unequalStart(runs) };
}

/** The first two runs that must start from the same weights and did not, as an error. */
function unequalStart(runs: readonly ComparedRun[]): LabErrorData | null {
  const startOf = new Map<string, { readonly variant: string; readonly hash: string }>();
  for (const { variant, run } of runs) {
    if (run.start === null) continue;
    const { initialWeightsSha256: hash, parameterCount } = run.start;
    const key = weightsKey(run.experiment, parameterCount);
    const equal = startOf.get(key) ?? { variant, hash };
    startOf.set(key, equal);
    if (equal.hash === hash) continue;
    const details = { first: equal.variant, second: variant, seed: run.experiment.seed };
    return new LabError('engine.unequal-start', details).toData();
  }
  return null;
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
