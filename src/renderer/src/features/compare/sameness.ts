/** What the racers of a comparison share and where they part, in things that a lecture talks about. */
import type { ComparisonReport, StartPart } from '../../../../shared/contract/comparison-report.ts';
import { type Difference, whatDiffers } from '../../../../shared/spec/differences.ts';
import type { Experiment } from '../../../../shared/spec/experiment.ts';

/** Things that experiments share or do not, in the order in which they are said. */
export const things = [
  ...(['model', 'initialWeights', 'batchOrder', 'draws', 'data', 'loss'] as const),
  ...(['optimizer', 'batchSize', 'epochs', 'device'] as const),
] as const;

/** A name of {@link things}. */
export type Thing = (typeof things)[number];

/** What is the same for all racers, and the fields that are not. */
export interface Sameness {
  readonly differs: readonly Difference[];
  readonly same: readonly Thing[];
}

/** Beginnings of the paths at which a thing that the documents decide would differ. */
const pathsOf: Partial<Record<Thing, RegExp>> = {
  model: /^model/,
  data: /^(dataset|preprocessing|validation)/,
  loss: /^loss/,
  optimizer: /^optimizer/,
  batchSize: /^batch_size/,
  epochs: /^epochs/,
};

/**
 * Compares the documents; what only the runs can tell (weights, order, draws, device) comes from the report and is left
 * out while there is none.
 */
export function samenessOf(experiments: readonly Experiment[], report: ComparisonReport | null): Sameness {
  const differs = whatDiffers(experiments).filter(({ path }) => path !== 'seed');
  const proven = report === null ? [] : provenThings(report);
  const same = things.filter((thing) => {
    const path = pathsOf[thing];
    return path === undefined ? proven.includes(thing) : !differs.some((one) => path.test(one.path));
  });
  return { differs, same };
}

function provenThings({ equalStart, runs }: ComparisonReport): readonly Thing[] {
  if (equalStart.length === 0) return [];
  const isEqual = (read: (seed: ComparisonReport['equalStart'][number]) => readonly StartPart[]): boolean =>
    equalStart.every((seed) => read(seed).every((part) => part.isEqual));
  const hasDraws = equalStart.some(({ maskStreams }) => maskStreams.length > 0);
  const devices = new Set(runs.flatMap(({ run }) => deviceOf(run.start) ?? []));
  return [
    ...(isEqual(({ initialWeights }) => [initialWeights]) ? (['initialWeights'] as const) : []),
    ...(isEqual(({ batchOrder }) => [batchOrder]) ? (['batchOrder'] as const) : []),
    ...(hasDraws && isEqual(({ maskStreams }) => maskStreams) ? (['draws'] as const) : []),
    ...(devices.size === 1 ? (['device'] as const) : []),
  ];
}

function deviceOf(start: ComparisonReport['runs'][number]['run']['start']): string | null {
  return start === null ? null : `${start.device.name}, ${start.device.threads}`;
}

/** A hash as it is shown: its first and last letters. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)}…${hash.slice(-2)}`;
}
