/** What people and scripts read of the dropout lab: the gap between training and validation. */
import type { GapSpread } from '../../shared/metrics/generalization-gap.ts';
import type { Spread } from '../../shared/metrics/paired.ts';
import type { DropoutVariant } from '../labs/dropout-gap.ts';
import type { CommandContext } from './context.ts';
import { type Column, formatTable } from './table.ts';
import { thinned } from './thinned.ts';

/** Most lines of the table of epochs; of more epochs some are left out, evenly. */
const mostEpochs = 20;

/** Variants up to which the table has a line for each epoch; of more variants it has one for each variant. */
const mostBeside = 3;

/** A variant as `dropout --json` prints it. */
export interface DropoutVariantDocument extends Omit<DropoutVariant, 'runs'> {
  readonly runs: readonly {
    readonly run: string;
    readonly seed: number;
    readonly status: string;
    readonly initialWeightsSha256: string | null;
    readonly testAccuracy: number | null;
  }[];
}

/** The variants of the dropout lab as a document. */
export function variantDocuments(variants: readonly DropoutVariant[]): readonly DropoutVariantDocument[] {
  return variants.map(({ runs, ...variant }) => ({
    ...variant,
    runs: runs.map((run) => ({
      run: run.id,
      seed: run.experiment.seed,
      status: run.status,
      initialWeightsSha256: run.start?.initialWeightsSha256 ?? null,
      testAccuracy: run.test?.accuracy ?? null,
    })),
  }));
}

/** Prints which layers drop in each variant, and the gap of each epoch. */
export function printGaps(context: CommandContext, variants: readonly DropoutVariant[]): void {
  const { say, terminal } = context;
  for (const { variant, dropout } of variants) {
    const layers = dropout.map(({ layer, rate }) => `${layer} ${rate}`).join(', ') || say('dropoutNoLayers');
    terminal.print(say('dropoutRates', { variant, layers }));
  }
  const seeds = Math.max(0, ...variants.map(({ runs }) => runs.length));
  printHeading(context, say('dropoutGapHeading', { seeds }));
  const isKnown = variants.some(({ gap }) => gap.some(({ accuracy }) => accuracy !== null));
  if (!isKnown) return terminal.print(say('dropoutGapNone'));
  const lines =
    variants.length > mostBeside ? variantTable(context, variants) : epochTable(context, variants);
  for (const line of lines) terminal.print(line);
  terminal.print(say('dropoutGapNote'));
}

/** Prints an empty line and a heading. */
export function printHeading({ terminal }: Pick<CommandContext, 'terminal'>, heading: string): void {
  terminal.print();
  terminal.print(terminal.paint('heading', heading));
}

/** A mean with its deviation, such as `+0.0123 ± 0.0045`; the deviation is left out for a single value. */
export function spreadText(spread: Spread | null, digits = 4): string {
  if (spread === null) return '-';
  const { mean, deviation } = spread;
  const shown = mean.toFixed(digits);
  return deviation === null ? shown : `${shown} ± ${deviation.toFixed(digits)}`;
}

function epochTable({ say }: CommandContext, variants: readonly DropoutVariant[]): string[] {
  const epochs = [...new Set(variants.flatMap(({ gap }) => gap.map(({ epoch }) => epoch)))];
  const shown = thinned(
    epochs.toSorted((a, b) => a - b),
    mostEpochs,
  );
  const title = (key: 'dropoutGapAccuracy' | 'dropoutGapLoss'): Column[] =>
    variants.map(({ variant }) => ({ title: say(key, { variant }), align: 'right' }));
  const columns = [
    { title: say('dropoutEpoch'), align: 'right' } as const,
    ...title('dropoutGapAccuracy'),
    ...title('dropoutGapLoss'),
  ];
  const rows = shown.map((epoch) => {
    const gaps = variants.map(({ gap }) => gap.find((each) => each.epoch === epoch));
    return [
      String(epoch),
      ...gaps.map((gap) => spreadText(gap?.accuracy ?? null)),
      ...gaps.map((gap) => spreadText(gap?.loss ?? null)),
    ];
  });
  return formatTable(columns, rows);
}

/** The gap after the last epoch of each variant. */
function variantTable({ say }: CommandContext, variants: readonly DropoutVariant[]): string[] {
  const titles = [say('columnVariant'), say('dropoutEpoch'), say('columnAccuracyGap'), say('columnLossGap')];
  const columns = titles.map((title, index) => ({ title, align: index > 0 ? 'right' : 'left' }) as const);
  const rows = variants.map(({ variant, gap }) => {
    const last: GapSpread | undefined = gap.at(-1);
    return [
      variant,
      String(last?.epoch ?? '-'),
      spreadText(last?.accuracy ?? null),
      spreadText(last?.loss ?? null),
    ];
  });
  return formatTable(columns, rows);
}
