/** What curves and predictions show: nothing learned, one answer to everything, learned by heart. */
import type { Evidence, Finding } from '../contract/diagnosis.ts';
import type { EpochRecord } from '../contract/engine.ts';
import { predictedClasses } from '../metrics/predictions.ts';
import {
  allPictures,
  droppedOut,
  higherRate,
  lookAt,
  lowerRate,
  remedies,
  stoppedEarly,
} from './remedies.ts';
import type { RunFacts } from './run-facts.ts';

/** Share of test pictures with the same answer from which the net counts as one that knows one answer. */
const oneAnswerShare = 0.9;

/** Training minus validation accuracy that is named, and that is serious. */
const gapNamed = 0.05;
const gapSerious = 0.15;

/** How far the validation loss rises above its best before that alone is named. */
const lossRise = 1.2;

/**
 * The best training accuracy is hardly above that of always naming the most frequent class: at most half of it more,
 * and 5 points where that class is frequent.
 */
export function noLearning({ experiment, epochs, data }: RunFacts): Finding | null {
  const last = epochs.at(-1);
  if (last === undefined) return null;
  const total = data.trainPerClass.reduce((sum, count) => sum + count, 0);
  const chance = Math.max(...data.trainPerClass) / total;
  const best = Math.max(0, ...epochs.map(({ accuracy }) => accuracy).filter(Number.isFinite));
  if (best >= chance + Math.min(0.05, chance / 2)) return null;
  const losses = { firstLoss: epochs[0]?.loss ?? NaN, lastLoss: last.loss };
  return {
    kind: 'no-learning',
    severity: 'serious',
    evidence: [
      { kind: 'chance', values: { accuracy: best, chance } },
      { kind: 'losses', values: { ...losses, epochs: epochs.length } },
    ],
    remedies: remedies(experiment, [isTooFast(epochs, data.trainPerClass.length) ? lowerRate : higherRate]),
  };
}

/** Whether the loss rose, or is far above that of guessing evenly: the steps were too large, not too small. */
function isTooFast(epochs: readonly EpochRecord[], classes: number): boolean {
  const [first = NaN, last = NaN] = [epochs[0]?.loss, epochs.at(-1)?.loss];
  return !(last <= first) || last > 1.2 * Math.log(classes);
}

/** Nearly every test picture gets the same answer. */
export function oneClass({ experiment, evaluation, classes }: RunFacts): Finding | null {
  if (evaluation === null || evaluation.count === 0) return null;
  const { count, labels } = evaluation;
  const counts = new Array<number>(classes.length).fill(0);
  for (const predicted of predictedClasses(evaluation)) counts[predicted] = (counts[predicted] ?? 0) + 1;
  const most = Math.max(...counts);
  const label = counts.indexOf(most);
  const trueShare = labels.filter((each) => each === label).length / count;
  if (most / count < oneAnswerShare || trueShare > 0.75) return null;
  const values = { label: classes[label] ?? '', share: most / count, trueShare, pictures: count };
  return {
    kind: 'one-class',
    severity: 'serious',
    evidence: [{ kind: 'oneAnswer', values }],
    remedies: remedies(experiment, [lowerRate, lookAt('look-errors')]),
  };
}

/**
 * The net is much better on what it has seen. The training numbers are means over the epoch with dropout at work, so
 * that the true gap is rather larger.
 */
export function overfitting(facts: RunFacts): Finding | null {
  const { experiment, epochs, evaluation } = facts;
  const last = epochs.at(-1);
  if (last === undefined) return null;
  const held = last.val_accuracy ?? evaluation?.accuracy ?? null;
  if (held === null) return null;
  const gap = last.accuracy - held;
  const rise = lossCourse(epochs);
  const hasRisen = rise !== null && rise.lastLoss > lossRise * rise.bestLoss && gap > 0.01;
  if (!(gap >= gapNamed || hasRisen)) return null;
  const kind = last.val_accuracy === null ? 'gapToTest' : 'gap';
  const evidence: Evidence[] = [{ kind, values: { accuracy: last.accuracy, held, gap } }];
  if (rise !== null && hasRisen) evidence.push({ kind: 'lossRose', values: rise });
  return {
    kind: 'overfitting',
    severity: gap >= gapSerious ? 'serious' : 'notice',
    evidence,
    remedies: remedies(experiment, [allPictures, droppedOut, stoppedEarly]),
  };
}

/** Where the validation loss was lowest, and where it ended; null without validation. */
function lossCourse(
  epochs: readonly EpochRecord[],
): { bestEpoch: number; bestLoss: number; lastLoss: number } | null {
  const known = epochs.flatMap(({ epoch, val_loss }) => (val_loss === null ? [] : [{ epoch, val_loss }]));
  const last = known.at(-1);
  if (last === undefined) return null;
  const best = known.reduce((least, each) => (each.val_loss < least.val_loss ? each : least));
  return { bestEpoch: best.epoch, bestLoss: best.val_loss, lastLoss: last.val_loss };
}
