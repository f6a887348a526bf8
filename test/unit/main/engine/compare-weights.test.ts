import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../../../src/main/engine/checkpoint.ts';
import { compareWeights } from '../../../../src/main/engine/compare-weights.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-weights-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const progress = { epoch: 1, stepInEpoch: 0, iteration: 1, lossSum: 0, right: 0, images: 0, metricSums: [] };

/** A checkpoint with one kernel, one bias and one slot of the optimizer. */
function checkpointWith(
  name: string,
  tensors: Readonly<{ kernel: readonly number[]; bias?: readonly number[]; slot?: number }>,
): string {
  const { kernel, bias = [1], slot = 0 } = tensors;
  const floats = (values: readonly number[]) => ({
    type: 'float32' as const,
    shape: [values.length],
    data: Float32Array.from(values),
  });
  const state = new Map([
    ['weights/dense/kernel', floats(kernel)],
    ['weights/dense/bias', floats(bias)],
    ['optimizer/dense/kernel/velocity', floats([slot])],
  ]);
  writeCheckpoint(folder, name, { progress, fingerprint: name, state });
  return join(folder, name);
}

describe('the comparison of the weights of two checkpoints', () => {
  const plain = checkpointWith('plain', { kernel: [4, -2] });

  it('is 0 for equal weights, whatever the optimizer holds', () => {
    expect(compareWeights(plain, checkpointWith('slot', { kernel: [4, -2], slot: 9 }))).toBe(0);
  });

  it('is the largest difference relative to the largest weight of its tensor', () => {
    expect(compareWeights(plain, checkpointWith('kernel', { kernel: [4, -1] }))).toBe(0.25);
    expect(compareWeights(plain, checkpointWith('both', { kernel: [4, -1], bias: [2] }))).toBe(0.5);
  });

  it('is none between other shapes or where a weight is no finite number', () => {
    expect(compareWeights(plain, checkpointWith('longer', { kernel: [4, -2, 0] }))).toBeNull();
    expect(compareWeights(plain, checkpointWith('nan', { kernel: [4, NaN] }))).toBeNull();
  });

  it('is refused without one of the files', () => {
    expect(() => compareWeights(plain, join(folder, 'missing'))).toThrow(
      expect.objectContaining({ code: 'engine.bad-checkpoint' }),
    );
  });
});
