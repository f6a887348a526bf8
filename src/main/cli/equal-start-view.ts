/** What people read about an equal start: weights, batches and masks that runs share. */
import type { SeedStart, StartPart } from '../../shared/contract/comparison-report.ts';
import type { CommandContext } from './context.ts';
import { shortHash } from './numbers.ts';
import { printable } from './text-width.ts';

/** Most names that a line lists; the document has them all. */
const mostNames = 8;

const weightTexts = {
  equal: 'startEqualWeights',
  other: 'startOtherWeights',
  only: 'startOnlyWeights',
} as const;

const maskTexts = { equal: 'startEqualMasks', other: 'startOtherMasks', only: 'startOnlyMasks' } as const;

/** A line, and whether it tells of something equal. */
export interface StartLine {
  readonly text: string;
  readonly isEqual: boolean;
}

/** The lines of one seed: batches, masks, and, where the networks differ, which weights are equal and which are not. */
export function equalStartLines(
  { say }: Pick<CommandContext, 'say'>,
  start: SeedStart,
): readonly StartLine[] {
  const { seed, weights, maskStreams, unproven } = start;
  const lines: StartLine[] = [];
  const add = (isEqual: boolean, text: string): void => void lines.push({ isEqual, text });
  if (start.initialWeights.values.length > 1) {
    for (const [isEqual, text] of apartLines(say, weights, weightTexts))
      add(isEqual, say('startOfSeed', { seed, text }));
  }
  if (start.batchOrder.values.length > 0) add(...batchLine(say, start));
  for (const [isEqual, text] of apartLines(say, maskStreams, maskTexts))
    add(isEqual, say('startOfSeed', { seed, text }));
  if (unproven.length > 0) add(false, say('startUnproven', { seed, variants: listed(unproven) }));
  return lines;
}

function batchLine(say: CommandContext['say'], start: SeedStart): [isEqual: boolean, text: string] {
  const { seed, batchOrder, firstEpochOrder } = start;
  const hashes = batchOrder.values.map(({ value }) => shortHash(value)).join(', ');
  if (batchOrder.isEqual) return [true, say('startEqualBatches', { seed, hash: hashes })];
  if (firstEpochOrder.isEqual) {
    const hash = shortHash(firstEpochOrder.values[0]?.value ?? null);
    return [true, say('startEqualFirstEpoch', { seed, hash })];
  }
  return [false, say('startOtherBatches', { seed, hashes })];
}

/** What is equal, what differs, and what only some variants have. */
function apartLines(
  say: CommandContext['say'],
  parts: readonly StartPart[],
  texts: typeof weightTexts | typeof maskTexts,
): readonly (readonly [isEqual: boolean, text: string])[] {
  const names = (chosen: readonly StartPart[]): string => listed(chosen.map(({ name }) => name));
  const equal = parts.filter(({ isEqual }) => isEqual);
  const different = parts.filter(({ values }) => values.length > 1);
  const partial = Map.groupBy(
    parts.filter(({ absentIn }) => absentIn.length > 0),
    ({ values }) => listed(values.flatMap(({ variants }) => variants)),
  );
  return [
    ...(equal.length > 0 ? [[true, say(texts.equal, { names: names(equal) })] as const] : []),
    ...(different.length > 0 ? [[false, say(texts.other, { names: names(different) })] as const] : []),
    ...[...partial].map(
      ([variants, some]) => [false, say(texts.only, { variants, names: names(some) })] as const,
    ),
  ];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(printable).join(', ');
  return names.length > mostNames ? `${shown}, … (+${names.length - mostNames})` : shown;
}
