import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src/shared/spec/experiment.ts';
import { plannedMemory, slotCount } from '../../../../src/shared/spec/plan-memory.ts';
import { estimateSpeed, imageCounts, plannedMs, plannedSteps } from '../../../../src/shared/spec/plan.ts';
import { inferModel } from '../../../../src/shared/spec/shapes.ts';
import { type Draft, draftExperiment } from './documents.ts';

const mnist = { height: 28, width: 28, channels: 1, trainCount: 60_000, testCount: 10_000 };
const experiment = (changes: Draft = {}) => parseExperiment(draftExperiment(changes));

describe('The plan of a run', () => {
  it('counts the images: a share held back for validation is rounded down as in Keras', () => {
    expect(imageCounts(experiment(), mnist)).toStrictEqual({
      train: 60_000,
      validation: 10_000,
      test: 10_000,
    });
    const held = experiment({
      dataset: { id: 'mnist', train: 1001 },
      validation: { from: 'train', split: 0.1 },
    });
    expect(imageCounts(held, mnist)).toStrictEqual({ train: 900, validation: 101, test: 10_000 });
    const none = experiment({ dataset: { id: 'mnist', train: 70_000 }, validation: 'none' });
    expect(imageCounts(none, mnist)).toStrictEqual({ train: 60_000, validation: 0, test: 10_000 });
  });

  it('counts the steps, the last one of an epoch being smaller', () => {
    const steps = plannedSteps(experiment({ batch_size: 128, epochs: 12 }), 60_000);
    expect(steps).toStrictEqual({ batch: 128, stepsPerEpoch: 469, totalSteps: 5628 });
    expect(plannedSteps(experiment({ batch_size: 'all' }), 60_000).stepsPerEpoch).toBe(1);
  });

  it('takes the speed of the run that is nearest in cost, scaled by the multiply-adds', () => {
    const samples = [
      { multiplyAdds: 9.6e6, batch: 128, imagesPerSecond: 2400 },
      { multiplyAdds: 1e5, batch: 128, imagesPerSecond: 90_000 },
    ];
    expect(estimateSpeed({ multiplyAdds: 9.6e6, batch: 128 }, samples)).toStrictEqual({
      imagesPerSecond: 2400,
      basis: 'same',
    });
    expect(estimateSpeed({ multiplyAdds: 19.2e6, batch: 128 }, samples)).toStrictEqual({
      imagesPerSecond: 1200,
      basis: 'like',
    });
    expect(estimateSpeed({ multiplyAdds: 96e6, batch: 128 }, samples)?.basis).toBe('far');
  });

  it('says nothing about the time where no run was of a like cost', () => {
    expect(estimateSpeed({ multiplyAdds: 1e6, batch: 32 }, [])).toBeNull();
    const far = [{ multiplyAdds: 1e3, batch: 32, imagesPerSecond: 1e5 }];
    expect(estimateSpeed({ multiplyAdds: 1e6, batch: 32 }, far)).toBeNull();
  });

  it('trusts a speed less when the batches were of another size', () => {
    const samples = [{ multiplyAdds: 1e6, batch: 1, imagesPerSecond: 300 }];
    expect(estimateSpeed({ multiplyAdds: 1e6, batch: 8 }, samples)?.basis).toBe('like');
    expect(estimateSpeed({ multiplyAdds: 1e6, batch: 1024 }, samples)?.basis).toBe('far');
  });

  it('adds validation and test at a third of the cost of training', () => {
    const counts = { train: 900, validation: 300, test: 600 };
    const held = experiment({ epochs: 2, validation: { from: 'train', split: 0.25 } });
    // (2 * 900 + (2 * 300 + 600) / 3) / 100 = 22 s
    expect(plannedMs(held, counts, 100)).toBeCloseTo(22_000, 6);
    // The test images of the last validation are those of the test.
    expect(plannedMs(experiment({ epochs: 1 }), counts, 100)).toBeCloseTo(10_000, 6);
  });
});

describe('The memory of a run', () => {
  const memory = (changes: Draft) => {
    const document = experiment(changes);
    return plannedMemory(document, inferModel(document.model, [28, 28, 1]), mnist);
  };

  it('is weights, gradients and slots, values of one call twice, and the images as bytes', () => {
    const layers = [{ class_name: 'Flatten' }, { class_name: 'Dense', config: { units: 10 } }];
    const plan = memory({ model: { layers }, batch_size: 100, optimizer: 'adam' });
    // 7850 weights, as many gradients, two slots for each: 4 bytes each.
    expect(plan.weightsBytes).toBe(4 * 4 * 7850);
    // 784 inputs, 784 flat, 10 out, for 100 images, with gradients.
    expect(plan.activationsBytes).toBe(2 * 4 * 100 * (784 + 784 + 10));
    expect(plan.imagesBytes).toBe(70_000 * 784);
    expect(plan.totalBytes).toBe(plan.weightsBytes + plan.activationsBytes + plan.imagesBytes);
  });

  it('does not grow with a batch that is computed in parts, but does where normalisation needs all of it', () => {
    const all = memory({ batch_size: 'all' });
    expect(all.activationsBytes).toBe(memory({ batch_size: 512 }).activationsBytes);
    const layers = [{ class_name: 'BatchNormalization' }, { class_name: 'Flatten' }];
    const normalised = memory({ model: { layers }, batch_size: 'all' }).activationsBytes;
    expect(normalised).toBeGreaterThan(100 * memory({ model: { layers }, batch_size: 512 }).activationsBytes);
  });

  it('knows how many numbers each optimizer keeps for a weight', () => {
    const slots = (optimizer: unknown) => slotCount(experiment({ optimizer }).optimizer);
    const spec = (class_name: string, config: object) => ({ class_name, config });
    expect(slots('SGD')).toBe(0);
    expect(slots(spec('SGD', { momentum: 0.9 }))).toBe(1);
    expect(slots(spec('RMSprop', { momentum: 0.9, centered: true }))).toBe(3);
    expect(['Adagrad', 'Adadelta', 'Adam', 'AdamW', 'Adamax', 'Nadam'].map(slots)).toStrictEqual([
      1, 2, 2, 2, 2, 2,
    ]);
    expect(slots(spec('Adam', { amsgrad: true, use_ema: true }))).toBe(4);
  });
});
