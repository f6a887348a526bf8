import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { describe, expect, it } from 'vitest';
import { activate } from '../../src/main/engine/activations.ts';
import { lossPerImage, type ModelOutput } from '../../src/main/engine/losses.ts';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { lossSchema } from '../../src/shared/spec/losses.ts';
import {
  floats,
  integers,
  Judge,
  readGolden,
  TOLERANCE,
  unpack,
  type KerasClass,
  type PackedArray,
} from './golden.ts';

interface LossCase extends KerasClass {
  readonly name: string;
  /** What the model ends in; `probabilities` come without anything before them. */
  readonly activation: 'linear' | 'probabilities' | 'softmax' | 'sigmoid';
  readonly values: PackedArray;
  readonly per_image: PackedArray;
  readonly slopes: PackedArray;
}

const { labels, cases } = readGolden('losses') as { labels: PackedArray; cases: LossCase[] };
const judge = new Judge();
const { tf } = loadNative();

describe('a loss', () => {
  it.each(cases)('has the value and the slopes of Keras: $name', (golden) => {
    const before = tf.memory().numTensors;
    const { perImage, slopes } = compute(golden);
    judge.expectClose(`${golden.name}, value`, perImage, floats(golden.per_image));
    judge.expectClose(`${golden.name}, slopes`, slopes, floats(golden.slopes));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stays within the tolerance over all', async ({ annotate }) => {
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});

function compute({ class_name, config, activation, values }: LossCase): {
  perImage: Float32Array;
  slopes: Float32Array;
} {
  const loss = lossSchema.parse({ class_name, config });
  const { data, shape } = unpack(values);
  const perImage = tf.tidy(() =>
    read(lossPerImage(loss, output(activation, tf.tensor(data, [...shape])), classes())),
  );
  const slopes = tf.tidy(() => {
    const meanOf = (given: Tensor): Tensor =>
      tf.mean(lossPerImage(loss, output(activation, given), classes()));
    return read(tf.grad(meanOf)(tf.tensor(data, [...shape])));
  });
  return { perImage, slopes };
}

function output(activation: LossCase['activation'], values: Tensor): ModelOutput {
  if (activation === 'linear' || activation === 'probabilities') return { output: values, logits: null };
  return { output: activate(activation, values), logits: { values, activation } };
}

function classes(): Tensor {
  return tf.tensor1d(integers(labels), 'int32');
}

function read(tensor: Tensor): Float32Array {
  return tensor.dataSync<'float32'>().slice();
}
