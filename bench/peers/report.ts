/** What a contest came to, as one document, and that as a page of tables. */
import { median, type CellScores, type Score } from './contest.ts';
import { titles, torchVariants, type Variant } from './field.ts';

/** The conditions of a run. */
export interface Circumstances {
  readonly date: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGigabytes: number;
    readonly system: string;
    readonly cpuFeatures: readonly string[];
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly threads: Readonly<Record<string, number>>;
  /** Load averages over a minute, before and after: what else the machine did, ourselves included after. */
  readonly load: { readonly before: number; readonly after: number };
  readonly rounds: number;
  readonly steps: number;
}

/** Everything that a run found out. */
export interface Report extends Circumstances {
  /** Scores by cell, then by variant. */
  readonly cells: Readonly<Record<string, CellScores>>;
}

/** What the page says of a run beside other work. Such a run shows no bar as reached. */
const busyNote =
  'The machine was busy with other work before the run began, so that these ratios are no verdict, and no bar counts as reached. Libraries whose threads wait for each other at every operation, PyTorch first of all, lose most by it.';

/** How many times faster we are; each with the speed that it shall at least have. */
export const bars = {
  'over Keras': { least: 1.3, ratio: (scores) => ratio(scores, 'keras', 'tatami') },
  'over PyTorch’s best': { least: 1.7, ratio: (scores) => ratio(scores, bestTorch(scores), 'tatami') },
  'of the floor’s speed': { least: 0.8, ratio: (scores) => ratio(scores, 'sgemm', 'tatami') },
  'fast mode over Keras': { least: 2, ratio: (scores) => ratio(scores, 'keras', 'tatami-bf16') },
  'over TF.js `fit`': { least: 1, ratio: (scores) => ratio(scores, 'tfjs-fit', 'tatami') },
} as const satisfies Record<
  string,
  { readonly least: number; readonly ratio: (scores: CellScores) => Ratio | null }
>;

/** A ratio round by round: its median, and the least and the most of it. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The page: milliseconds, ratios against the bars, first steps, and what the run was made on. */
export function reportPage(report: Report): string {
  const names = Object.keys(report.cells);
  const variants = Object.keys(titles) as Variant[];
  const rows = (of: (score: Exclude<Score, { missing: string }>) => string): string =>
    pageTable(
      ['', ...names],
      variants.map((variant) => [
        titles[variant],
        ...names.map((name) => {
          const score = report.cells[name]?.[variant];
          return score === undefined || 'missing' in score ? '-' : of(score);
        }),
      ]),
    );
  return [
    '# A training step against its peers',
    'Written by `npm run bench -- peers --record`. The lecture’s CNN, batches of 128, medians over the rounds of the medians of their blocks; all contestants in turns in one run. `mnist` are its pictures, `cifar100` noise of that shape. The floor is the time that the step’s convolutions and dense layers would take at the speed of a large float32 matrix product of the same run.',
    '## Milliseconds a step',
    rows(({ stepMs }) => median(stepMs).toFixed(1)),
    '## Against the bars',
    'Medians of the ratios of each round, with the least and the most. Bold: reached. The fast mode computes in bfloat16, Keras in float32: not like for like.',
    ...(isBusy(report) ? [busyNote] : []),
    ratioTable(report),
    '## From building the network to the end of the first step, in milliseconds',
    rows(({ firstStepMs }) => firstStepMs.toFixed(0)),
    '## Circumstances',
    circumstances(report),
    ...absences(report),
  ].join('\n\n');
}

/** The bars' ratios of every cell; null where one of the two is missing. */
export function ratiosOf(scores: CellScores): Readonly<Record<keyof typeof bars, Ratio | null>> {
  return Object.fromEntries(Object.entries(bars).map(([name, bar]) => [name, bar.ratio(scores)])) as Record<
    keyof typeof bars,
    Ratio | null
  >;
}

function ratioTable(report: Report): string {
  const names = Object.keys(report.cells);
  const found = names.map((name) => ratiosOf(report.cells[name] ?? {}));
  const text = (value: Ratio | null, least: number): string => {
    if (value === null) return '-';
    const middle = value.median.toFixed(2);
    return `${value.median >= least && !isBusy(report) ? `**${middle}**` : middle} (${value.least.toFixed(2)} to ${value.most.toFixed(2)})`;
  };
  return pageTable(
    ['', 'bar', ...names],
    (Object.keys(bars) as (keyof typeof bars)[]).map((bar) => [
      bar,
      `≥ ${bars[bar].least}`,
      ...found.map((ratios) => text(ratios[bar], bars[bar].least)),
    ]),
  );
}

/** Whether other programs had more than half of the cores when the run began. */
function isBusy({ load, machine }: Report): boolean {
  return load.before > machine.cores / 2;
}

function circumstances(report: Report): string {
  const { machine, versions, threads, load } = report;
  const pairs = (record: Readonly<Record<string, unknown>>): string =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
  const shares = Object.values(report.cells).flatMap(({ tatami }) =>
    tatami === undefined || 'missing' in tatami ? [] : (tatami.javascriptShare ?? []),
  );
  return [
    `- ${report.date}; ${report.rounds} rounds of ${report.steps} steps`,
    `- ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; ${machine.cpuFeatures.join(', ')}`,
    `- versions: ${pairs(versions)}`,
    `- threads of one operation: ${pairs(threads)}`,
    `- load average before ${load.before.toFixed(1)}, after ${load.after.toFixed(1)}`,
    ...(shares.length > 0
      ? [`- JavaScript’s share of our float32 step: at most ${(100 * Math.max(...shares)).toFixed(1)} %`]
      : []),
  ].join('\n');
}

function absences({ cells }: Report): readonly string[] {
  const reasons = Object.entries(cells).flatMap(([cell, scores]) =>
    Object.entries(scores).flatMap(([variant, score]) =>
      'missing' in score ? [`- ${titles[variant as Variant]}, ${cell}: ${score.missing}`] : [],
    ),
  );
  return reasons.length === 0 ? [] : ['## Left out', reasons.join('\n')];
}

function bestTorch(scores: CellScores): Variant {
  const stepMs = (variant: Variant): number => {
    const score = scores[variant];
    return score === undefined || 'missing' in score ? Infinity : median(score.stepMs);
  };
  return torchVariants.reduce((best, variant) => (stepMs(variant) < stepMs(best) ? variant : best));
}

/** How many times the one's step is as long as ours. */
function ratio(scores: CellScores, theirs: Variant, ours: Variant): Ratio | null {
  const [long, short] = [scores[theirs], scores[ours]];
  if (long === undefined || short === undefined || 'missing' in long || 'missing' in short) return null;
  const each = long.stepMs.map((ms, round) => ms / (short.stepMs[round] as number));
  return { median: median(each), least: Math.min(...each), most: Math.max(...each) };
}

/** A Markdown table. */
function pageTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
