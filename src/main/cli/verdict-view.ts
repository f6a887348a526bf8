/** What people read of a repetition's verdict. */
import type { RepeatFact, RepeatVerdict } from '../../shared/contract/history.ts';
import type { CommandContext } from './context.ts';
import { formatShare } from './numbers.ts';
import { printable } from './text-width.ts';
import type { Say, TextKey } from './texts/texts.ts';

const verdictTexts = {
  'bit-equal': 'verdictBitEqual',
  'within-tolerance': 'verdictWithinTolerance',
  differs: 'verdictDiffers',
  unfinished: 'verdictUnfinished',
} as const satisfies Record<RepeatVerdict['verdict'], TextKey>;

const factTexts = {
  data: 'factData',
  initialWeights: 'factInitialWeights',
  device: 'factDevice',
  threads: 'factThreads',
  cpuFeatures: 'factCpuFeatures',
  versions: 'factVersions',
  code: 'factCode',
} as const satisfies Record<RepeatFact, TextKey>;

/** A verdict in lines: the result, its figures, and the circumstances that were not the same. */
export function verdictLines({ say, terminal }: CommandContext, verdict: RepeatVerdict): readonly string[] {
  const isGood = verdict.verdict === 'bit-equal';
  const lines = [terminal.paint(isGood ? 'good' : 'bad', say(verdictTexts[verdict.verdict]))];
  if (verdict.verdict === 'unfinished') return lines;
  if (!isGood) {
    lines.push(
      `  ${say('verdictFigures', {
        weights: figure(verdict.largestWeightDifference),
        loss: figure(verdict.largestLossDifference),
        predictions: formatShare(verdict.equalPredictions),
      })}`,
    );
  }
  const circumstances = isGood ? 'verdictEqualThough' : 'verdictBecause';
  lines.push(`  ${say(verdict.because.length === 0 ? 'verdictSameCircumstances' : circumstances)}`);
  return [...lines, ...factLines(say, verdict.because)];
}

/** The circumstances that were not the same, one in a line. */
export function factLines(say: Say, because: RepeatVerdict['because']): string[] {
  return because.map(
    ({ fact, before, now }) => `    ${say(factTexts[fact])}: ${printable(before)} → ${printable(now)}`,
  );
}

function figure(value: number | null): string {
  return value?.toExponential(2) ?? '-';
}
