/** What the pictures themselves show: classes that are rare, and test pictures that were trained on. */
import type { Evidence, Finding } from '../contract/diagnosis.ts';
import type { Evaluation } from '../contract/engine.ts';
import { predictedClasses } from '../metrics/predictions.ts';
import { lookAt, remedies } from './remedies.ts';
import type { RunFacts } from './run-facts.ts';

/** How many times more pictures the largest class has before that is named, and is serious. */
const imbalanceNamed = 3;
const imbalanceSerious = 10;

/** Share of the test pictures that were trained on from which the test accuracy means little. */
const leakSerious = 0.01;

/** Some classes have far fewer training pictures than others. */
export function classImbalance({ experiment, data, classes }: RunFacts): Finding | null {
  const counts = data.trainPerClass;
  const [most, fewest] = [Math.max(...counts), Math.min(...counts)];
  if (most < imbalanceNamed * fewest) return null;
  const nameOf = (count: number): string => classes[counts.indexOf(count)] ?? '';
  const values = { largest: nameOf(most), most, smallest: nameOf(fewest), fewest };
  return {
    kind: 'class-imbalance',
    severity: most >= imbalanceSerious * fewest ? 'serious' : 'notice',
    evidence: [{ kind: 'classCounts', values }],
    remedies: remedies(experiment, [lookAt('look-errors'), lookAt('look-data')]),
  };
}

/** Test pictures that are equal, byte by byte, to training pictures: the net may know them by heart. */
export function leakage({ experiment, data, evaluation }: RunFacts): Finding | null {
  const { leaked, testCount } = data;
  if (leaked.length === 0) return null;
  const share = leaked.length / testCount;
  const evidence: Evidence[] = [
    { kind: 'equalPictures', values: { leaked: leaked.length, testCount, share } },
  ];
  const clean = evaluation?.count === testCount ? accuracyWithout(evaluation, leaked) : null;
  if (evaluation !== null && clean !== null)
    evidence.push({ kind: 'cleanAccuracy', values: { accuracy: evaluation.accuracy, clean } });
  return {
    kind: 'leakage',
    severity: share >= leakSerious ? 'serious' : 'notice',
    evidence,
    remedies: remedies(experiment, [lookAt('look-data')]),
  };
}

/** Accuracy on the test pictures that remain; null where none do. */
function accuracyWithout(evaluation: Evaluation, leaked: Int32Array): number | null {
  const out = new Set(leaked);
  const rest = [...predictedClasses(evaluation).entries()].filter(([place]) => !out.has(place));
  const right = rest.filter(([place, predicted]) => evaluation.labels[place] === predicted);
  return rest.length === 0 ? null : right.length / rest.length;
}
