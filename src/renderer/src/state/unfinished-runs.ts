/** Which trainings can go on, from the lines of the history. */
import type { RunLine } from '../../../shared/contract/history.ts';
import type { JobRequest } from '../../../shared/contract/queue.ts';

/** A run or a comparison that was cut short. */
export interface Unfinished {
  readonly title: string;
  readonly done: number;
  readonly epochs: number;
  readonly line: RunLine;
  /** What goes on with it. */
  readonly request: JobRequest;
}

/** The trainings that were cut short, in the order of the lines; a comparison once, whatever the number of its runs. */
export function unfinishedRuns(lines: readonly RunLine[]): readonly Unfinished[] {
  const cut = lines.filter(({ status }) => status === 'stopped' || status === 'interrupted');
  const firsts = cut.filter(
    ({ comparisonId }, place) =>
      comparisonId === null || cut.findIndex((line) => line.comparisonId === comparisonId) === place,
  );
  return firsts.map((line) => {
    const { id, name, variant, comparisonId, epochsDone: done, epochs } = line;
    const request: JobRequest =
      comparisonId === null ? { kind: 'resume', run: id } : { kind: 'continue', comparison: comparisonId };
    return { title: variant === null ? name : `${name} · ${variant}`, done, epochs, line, request };
  });
}
