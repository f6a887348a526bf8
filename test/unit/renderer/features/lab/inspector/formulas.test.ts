import { describe, expect, it } from 'vitest';
import {
  curveOf,
  slopeOf,
  softmax,
} from '../../../../../../src/renderer/src/features/lab/inspector/activation-values.ts';
import {
  fieldsOf,
  fieldText,
  fieldValue,
  stepped,
} from '../../../../../../src/renderer/src/features/lab/inspector/fields.ts';
import {
  misfitFormula,
  parameterFormula,
  sizeChain,
  spanFormula,
  windowFormula,
} from '../../../../../../src/renderer/src/features/lab/inspector/formulas.ts';
import { windowDrawing } from '../../../../../../src/renderer/src/features/lab/inspector/window-drawing.ts';
import { windowAxis } from '../../../../../../src/shared/spec/window.ts';
import { newLayer } from '../../../../../../src/renderer/src/features/lab/builder/layer-kinds.ts';
import { layerClassNames, layerSchema } from '../../../../../../src/shared/spec/layers.ts';
import { experimentOf, slides, viewOf } from '../experiments.ts';

const axis = (input: number, kernel: number, stride: number, padding: 'valid' | 'same' = 'valid') =>
  windowAxis(input, { kernel, stride, padding, dilation: 1 });

describe('The explanation of a size', () => {
  it('writes the floor out with the real numbers', () => {
    expect(windowFormula(axis(21, 2, 2))).toEqual({
      symbols: '⌊(n + 2p − k) / s⌋ + 1',
      filled: '⌊(21 + 2·0 − 2) / 2⌋ + 1 = ⌊9.5⌋ + 1',
      result: '10',
    });
  });

  it('names unequal zeros of padding “same” one by one', () => {
    expect(windowFormula(axis(28, 6, 1, 'same'))).toMatchObject({
      symbols: '⌊(n + p₁ + p₂ − k) / s⌋ + 1',
      filled: '⌊(28 + (2 + 3) − 6) / 1⌋ + 1 = 27 + 1',
      result: '28',
    });
  });

  it('says how far a dilated kernel reaches', () => {
    const dilated = windowAxis(28, { kernel: 3, stride: 1, padding: 'valid', dilation: 2 });
    expect(spanFormula(dilated)).toMatchObject({ filled: '(3 − 1)·2 + 1', result: '5' });
    expect(spanFormula(axis(28, 3, 1))).toBeNull();
  });

  it('follows the slides’ sequence 28 → 23 → 18 → 9', () => {
    const chain = sizeChain(viewOf(experimentOf(slides)).reports);
    expect(chain.map(({ from, text, to }) => [from, text, to])).toEqual([
      [28, '28 − 6 + 1', 23],
      [23, '23 − 6 + 1', 18],
      [18, '⌊(18 − 2) / 2⌋ + 1', 9],
    ]);
  });

  it('counts parameters as a sum over the weights', () => {
    const formulas = viewOf(experimentOf(slides)).reports.map(parameterFormula);
    expect(formulas[0]).toEqual({ symbols: 'kernel + bias', filled: '6·6·1·32 + 32', result: '1,184' });
    expect(formulas[2]).toBeNull();
    expect(formulas[5]).toMatchObject({ filled: '5184·128 + 128', result: '663,680' });
  });
});

describe('A window that does not fit', () => {
  it('is shown with the size below 1 that would come out', () => {
    const [, layer] = experimentOf(
      slides.with(1, { class_name: 'Conv2D', config: { filters: 4, kernel_size: 40 } }),
    ).model.layers;
    const formula = layer && misfitFormula(layer, [23, 23, 32]);
    expect(formula).toMatchObject({ filled: '⌊(23 + 2·0 − 40) / 1⌋ + 1 = −17 + 1', result: '−16' });
  });
});

describe('The drawing of a window', () => {
  it('stays inside its frame and hatches what no window reaches', () => {
    for (const input of [5, 21, 28, 224]) {
      for (const [kernel, stride] of [
        [2, 2],
        [3, 1],
        [5, 3],
      ] as const) {
        const drawn = windowDrawing([axis(input, kernel, stride), axis(input, kernel, stride)]);
        const { unused } = axis(input, kernel, stride);
        expect(drawn.unused).toHaveLength(unused > 0 ? 2 : 0);
        for (const box of [
          drawn.padded,
          drawn.window,
          drawn.output,
          drawn.value,
          ...drawn.tiles,
          ...drawn.unused,
        ]) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(304.001);
          expect(box.y + box.height).toBeLessThanOrEqual(132.001);
        }
      }
    }
  });
});

describe('A setting’s field', () => {
  it.each(layerClassNames)('of %s is read back as the value that it shows', (className) => {
    const layer = layerSchema.parse(newLayer(className));
    const { main, more } = fieldsOf(layer);
    for (const { key, kind } of [...main, ...more]) {
      if (kind === 'class' || kind === 'switch' || kind === 'choice') continue;
      const value = (layer.config as Record<string, unknown>)[key];
      expect(fieldValue(kind, fieldText(kind, value))).toEqual(value);
    }
  });

  it('takes one number for two, signs, and nothing for None', () => {
    expect(fieldValue('pair', '3')).toEqual([3, 3]);
    expect(fieldValue('pair', '3×5')).toEqual([3, 5]);
    expect(fieldValue('ends', '−0.1 … 0.2')).toEqual([-0.1, 0.2]);
    expect(fieldValue('optional', ' ')).toBeNull();
    expect(fieldValue('number', '1e-3')).toBe(0.001);
    expect(fieldValue('count', 'many')).toBe('many');
  });

  it('moves by the arrow keys and stops at 1', () => {
    expect(stepped('pair', [1, 2], -1)).toEqual([1, 1]);
    expect(stepped('count', 32, 1)).toBe(33);
    expect(stepped('number', 0.25, 1)).toBe(0.3);
  });
});

describe('The curve of an activation', () => {
  it('has Keras’s values', () => {
    const value = (name: Parameters<typeof curveOf>[0], x: number): number =>
      curveOf(name)?.(x) ?? Number.NaN;
    expect(value('gelu', 1)).toBeCloseTo(0.8413447, 5);
    expect(value('selu', -1)).toBeCloseTo(-1.1113307, 6);
    expect(value('silu', 2)).toBeCloseTo(1.7615942, 6);
    expect(value('leaky_relu', -1)).toBeCloseTo(-0.2, 9);
    expect(softmax([2, 1, -1]).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('has its slope by differences', () => {
    expect(slopeOf(Math.tanh)(0)).toBeCloseTo(1, 6);
    expect(slopeOf((x) => Math.max(0, x))(2)).toBeCloseTo(1, 9);
  });
});
