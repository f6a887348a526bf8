import type { ComparedRun } from '../../shared/contract/comparison-report.ts';
import type { HistoryPort, RunDetail } from '../../shared/contract/history.ts';

/** The runs of a comparison that the history holds, in the order in which they were made. */
export async function comparedRuns(
  history: Pick<HistoryPort, 'list' | 'run'>,
  comparisonId: string,
): Promise<readonly ComparedRun[]> {
  const listed = await history.list({ comparisonId, limit: 10_000 });
  const runs: RunDetail[] = [];
  for (const { id } of listed.toReversed()) runs.push(await history.run(id));
  return runs.map((run) => ({ variant: run.variant ?? run.name, run }));
}
