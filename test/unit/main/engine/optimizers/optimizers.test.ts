import { describe, expect, it } from 'vitest';
import { livePrograms, liveTensors } from '../../../../../src/main/engine/native/program.ts';
import { descend } from '../../../../fixtures/optimizer-run.ts';

const spec = (class_name: string, config: object = {}) => ({ class_name, config });

/** w after steps 1, 2 and 5 of f(w) = w² / 2 from w = 1, from Keras 3.15.1's own optimizer classes. */
const keras: [name: string, optimizer: ReturnType<typeof spec>, expected: [number, number, number]][] = [
  ['SGD with momentum', spec('SGD', { learning_rate: 0.1, momentum: 0.9 }), [0.9, 0.72, -0.02916]],
  [
    'SGD with Nesterov momentum',
    spec('SGD', { learning_rate: 0.1, momentum: 0.9, nesterov: true }),
    [0.81, 0.5751, -0.1045817],
  ],
  ['SGD with weight decay', spec('SGD', { learning_rate: 0.1, weight_decay: 0.1 }), [0.89, 0.7921, 0.558406]],
  ['Adagrad', spec('Adagrad'), [0.9990466, 0.9983568, 0.9968537]],
  ['RMSprop', spec('RMSprop'), [0.9968377, 0.994547, 0.9893737]],
  ['centered RMSprop', spec('RMSprop', { centered: true }), [0.9966667, 0.9941217, 0.9877548]],
  ['Adadelta', spec('Adadelta'), [0.9999986, 0.9999971, 0.9999928]],
  ['Adadelta of the slides', spec('Adadelta', { learning_rate: 1 }), [0.9985858, 0.9971545, 0.9928069]],
  ['Adam', spec('Adam'), [0.999, 0.998, 0.9950004]],
  ['AdamW', spec('AdamW'), [0.998996, 0.997992, 0.9949805]],
  ['Adamax', spec('Adamax'), [0.999, 0.9979995, 0.9949955]],
  ['Nadam', spec('Nadam'), [0.9989372, 0.9981639, 0.9960424]],
];

describe('every optimizer walks down a parabola as Keras does', () => {
  it.each(keras)('%s', (_name, optimizer, [first, second, fifth]) => {
    const path = descend(optimizer, [1], 5).map(([w]) => w!);
    expect(path[0]).toBeCloseTo(first, 6);
    expect(path[1]).toBeCloseTo(second, 6);
    expect(path[4]).toBeCloseTo(fifth, 6);
  });

  it('takes the learning rate of each step from a schedule', () => {
    const decay = spec('InverseTimeDecay', { initial_learning_rate: 0.1, decay_steps: 1, decay_rate: 1 });
    const [first, second] = descend(spec('SGD', { learning_rate: decay }), [1], 2) as [number[], number[]];
    expect(first[0]).toBeCloseTo(0.9, 6);
    expect(second[0]).toBeCloseTo(0.9 * (1 - 0.05), 6);
  });
});

describe('gradient clipping', () => {
  const step = (config: object) =>
    descend(spec('SGD', { learning_rate: 1, ...config }), [3, 4], 1)[0]!.map((w) => w - 0);

  it('by norm shortens a gradient to the given length and keeps its direction', () => {
    const [x, y] = step({ clipnorm: 1 });
    expect([x, y]).toEqual([expect.closeTo(3 - 0.6, 5), expect.closeTo(4 - 0.8, 5)]);
    expect(step({ clipnorm: 10 })).toEqual([0, 0]);
  });

  it('by value cuts each element', () => {
    expect(step({ clipvalue: 3.5 })).toEqual([0, 0.5]);
  });

  it('by global norm shortens all gradients together', () => {
    const [x, y] = step({ global_clipnorm: 2.5 });
    expect([x, y]).toEqual([expect.closeTo(1.5, 5), expect.closeTo(2, 5)]);
  });
});

describe('the moving average of weights', () => {
  it('follows the weights and replaces them at the chosen frequency', () => {
    const config = { learning_rate: 0.1, use_ema: true, ema_momentum: 0.5, ema_overwrite_frequency: 2 };
    const [first, second, third] = descend(spec('SGD', config), [1], 3).map(([w]) => w!) as [
      number,
      number,
      number,
    ];
    expect(first).toBeCloseTo(0.9, 6);
    expect(second).toBeCloseTo(0.5 * 0.9 + 0.5 * 0.81, 6);
    expect(third).toBeCloseTo(0.9 * second, 6);
  });
});

describe('an optimizer that has run', () => {
  it('leaves no tensor and no session behind', () => {
    const before = { tensors: liveTensors(), programs: livePrograms() };
    descend(spec('Nadam'), [1, 2], 3);
    expect({ tensors: liveTensors(), programs: livePrograms() }).toEqual(before);
  });
});
