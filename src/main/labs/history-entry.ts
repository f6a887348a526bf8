/** What an id of the history stands for: a run or a comparison. */
import { LabError, type LabErrorCode } from '../../shared/contract/errors.ts';
import type { ComparisonRecord, HistoryPort, RunDetail } from '../../shared/contract/history.ts';

/** A run, or a comparison, of the history. */
export type HistoryEntry =
  | { readonly kind: 'run'; readonly run: RunDetail }
  | { readonly kind: 'comparison'; readonly record: ComparisonRecord };

/**
 * Finds a run or a comparison by its id or an unambiguous prefix of at least 4 characters.
 * @throws LabError `history.no-such-run` where it is neither, `history.ambiguous-run` (also where it could be both),
 *   `history.ambiguous-comparison`, `history.short-prefix`.
 */
export async function findEntry(
  history: Pick<HistoryPort, 'run' | 'comparison'>,
  idOrPrefix: string,
): Promise<HistoryEntry> {
  const run = await unlessMissing(history.run(idOrPrefix), 'history.no-such-run');
  if (run?.id === idOrPrefix) return { kind: 'run', run };
  const record = await unlessMissing(history.comparison(idOrPrefix), 'history.no-such-comparison');
  if (record === null && run === null) throw new LabError('history.no-such-run', { id: idOrPrefix });
  if (record === null) return { kind: 'run', run: run as RunDetail };
  if (run === null || record.id === idOrPrefix) return { kind: 'comparison', record };
  throw new LabError('history.ambiguous-run', { id: idOrPrefix, candidates: `${run.id}, ${record.id}` });
}

async function unlessMissing<T>(answer: Promise<T>, code: LabErrorCode): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LabError && error.code === code) return null;
    throw error;
  }
}
