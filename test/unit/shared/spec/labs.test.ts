import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expandComparison } from '../../../../src/shared/spec/comparison.ts';
import type { Experiment } from '../../../../src/shared/spec/experiment.ts';
import { parseLab, type Lab } from '../../../../src/shared/spec/labs.ts';
import { inferModel } from '../../../../src/shared/spec/shapes.ts';

const folder = new URL('../../../../resources/labs/', import.meta.url);
const readLab = (id: string): Lab =>
  parseLab(JSON.parse(readFileSync(new URL(`${id}.json`, folder), 'utf8')));
const ids = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

/** Picture size and classes of the data sets that the labs use. */
const datasets: Record<string, { shape: number[]; classes: number }> = {
  mnist: { shape: [28, 28, 1], classes: 10 },
  'fashion-mnist': { shape: [28, 28, 1], classes: 10 },
  'cifar-100': { shape: [32, 32, 3], classes: 100 },
  'tatami-100': { shape: [32, 32, 3], classes: 100 },
};

const experimentsOf = ({ document }: Lab): readonly Experiment[] =>
  document.tatami === 'experiment'
    ? [document]
    : expandComparison(document).map(({ experiment }) => experiment);

const sizesOf = (id: string): unknown[] => {
  const [experiment] = experimentsOf(readLab(id));
  return inferModel((experiment as Experiment).model, [28, 28, 1]).map((layer) => layer.outputShape[0]);
};

describe('The ready-made labs', () => {
  it('are those of the lecture', () => {
    expect(ids.toSorted()).toStrictEqual([
      'augmentation',
      'batch-size',
      'cifar100-cnn',
      'dropout-pair',
      'fashion-cnn',
      'linear-collapse',
      'mlp',
      'mnist-cnn',
      'mnist-cnn-slides',
      'optimizer-race',
      'residual-net',
      'separable-convolution',
      'softmax-regression',
      'tatami100-cnn',
    ]);
  });

  it.each(ids)('%s is called like its file and has Japanese and English words', (id) => {
    const lab = readLab(id);
    expect(lab.id).toBe(id);
    expect(lab.document.name).toBe(id);
    for (const words of [lab.title, lab.description]) {
      expect(words.ja).toMatch(/[ぁ-んァ-ヶ]/u);
      expect(words.en).not.toMatch(/[ぁ-んァ-ヶ一-龠]/u);
    }
  });

  it.each(ids)('%s fits its data set: the last layer gives one probability for each class', (id) => {
    for (const { dataset, model } of experimentsOf(readLab(id))) {
      const { shape, classes } = datasets[dataset.id] ?? { shape: [], classes: 0 };
      expect(inferModel(model, shape).at(-1)?.outputShape).toStrictEqual([classes]);
      expect(model.layers.at(-1)?.config).toMatchObject({ activation: 'softmax' });
    }
  });

  it('show the sizes of the slides: 28, 23, 21, 10 and 28, 23, 18, 9', () => {
    expect(sizesOf('mnist-cnn')).toStrictEqual([23, 21, 10, 10, 6400, 128, 128, 10]);
    expect(sizesOf('mnist-cnn-slides')).toStrictEqual([23, 18, 9, 9, 5184, 128, 128, 10]);
  });

  it('have a place in the lecture each, and no two the same', () => {
    const places = ids.map((id) => readLab(id).order);
    expect(places).not.toContain(null);
    expect(new Set(places).size).toBe(ids.length);
  });

  it('show what separable convolutions and residual blocks cost', () => {
    const [plain, separable] = experimentsOf(readLab('separable-convolution')).map(({ model }) =>
      inferModel(model, [28, 28, 1]).map((layer) => layer.parameterCount),
    );
    expect(plain?.[1]).toBe(18_496);
    expect(separable?.[1]).toBe(2_400);
    const [experiment] = experimentsOf(readLab('residual-net'));
    const blocks = inferModel((experiment as Experiment).model, [32, 32, 3]).filter(
      ({ paths }) => paths !== null,
    );
    expect(blocks.map(({ outputShape }) => outputShape)).toStrictEqual([
      [32, 32, 16],
      [16, 16, 32],
      [16, 16, 32],
      [8, 8, 64],
    ]);
  });

  it('augment by shifts and turns, of which a comparison can switch each off', () => {
    const factors = experimentsOf(readLab('augmentation')).map(({ model }) =>
      model.layers.flatMap(({ config }) =>
        'factor' in config ? [config.factor] : 'height_factor' in config ? [config.height_factor] : [],
      ),
    );
    expect(factors).toStrictEqual([
      [
        [0, 0],
        [0, 0],
      ],
      [
        [-0.1, 0.1],
        [0, 0],
      ],
      [
        [-0.1, 0.1],
        [-0.04, 0.04],
      ],
    ]);
  });

  it('race nine optimizers that differ in nothing but the optimizer', () => {
    const { document } = readLab('optimizer-race');
    if (document.tatami !== 'comparison') throw new Error('the race is a comparison');
    expect(document.variants.map(({ name }) => name)).toStrictEqual([
      'SGD',
      'Momentum',
      'Nesterov',
      'Adagrad',
      'RMSprop',
      'Adadelta',
      'Adam',
      'Adamax',
      'Nadam',
    ]);
    expect(
      document.variants.flatMap(({ set }) => Object.keys(set)).every((path) => path === 'optimizer'),
    ).toBe(true);
    expect(
      new Set(expandComparison(document).map((run) => JSON.stringify(run.experiment.optimizer))).size,
    ).toBe(9);
  });

  it('are refused with a fault at its place', () => {
    const lab: unknown = JSON.parse(readFileSync(new URL('mlp.json', folder), 'utf8'));
    const broken = { ...(lab as object), title: { ja: '題' } };
    expect(() => parseLab(broken)).toThrow(
      expect.objectContaining({ code: 'spec.missing', details: { path: 'title.en' } }),
    );
  });
});
