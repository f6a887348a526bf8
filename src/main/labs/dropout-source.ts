/** What the dropout lab works on: a lab that is trained first, or runs that the history holds. */
import { LabError } from '../../shared/contract/errors.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import { type Comparison, expandComparison, parseComparison } from '../../shared/spec/comparison.ts';
import { DOCUMENT_VERSION } from '../../shared/spec/document.ts';
import { dropoutLayers, settingsWithoutDropout } from '../../shared/spec/dropout.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { applySettings, type Settings } from '../../shared/spec/settings.ts';
import { comparedRuns } from './compared-run.ts';
import type { ComparedRun } from '../../shared/contract/comparison-report.ts';
import { findDocument, type NamedDocument, readLabs } from './labs-catalogue.ts';
import { planRace } from '../../shared/spec/race.ts';

/** What a name stands for. */
export type DropoutSource =
  | ({ readonly kind: 'lab' } & NamedDocument)
  | { readonly kind: 'run'; readonly runs: readonly [ComparedRun] }
  | { readonly kind: 'comparison'; readonly id: string; readonly runs: readonly ComparedRun[] };

/** What changes a lab's document into the pair that is trained. */
export interface PairOptions {
  /** Changes of the experiment by path, before the pair is made of it. */
  readonly settings: Settings;
  /** Seeds to train, counted up from the document's first. */
  readonly seedCount: number;
}

/**
 * Finds what a name stands for: a ready-made lab, else a run, else a comparison (both by the first letters of their
 * id), else a file.
 *
 * @throws LabError `dropout.no-such-source`, `dropout.no-runs`, `history.ambiguous-…`, and those of `findDocument`.
 */
export async function findDropoutSource(
  history: HistoryPort,
  name: string,
  labsFolder: string,
): Promise<DropoutSource> {
  const labs = (await readLabs(labsFolder)).map(({ id }) => id);
  const isLab = labs.includes(name);
  if (!isLab) {
    const run = await unlessMissing(history.run(name));
    if (run !== null) return { kind: 'run', runs: [{ variant: run.variant ?? run.name, run }] };
    const comparison = await unlessMissing(history.comparison(name));
    if (comparison !== null) {
      return { kind: 'comparison', id: comparison.id, runs: await runsOf(history, comparison.id) };
    }
  }
  const document = await unlessMissing(findDocument(name, labsFolder));
  if (document !== null) return { kind: 'lab', ...document };
  throw new LabError('dropout.no-such-source', { name, labs: labs.join(', ') });
}

/**
 * The comparison of an experiment with and without dropout. A comparison that has variants of both kinds stays as it
 * is; of any other its base is taken. The initial weights are the same, for only rates become 0.
 *
 * @throws LabError `dropout.no-dropout`, and `spec.*`.
 */
export function planDropoutPair({ source, document }: NamedDocument, options: PairOptions): Comparison {
  const { settings, seedCount } = options;
  const planned = planRace(document, source, { settings, seedCount });
  const uses = new Set(expandComparison(planned).map(({ experiment }) => hasDropout(experiment)));
  if (uses.size === 2) return planned;
  const base = planned.variants.length === 1 ? firstVariant(planned) : planned.base;
  if (!hasDropout(base)) throw new LabError('dropout.no-dropout', { name: source });
  return parseComparison({
    tatami: 'comparison',
    version: DOCUMENT_VERSION,
    name: planned.name,
    base,
    variants: [
      { name: 'with dropout', set: {} },
      { name: 'without dropout', set: settingsWithoutDropout(base) },
    ],
    seeds: planned.seeds,
  });
}

/** Whether an experiment's model drops anything. */
export function hasDropout({ model }: Experiment): boolean {
  return dropoutLayers(model).length > 0;
}

function firstVariant({ base, variants }: Comparison): Experiment {
  return applySettings(base, variants[0]?.set ?? {});
}

/** Codes that say that something is not there, so that it may be something else. */
const missingCodes: readonly string[] = [
  'history.no-such-run',
  'history.no-such-comparison',
  'history.short-prefix',
  'command.no-such-lab',
  'command.misspelt-lab',
];

async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LabError && missingCodes.includes(error.code)) return null;
    throw error;
  }
}

/** The runs of a comparison, in the order in which they were made. @throws LabError `dropout.no-runs`. */
async function runsOf(history: HistoryPort, comparisonId: string): Promise<readonly ComparedRun[]> {
  const runs = await comparedRuns(history, comparisonId);
  if (runs.length === 0) throw new LabError('dropout.no-runs', { comparison: comparisonId });
  return runs;
}
