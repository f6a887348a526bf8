/** The nets that every format is tried with: each layer, each activation, and random ones, all drawn from one seed. */
import { expect } from 'vitest';
import { predict } from '../../src/main/engine/exchange/predict.ts';
import type { ExportSource } from '../../src/shared/contract/trained-model.ts';
import { activationNames } from '../../src/shared/spec/activations.ts';
import { layerClassNames } from '../../src/shared/spec/layers.ts';
import { valueCount } from '../../src/shared/spec/shapes.ts';
import { exportSource } from '../fixtures/export-source.ts';
import { Draw } from '../keras/live/draw.ts';
import { drawLayer, type LayerDraft } from '../keras/live/layer-draws.ts';
import { drawNet, type NetDraft } from '../keras/live/net-draws.ts';

/** The seed of all nets; the same nets come with the same seed. */
export const netSeed = Number(process.env['TATAMI_FORMATS_SEED'] ?? 1);

/** Pictures of each comparison. */
export const pictureCount = 8;

const randomNets = 20;

/** A net that leaves, and what it says about some pictures. */
export interface FormatCase {
  readonly name: string;
  readonly source: ExportSource;
  /** NHWC bytes. */
  readonly pixels: Uint8Array;
  /** `pictureCount` × classes, by the engine. */
  expected(): Float32Array;
}

/** Every case; each follows from the seed and its own name. */
export function formatCases(): readonly FormatCase[] {
  return [
    ...layerClassNames.map((className) => layerCase(className)),
    ...activationNames.map((activation) =>
      caseOf(`activation ${activation}`, () => ({
        inputShape: [5, 6, 3],
        layers: [{ class_name: 'Conv2D', config: { filters: 4, kernel_size: 3, activation } }],
      })),
    ),
    ...Array.from({ length: randomNets }, (_, index) =>
      caseOf(`random net ${index}`, (draw) => drawNet(draw, { most: 9, side: 14, training: false })),
    ),
  ];
}

/** The seed generator may say that a class does not suit its input; then it draws again. */
function layerCase(className: (typeof layerClassNames)[number]): FormatCase {
  return caseOf(`layer ${className}`, (draw) => {
    const shape = [8, 9, 3] as const;
    let layer: LayerDraft | null = null;
    while (layer === null) layer = drawLayer(className, draw, { shape, training: false });
    return { inputShape: shape, layers: [layer] };
  });
}

/** A net whose output is turned into probabilities, with weights and pictures. */
export function caseOf(name: string, draft: (draw: Draw) => NetDraft, experiment: object = {}): FormatCase {
  const draw = new Draw(netSeed, `formats/${name}`);
  const source = exportSource(name, draw, { ...draft(draw), experiment });
  const { model, inputShape, preprocessing, weights } = source;
  const pixels = Uint8Array.from(draw.below(pictureCount * valueCount(inputShape), 256));
  return {
    ...{ name, source, pixels },
    expected: () => predict({ model, inputShape, preprocessing, weights, pixels }),
  };
}

/** Largest difference of two lists of probabilities; fails above the bar, naming the case. */
export function expectAlike(
  what: string,
  { found, wanted }: Readonly<{ found: Float32Array; wanted: Float32Array }>,
  bar = 1e-5,
): number {
  expect(found.length, what).toBe(wanted.length);
  const gaps = found.map((value, index) => Math.abs(value - (wanted[index] as number)));
  const largest = gaps.reduce((most, gap) => (Number.isNaN(gap) ? Infinity : Math.max(most, gap)), 0);
  expect(largest, what).toBeLessThanOrEqual(bar);
  return largest;
}
