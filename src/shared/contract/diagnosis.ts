/** What is wrong with a run: what was measured of it, what was found, and what to try. */
import type { Experiment } from '../spec/experiment.ts';
import type { CheckpointRecord } from './engine.ts';
import type { NetMeasures } from './net-measures.ts';

/** The pictures that a run trains and tests on. */
export interface DataMeasures {
  /** Training pictures of each class. */
  readonly trainPerClass: readonly number[];
  readonly testCount: number;
  /** Places among the test pictures of those that are equal, byte by byte, to a training picture. */
  readonly leaked: Int32Array;
}

/** What may be wrong with a run, causes before their effects. */
export const findingKinds = [
  'diverged',
  'exploding-gradient',
  'dead-relus',
  'vanishing-gradient',
  'no-learning',
  'one-class',
  'overfitting',
  'class-imbalance',
  'leakage',
] as const;

/** A name of {@link findingKinds}. */
export type FindingKind = (typeof findingKinds)[number];

/** Every kind of {@link Evidence}; the words stand in `src/shared/diagnosis/words.ts`. */
export const evidenceKinds = [
  'diverged',
  'divergedAt',
  'gradientNorm',
  'gradientNotFinite',
  'vanishing',
  'growing',
  'layerGradient',
  'measuredOn',
  'deadUnits',
  'chance',
  'losses',
  'oneAnswer',
  'gap',
  'gapToTest',
  'lossRose',
  'classCounts',
  'equalPictures',
  'cleanAccuracy',
] as const;

/** A name of {@link evidenceKinds}. */
export type EvidenceKind = (typeof evidenceKinds)[number];

/** A sentence with numbers. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** Shares are 0 to 1. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Every kind of {@link Remedy}; the words stand in `src/shared/diagnosis/words.ts`. */
export const remedyKinds = [
  'lower-rate',
  'higher-rate',
  'clip',
  'relu',
  'leaky-relu',
  'normalize',
  'dropout',
  'all-pictures',
  'stop-early',
  'look-errors',
  'look-data',
] as const;

/** A name of {@link remedyKinds}. */
export type RemedyKind = (typeof remedyKinds)[number];

/** Something to try. */
export interface Remedy {
  readonly kind: RemedyKind;
  /** The run's experiment with this one change; null where there is nothing to train but something to look at. */
  readonly experiment: Experiment | null;
}

/** Something that is wrong. */
export interface Finding {
  readonly kind: FindingKind;
  /** `serious`: the net is of little use as it is. */
  readonly severity: 'serious' | 'notice';
  readonly evidence: readonly Evidence[];
  readonly remedies: readonly Remedy[];
}

/** What was measured of a run, and what is wrong with it. */
export interface Diagnosis {
  readonly run: string;
  /** Whose weights were measured; null for a run without any, of which only curves and data are judged. */
  readonly checkpoint: CheckpointRecord | null;
  readonly net: NetMeasures | null;
  readonly data: DataMeasures;
  /** In the order of {@link findingKinds}; empty where nothing is wrong. */
  readonly findings: readonly Finding[];
}
