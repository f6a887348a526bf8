import type { RecordedVerdict } from '../../../shared/contract/history.ts';
import { say } from '../i18n/say.svelte.ts';

/** What a repetition proved, in words. */
export function verdictText({ verdict, largestWeightDifference }: RecordedVerdict): string {
  const figure = largestWeightDifference === null ? '–' : largestWeightDifference.toExponential(1);
  switch (verdict) {
    case 'bit-equal':
      return say('history.bitEqual');
    case 'within-tolerance':
      return say('history.withinTolerance', { figure });
    case 'differs':
      return say('history.differsVerdict', { figure });
    case 'unfinished':
      return say('history.unfinished');
  }
}
