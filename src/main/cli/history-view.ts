/** What people read in the history. */
import type { StartProof } from '../../shared/contract/engine.ts';
import type { RunDetail, RunSummary } from '../../shared/contract/history.ts';
import type { CommandContext } from './context.ts';
import { formatClock, formatMetric, formatMoment, formatShare } from './numbers.ts';
import { type RunDocument, runDocument } from './run-document.ts';
import { printRun, statusTexts } from './run-view.ts';
import { type Column, formatTable } from './table.ts';
import { fitDisplay, printable } from './text-width.ts';
import { verdictLines } from './verdict-view.ts';

/** Prints a list of runs as a table. */
export function printRunList(context: CommandContext, runs: readonly RunSummary[]): void {
  const { say, terminal } = context;
  if (runs.length === 0) {
    terminal.print(say('noRuns'));
    return;
  }
  const hasComparisons = runs.some(({ comparisonId }) => comparisonId !== null);
  const columns: Column[] = [
    { title: say('columnRun') },
    ...(hasComparisons ? [{ title: say('columnComparison') }] : []),
    { title: say('columnName') },
    { title: say('columnData') },
    { title: say('columnOptimizer') },
    { title: say('columnStatus') },
    { title: say('columnEpochs'), align: 'right' },
    { title: say('columnTest'), align: 'right' },
    { title: say('columnWhen') },
    { title: say('columnTags') },
  ];
  const rows = runs.map((run) => [
    run.id,
    ...(hasComparisons ? [run.comparisonId ?? ''] : []),
    fitDisplay(printable(run.variant === null ? run.name : `${run.name}: ${run.variant}`), 40),
    run.dataset,
    run.optimizer,
    say(statusTexts[run.status]),
    `${run.epochsDone}/${run.epochs}`,
    formatShare(run.testAccuracy),
    formatMoment(run.createdAtMs),
    run.tags.join(', '),
  ]);
  for (const line of formatTable(columns, rows)) terminal.print(line);
}

/** Prints one run with its epochs, circumstances, note and document. */
export async function printRunDetail(context: CommandContext, run: RunDetail): Promise<void> {
  const { say, terminal } = context;
  await printRun(context, run);
  const facts: readonly (readonly [string, string])[] = [
    [say('columnWhen'), formatMoment(run.createdAtMs)],
    [say('columnData'), run.dataset],
    [say('columnOptimizer'), run.optimizer],
    [say('labelSeed'), String(run.experiment.seed)],
    [say('labelDevice'), deviceText(run)],
    [say('columnTags'), run.tags.join(', ')],
    [say('labelNote'), run.note],
    [say('columnComparison'), run.comparisonId === null ? '' : `${run.comparisonId}  ${run.variant ?? ''}`],
    [say('labelRepeatOf'), run.repeatOf ?? ''],
    [say('labelFailure'), run.end?.failure ?? ''],
  ];
  for (const [label, text] of facts) if (text !== '') terminal.print(`  ${label}: ${printable(text)}`);
  for (const verdict of run.verdicts) {
    terminal.print(
      `  ${say('labelVerdict', { original: verdict.original, repetition: verdict.repetition })}:`,
    );
    for (const line of verdictLines(context, verdict)) terminal.print(`    ${line}`);
  }
  terminal.print();
  for (const line of epochTable(context, run)) terminal.print(line);
}

/** The JSON document of `history show`: all that `run --json` holds, and what people and the history added. */
export function runDetailDocument(
  run: RunDetail,
): RunDocument &
  Pick<
    RunDetail,
    | 'createdAtMs'
    | 'tags'
    | 'note'
    | 'repeatOf'
    | 'verdicts'
    | 'comparisonId'
    | 'variant'
    | 'checkpoints'
    | 'experiment'
  > & { readonly startProof: StartProof | null } {
  const { createdAtMs, tags, note, repeatOf, verdicts, comparisonId, variant, checkpoints, experiment } = run;
  return {
    ...runDocument(run),
    createdAtMs,
    tags,
    note,
    repeatOf,
    verdicts,
    comparisonId,
    variant,
    checkpoints,
    experiment,
    startProof: run.start?.proof ?? null,
  };
}

function deviceText(run: RunDetail): string {
  const device = run.start?.device;
  return device === undefined
    ? ''
    : `${device.name}, TensorFlow ${device.tensorflow}, ${device.threads} threads`;
}

function epochTable({ say }: CommandContext, run: RunDetail): string[] {
  const metrics = Object.keys(run.epochRecords[0]?.metrics ?? {});
  const titles = [
    say('columnEpoch'),
    'loss',
    'accuracy',
    'val_loss',
    'val_accuracy',
    ...metrics,
    'learning_rate',
    say('columnTime'),
  ];
  const rows = run.epochRecords.map((record) => [
    String(record.epoch),
    formatMetric(record.loss),
    formatMetric(record.accuracy),
    formatMetric(record.val_loss),
    formatMetric(record.val_accuracy),
    ...metrics.map((name) => formatMetric(record.metrics?.[name] ?? null)),
    String(record.learning_rate),
    formatClock(record.durationMs),
  ]);
  return formatTable(
    titles.map((title) => ({ title, align: 'right' })),
    rows,
  );
}
