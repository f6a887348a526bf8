/** The nets that every format is tried with: each layer, each activation, and random ones, all drawn from one seed. */
import { expect } from 'vitest';
import { predict } from '../../src/main/engine/exchange/predict.ts';
import { buildModel } from '../../src/main/engine/model.ts';
import type { ExportSource } from '../../src/shared/contract/trained-model.ts';
import { activationNames } from '../../src/shared/spec/activations.ts';
import { parseExperiment } from '../../src/shared/spec/experiment.ts';
import { layerClassNames } from '../../src/shared/spec/layers.ts';
import { valueCount } from '../../src/shared/spec/shapes.ts';
import { Draw } from '../keras/live/draw.ts';
import { drawLayer, type LayerDraft } from '../keras/live/layer-draws.ts';
import { drawNet, drawWeights, type NetDraft } from '../keras/live/net-draws.ts';

/** The seed of all nets; the same nets come with the same seed. */
export const netSeed = Number(process.env['TATAMI_FORMATS_SEED'] ?? 1);

/** Pictures of each comparison. */
export const pictureCount = 8;

const classes = 7;
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
  const net = draft(draw);
  const [height, width, drawnChannels] = net.inputShape;
  const channels = Math.min(drawnChannels, 3);
  const inputShape = [height, width, channels] as const;
  const head = [
    { class_name: 'Flatten', config: {} },
    { class_name: 'Dense', config: { units: classes, activation: 'softmax' } },
  ];
  const parsed = parseExperiment({
    ...{ tatami: 'experiment', version: 1, name, dataset: { id: 'mnist' } },
    ...{ model: { layers: [...net.layers, ...head] }, loss: 'categorical_crossentropy', optimizer: 'adam' },
    ...{ preprocessing: { scale: 1 / 127.5, offset: -1 }, ...experiment },
  });
  const model = buildModel(parsed.model, inputShape);
  const values = drawWeights(draw, model);
  const weights = model.weights.map(({ key, shape }, place) => ({
    name: key,
    shape,
    data: values[place] as Float32Array,
  }));
  const pixels = Uint8Array.from(draw.below(pictureCount * valueCount(inputShape), 256));
  const source: ExportSource = {
    ...{ runId: 'formats00000', runCreatedAtMs: 1_700_000_000_000, experiment: parsed, model: parsed.model },
    ...{ inputShape, preprocessing: parsed.preprocessing, weights, weightsSha256: '0'.repeat(64) },
    taxonomy: {
      classes: Array.from({ length: classes }, (_, index) => `類${index} 🐈`),
      superclasses: null,
      superclassOf: null,
    },
    appVersion: '0.0.0',
  };
  const { preprocessing } = source;
  return {
    ...{ name, source, pixels },
    expected: () => predict({ model: parsed.model, inputShape, preprocessing, weights, pixels }),
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
