/** What the net itself shows: units that are dead, and gradients that die out or grow on their way back. */
import type { Evidence, Finding } from '../contract/diagnosis.ts';
import type { LayerMeasure } from '../contract/net-measures.ts';
import type { LayerClassName } from '../spec/layers.ts';
import {
  clippedGradient,
  hasSquashing,
  leakyRelus,
  lowerRate,
  normalized,
  rectified,
  remedies,
} from './remedies.ts';
import type { RunFacts } from './run-facts.ts';

/** Share of dead units from which a layer is named: below, nets that learn well have some too. */
const deadShare = 0.25;
const seriousDeadShare = 0.75;

/** Layers with fewer units are not judged. */
const fewestUnits = 4;

/**
 * How many times smaller (or larger) the first layer's gradient is than the last one's before it is named. A sigmoid
 * passes a quarter at most of what comes back, so five of them make 1,000; in nets that learn it is 100 at most.
 */
const gradientRatio = 1000;

/** Length of the gradient of the mean loss from which it counts as exploding; nets that learn have 10 at most. */
const largestNorm = 100;

const weightedLayers: readonly LayerClassName[] = [
  'Conv2D',
  'Dense',
  'DepthwiseConv2D',
  'SeparableConv2D',
  'Residual',
];

/** Units behind a ReLU that answer 0 to every picture: their gradient is 0 too, so that they cannot come back. */
export function deadRelus({ experiment, net }: RunFacts): Finding | null {
  if (net === null) return null;
  const shares = net.layers.flatMap(({ layer, relu }) =>
    relu === null || relu.units < fewestUnits ? [] : [{ layer, ...relu, share: relu.dead / relu.units }],
  );
  const named = shares.filter(({ share }) => share >= deadShare);
  if (named.length === 0) return null;
  const { pictures } = net;
  return {
    kind: 'dead-relus',
    severity: named.some(({ share }) => share >= seriousDeadShare) ? 'serious' : 'notice',
    evidence: [
      ...named.map(({ layer, dead, units, share }): Evidence => {
        return { kind: 'deadUnits', values: { layer, dead, units, share } };
      }),
      { kind: 'measuredOn', values: { pictures } },
    ],
    remedies: remedies(experiment, [lowerRate, leakyRelus]),
  };
}

/** The first layers get so little gradient that they stay nearly as they were drawn. */
export function vanishingGradient(facts: RunFacts): Finding | null {
  const { experiment, net } = facts;
  const ends = gradientEnds(facts);
  if (net === null || ends === null || hasNoLivingUnit(net.layers)) return null;
  const { first, last } = ends;
  if (!(first.gradient * gradientRatio < last.gradient)) return null;
  return {
    kind: 'vanishing-gradient',
    severity: 'serious',
    evidence: gradientEvidence(facts, 'vanishing'),
    remedies: remedies(experiment, [hasSquashing(experiment) ? rectified : normalized]),
  };
}

/** Gradients that are not finite, very long, or that grow on their way back. */
export function explodingGradient(facts: RunFacts): Finding | null {
  const { experiment, net } = facts;
  if (net === null) return null;
  const ends = gradientEnds(facts);
  const grows = ends !== null && ends.first.gradient > gradientRatio * ends.last.gradient;
  const isFinite = Number.isFinite(net.gradientNorm);
  if (isFinite && net.gradientNorm < largestNorm && !grows) return null;
  const norm: Evidence = isFinite
    ? { kind: 'gradientNorm', values: { norm: net.gradientNorm, pictures: net.pictures } }
    : { kind: 'gradientNotFinite', values: { pictures: net.pictures } };
  return {
    kind: 'exploding-gradient',
    severity: 'serious',
    evidence: [norm, ...(grows ? gradientEvidence(facts, 'growing') : [])],
    remedies: remedies(experiment, [clippedGradient, lowerRate]),
  };
}

interface KnownGradient {
  readonly layer: string;
  readonly gradient: number;
}

/** First and last layer with a kernel; null where there are no two, or no gradient at all. */
function gradientEnds({ net }: RunFacts): { first: KnownGradient; last: KnownGradient } | null {
  const known = kernelGradients(net?.layers ?? []);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  return first.gradient + last.gradient > 0 ? { first, last } : null;
}

function kernelGradients(layers: readonly LayerMeasure[]): readonly KnownGradient[] {
  return layers.flatMap(({ layer, class_name, gradient }) =>
    weightedLayers.includes(class_name) && gradient !== null ? [{ layer, gradient }] : [],
  );
}

function gradientEvidence(facts: RunFacts, kind: 'vanishing' | 'growing'): readonly Evidence[] {
  const { net } = facts;
  const ends = gradientEnds(facts);
  if (net === null || ends === null) return [];
  const { first, last } = ends;
  const values = {
    first: first.layer,
    firstSize: first.gradient,
    last: last.layer,
    lastSize: last.gradient,
  };
  const sizes = kernelGradients(net.layers);
  return [
    { kind, values },
    ...sizes.map(({ layer, gradient }): Evidence => ({ kind: 'layerGradient', values: { layer, gradient } })),
    { kind: 'measuredOn', values: { pictures: net.pictures } },
  ];
}

/** Whether some layer is dead as a whole: what comes before it has no gradient for that reason alone. */
function hasNoLivingUnit(layers: readonly LayerMeasure[]): boolean {
  return layers.some(({ relu }) => relu !== null && relu.dead === relu.units);
}
