/** What is wrong with a run, from what was measured of it: the rules, with their limits and the reason for each. */
import type { Finding } from '../contract/diagnosis.ts';
import { classImbalance, leakage } from './data-findings.ts';
import { deadRelus, explodingGradient, vanishingGradient } from './net-findings.ts';
import { noLearning, oneClass, overfitting } from './result-findings.ts';
import { clippedGradient, lowerRate, remedies } from './remedies.ts';
import type { RunFacts } from './run-facts.ts';

const rules: readonly ((facts: RunFacts) => Finding | null)[] = [
  diverged,
  explodingGradient,
  deadRelus,
  vanishingGradient,
  noLearning,
  oneClass,
  overfitting,
  classImbalance,
  leakage,
];

/** The findings, causes before their effects; none for a run with which nothing is wrong. */
export function findingsOf(facts: RunFacts): readonly Finding[] {
  return rules.flatMap((rule) => rule(facts) ?? []);
}

/** A loss that was not finite has ended the run. */
function diverged({ experiment, status, divergedAtStep }: RunFacts): Finding | null {
  if (status !== 'diverged') return null;
  return {
    kind: 'diverged',
    severity: 'serious',
    evidence: [
      divergedAtStep === null
        ? { kind: 'diverged', values: {} }
        : { kind: 'divergedAt', values: { step: divergedAtStep } },
    ],
    remedies: remedies(experiment, [lowerRate, clippedGradient]),
  };
}
