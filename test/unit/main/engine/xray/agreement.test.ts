import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../../../src/main/engine/engine.ts';
import type { Change, XrayWeight } from '../../../../../src/shared/contract/xray.ts';
import { type KerasClass, readGolden } from '../../../../golden/golden.ts';
import { linearModel, tinyExperiment } from '../../../../fixtures/experiments.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-xray-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataset = tinyImages({ trainCount: 100, testCount: 20 });
const engine = createEngine({ openImages: () => Promise.resolve(dataset), appVersion: 'test' });

type NamedOptimizer = KerasClass & { readonly name: string };

/** What the golden numbers do not have. */
const others: readonly NamedOptimizer[] = [
  {
    name: 'robbins-monro',
    class_name: 'SGD',
    config: {
      learning_rate: { class_name: 'RobbinsMonro', config: { initial_learning_rate: 0.5, alpha: 2 } },
    },
  },
  { name: 'adam-global-clipnorm', class_name: 'Adam', config: { global_clipnorm: 0.01 } },
  { name: 'nadam-ema-overwrite', class_name: 'Nadam', config: { use_ema: true, ema_overwrite_frequency: 3 } },
];
const { cases } = readGolden('optimizers') as { readonly cases: readonly NamedOptimizer[] };

/**
 * Float32 rounding: one unit in the last place of the weight, and a share of the update, which the step rounds a few
 * times on its way.
 */
const shareOfUpdate = 1e-6;

describe('the formula with the numbers of a real step', () => {
  const worst = { weight: 0, slot: 0 };

  it.each([...cases, ...others])(
    'comes to the new weight and states of the run: $name',
    async (optimizer) => {
      for (const { weight, slots, shared, formula } of await look(optimizer)) {
        const beyond = Math.abs(formula.weight - weight.after) - 1.01 * unitOf(weight);
        worst.weight = Math.max(worst.weight, beyond / (Math.abs(weight.after - weight.before) || 1));
        for (const [slot, change] of Object.entries({ ...slots, ...shared })) {
          const found = formula.slots[slot] ?? formula.shared[slot] ?? NaN;
          worst.slot = Math.max(worst.slot, Math.abs(found - change.after) / (largest(change) || 1));
        }
      }
      expect(worst.weight).toBeLessThan(shareOfUpdate);
      expect(worst.slot).toBeLessThan(shareOfUpdate);
    },
  );

  it('is told how far it was off', async ({ annotate }) => {
    await annotate(`weights, beyond one unit: ${worst.weight.toExponential(1)} of the update`);
    await annotate(`states: ${worst.slot.toExponential(1)}, relative`);
  });
});

/** One weight in each of 28 steps; the formula does not know which net it is of. A bias starts from 0. */
async function look({ class_name, config }: KerasClass): Promise<XrayWeight[]> {
  const model = { layers: linearModel };
  const experiment = tinyExperiment({ epochs: 4, model, optimizer: { class_name, config } });
  const steps = { from: 1, to: 28, every: 1 };
  const weight = { name: 'dense/bias', index: [2] };
  const job = { runId: 'run', experiment, dataFolder: folder, resumeFrom: null, stopAfter: null };
  const { points } = await engine.xray({ ...job, steps, weight }, () => undefined);
  expect(points).toHaveLength(28);
  return points.flatMap((point) => point.weight ?? []);
}

function largest({ before, after }: Change): number {
  return Math.max(Math.abs(before), Math.abs(after));
}

/** Distance of the larger of both float32 numbers to its neighbour. */
function unitOf(change: Change): number {
  return 2 ** (Math.floor(Math.log2(Math.max(largest(change), 2 ** -126))) - 23);
}
