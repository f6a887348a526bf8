import { describe, expect, it } from 'vitest';
import { stopOf, weightStops } from '../../../../../src/renderer/src/features/inside/weight-stops.ts';
import { poolingEffect } from '../../../../../src/renderer/src/features/inside/robustness.ts';
import type { CheckpointRecord } from '../../../../../src/shared/contract/engine.ts';
import type { InspectedLayer } from '../../../../../src/shared/contract/inspect.ts';

function saved(step: number, kind: CheckpointRecord['kind']): CheckpointRecord {
  return {
    file: `step-${step}-${kind}.ckpt`,
    epoch: step / 10,
    stepInEpoch: 0,
    step,
    sizeBytes: 1,
    sha256: '',
    kind,
  };
}

describe('the stops of the epoch slider', () => {
  const stops = weightStops([saved(0, 'epoch'), saved(20, 'epoch'), saved(30, 'epoch'), saved(30, 'final')]);

  it('are before training and each step once, where the end counts for its step', () => {
    expect(stops.map(({ choice }) => choice)).toEqual([
      'start',
      { file: 'step-20-epoch.ckpt' },
      { file: 'step-30-final.ckpt' },
    ]);
  });

  it('find a choice again', () => {
    expect(stops.map(({ choice }) => stopOf(choice, stops))).toEqual([0, 1, 2]);
    expect(stopOf('end', stops)).toBe(2);
    expect(stopOf({ file: 'gone' }, stops)).toBe(2);
  });
});

describe('what pooling keeps of a change', () => {
  function layer(className: InspectedLayer['class_name'], values: readonly number[]): InspectedLayer {
    return {
      ...{ name: className.toLowerCase(), class_name: className, shape: [1, values.length, 1] },
      ...{ values: Float32Array.from(values), kept: 1, min: 0, max: 5, zeroShare: 0, kernel: null },
    };
  }

  it('is nothing where the largest value only moved inside its window', () => {
    const original = [layer('Conv2D', [0, 5, 0, 0]), layer('MaxPooling2D', [5, 0])];
    const changed = [layer('Conv2D', [5, 0, 0, 0]), layer('MaxPooling2D', [5, 0])];
    const effect = poolingEffect(original, changed);
    expect(effect?.changeBefore).toBeCloseTo(Math.SQRT2, 6);
    expect(effect).toMatchObject({ before: 'conv2d', pooling: 'maxpooling2d', changeAfter: 0 });
  });

  it('is not said of a net without pooling', () => {
    expect(poolingEffect([layer('Dense', [1])], [layer('Dense', [2])])).toBeNull();
  });
});
