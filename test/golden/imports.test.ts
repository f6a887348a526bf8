import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { predict } from '../../src/main/engine/exchange/predict.ts';
import { readModelFile, readWeightsFile } from '../../src/main/export/import/read-model.ts';
import type { ImportedModel } from '../../src/shared/contract/imported-model.ts';

interface GoldenNet {
  readonly pixels: readonly number[];
  readonly expected: readonly number[];
}

/** Largest difference of a prediction. */
const tolerance = 1e-5;

const folder = fileURLToPath(new URL('data/imports', import.meta.url));
const golden = JSON.parse(readFileSync(`${folder}/predictions.json`, 'utf8')) as {
  readonly keras: string;
  readonly nets: Readonly<Record<string, GoldenNet>>;
};

/** Predicts with what a file gave; where it has no Rescaling layer Keras was fed the pixels as they are. */
function largestGap(model: Omit<ImportedModel, 'notes'>, name: string): number {
  const { pixels, expected } = golden.nets[name] as GoldenNet;
  const outputs = predict({
    model: model.model,
    inputShape: model.inputShape,
    preprocessing: model.isPreprocessingKnown ? model.preprocessing : { scale: 1, offset: 0 },
    weights: [...model.weights],
    pixels: Uint8Array.from(pixels),
  });
  expect(outputs.length).toBe(expected.length);
  return outputs.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - (expected[index] as number))),
    0,
  );
}

describe(`A net that Keras ${golden.keras} saved`, () => {
  it.each([
    ['plain.keras', 'plain'],
    ['plain.h5', 'plain'],
    ['keras-2.h5', 'plain'],
    ['web-model', 'plain'],
    ['web-model/model.json', 'plain'],
    ['web-model.zip', 'plain'],
    ['activations.keras', 'activations'],
    ['nested.keras', 'nested'],
    ['nested.h5', 'nested'],
    ['residual.keras', 'residual'],
    ['residual.h5', 'residual'],
    ['flat.keras', 'flat'],
  ])('predicts the same here, read from %s', async (file, net) => {
    expect(largestGap(await readModelFile(`${folder}/${file}`), net)).toBeLessThan(tolerance);
  });

  it.each([
    ['plain.weights.h5', 'plain'],
    ['newest.weights.h5', 'plain'],
    ['plain.npz', 'plain'],
    ['unnamed.npz', 'plain'],
    ['plain.h5', 'plain'],
    ['residual.weights.h5', 'residual'],
  ])('predicts the same with the weights of %s in the net that is known', async (file, net) => {
    const known = await readModelFile(`${folder}/${net}.keras`);
    const weights = await readWeightsFile(`${folder}/${file}`, known);
    expect(largestGap({ ...known, weights }, net)).toBeLessThan(tolerance);
  });

  it('comes with what it was trained by and what its classes are called', async () => {
    const keras = await readModelFile(`${folder}/plain.keras`);
    expect(keras.optimizer).toMatchObject({ class_name: 'Adadelta', config: { learning_rate: 1 } });
    expect(keras.loss?.class_name).toBe('CategoricalCrossentropy');
    expect(keras.preprocessing.offset).toBe(-1);
    const web = await readModelFile(`${folder}/web-model`);
    expect(web.classNames).toEqual(['cat', 'dog', 'sea']);
  });

  it('has its residual blocks as blocks again, named as their layers were', async () => {
    const { model } = await readModelFile(`${folder}/residual.keras`);
    const blocks = model.layers.filter(({ class_name }) => class_name === 'Residual');
    expect(blocks.map(({ config }) => config.name)).toEqual(['block1', 'residual']);
    expect(blocks[0]?.config).toMatchObject({ activation: 'relu', shortcut: { class_name: 'Identity' } });
    expect(blocks[1]?.config).toMatchObject({ activation: 'linear', shortcut: { class_name: 'Projection' } });
  });

  it('takes flat input of 784 values for pictures of 28 x 28', async () => {
    const flat = await readModelFile(`${folder}/flat.keras`);
    expect(flat.inputShape).toEqual([28, 28, 1]);
    expect(flat.model.layers[0]?.class_name).toBe('Flatten');
    expect(flat.notes.map(({ code }) => code)).toContain('flat-input');
  });
});
