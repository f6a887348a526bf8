import { describe, expect, it } from 'vitest';
import type { InspectedLayer } from '../../../../../src/shared/contract/inspect.ts';
import { inferModel } from '../../../../../src/shared/spec/shapes.ts';
import {
  arithmeticOf,
  inputVolume,
  layerVolume,
} from '../../../../../src/renderer/src/features/inside/arithmetic.ts';
import {
  colourAt,
  paintValues,
  rgbOf,
  scaleFor,
} from '../../../../../src/renderer/src/features/inside/colour-scale.ts';
import { channelsOf } from '../../../../../src/renderer/src/features/inside/fit-picture.ts';
import {
  colourFilters,
  filterTiles,
  largestPlace,
  outputTiles,
} from '../../../../../src/renderer/src/features/inside/layer-tiles.ts';
import { rankedClasses } from '../../../../../src/renderer/src/features/inside/predictions.ts';
import { centredDigit } from '../../../../../src/renderer/src/features/inside/drawn-digit.ts';
import {
  cornerOf,
  mosaicOf,
  tileAt,
  tileByKey,
} from '../../../../../src/renderer/src/features/inside/mosaic.ts';
import {
  fieldOfValue,
  receptiveField,
} from '../../../../../src/renderer/src/features/inside/receptive-field.ts';
import { tinyExperiment } from '../../../../fixtures/experiments.ts';

const stops = [rgbOf('#000000'), rgbOf('#808080'), rgbOf('#ffffff')];

/** Reports of layers on an 8 x 8 x 1 picture. */
function reportsOf(layers: readonly unknown[], inputShape = [8, 8, 1]): ReturnType<typeof inferModel> {
  return inferModel(tinyExperiment({ model: { layers } }).model, inputShape);
}

function layer(changes: Partial<InspectedLayer>): InspectedLayer {
  return {
    ...{ name: 'layer', class_name: 'Conv2D', shape: [1, 1, 1], values: new Float32Array(1), kept: 1 },
    ...{ min: 0, max: 1, zeroShare: 0, kernel: null },
    ...changes,
  };
}

describe('colours of numbers', () => {
  it('run from 0 where nothing is negative, and evenly to both sides of 0 elsewhere', () => {
    expect(scaleFor(0, 4)).toEqual({ kind: 'sequential', low: 0, high: 4 });
    expect(scaleFor(-3, 1)).toEqual({ kind: 'diverging', low: -3, high: 3 });
    expect(scaleFor(0, 0)).toEqual({ kind: 'sequential', low: 0, high: 1 });
    expect(scaleFor(Infinity, -Infinity)).toEqual({ kind: 'sequential', low: 0, high: 1 });
  });

  it('are mixed between the stops, and stay at the ends outside', () => {
    const scale = scaleFor(0, 4);
    expect(colourAt(2, scale, stops)).toEqual([128, 128, 128]);
    expect(colourAt(1, scale, stops)).toEqual([64, 64, 64]);
    expect(colourAt(9, scale, stops)).toEqual([255, 255, 255]);
    expect(colourAt(NaN, scale, stops)).toEqual([0, 0, 0]);
    expect([...paintValues(Float32Array.of(0, 4), scale, stops)]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  });
});

describe('the receptive field of a value', () => {
  it('grows through convolution and pooling, as far as the report of the layer says', () => {
    const reports = reportsOf([
      { class_name: 'Conv2D', config: { filters: 2, kernel_size: 3 } },
      { class_name: 'MaxPooling2D', config: { pool_size: 2 } },
    ]);
    const place = { rows: [1, 1], columns: [2, 2] } as const;
    expect(receptiveField(reports, place)).toEqual({ rows: [2, 5], columns: [4, 7] });
    expect(reports[1]?.receptiveField).toEqual([4, 4]);
  });

  it('ends at the edge of the picture where padding begins', () => {
    const reports = reportsOf([
      { class_name: 'Conv2D', config: { filters: 2, kernel_size: 3, padding: 'same' } },
    ]);
    const corner = { rows: [0, 0], columns: [7, 7] } as const;
    expect(receptiveField(reports, corner)).toEqual({ rows: [0, 1], columns: [6, 7] });
  });

  it('is the whole picture behind flattening', () => {
    const reports = reportsOf(['Flatten', { class_name: 'Dense', config: { units: 4 } }]);
    const first = { rows: [0, 0], columns: [0, 0] } as const;
    expect(receptiveField(reports, first)).toEqual({ rows: [0, 7], columns: [0, 7] });
  });
});

describe('the field of a value of a vector', () => {
  it('is its own pixel behind flattening and what changes each value by itself', () => {
    const reports = reportsOf(['Flatten', { class_name: 'Dropout', config: { rate: 0.5 } }]);
    const field = fieldOfValue(reports, { map: 19, row: 0, column: 0 });
    expect(field).toEqual({ rows: [2, 2], columns: [3, 3] });
  });

  it('is the whole picture behind a Dense layer', () => {
    const reports = reportsOf(['Flatten', { class_name: 'Dense', config: { units: 4 } }, 'ReLU']);
    const field = fieldOfValue(reports, { map: 3, row: 0, column: 0 });
    expect(field).toEqual({ rows: [0, 7], columns: [0, 7] });
  });
});

describe('the arithmetic of a value', () => {
  const input = Float32Array.from({ length: 18 }, (_, index) => index);

  it('of a convolution names every product, the channel that counts most first', () => {
    const [report] = reportsOf([{ class_name: 'Conv2D', config: { filters: 1, kernel_size: 2 } }], [3, 3, 2]);
    if (report === undefined) throw new Error('There is no report.');
    // Channel 0 is weighted 1, channel 1 is weighted 10.
    const values = Float32Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? 1 : 10));
    const kernel = { shape: [2, 2, 2, 1], values, bias: Float32Array.of(0.5) };
    const source = inputVolume(input, [3, 3, 2]);
    const found = arithmeticOf({ report, layer: layer({ kernel }), source }, { map: 0, row: 1, column: 0 });
    // Rows 1 and 2, columns 0 and 1: 6 + 8 + 12 + 14 in channel 0, 7 + 9 + 13 + 15 in channel 1.
    expect(found).toMatchObject({ kind: 'convolution', bias: 0.5, sum: 40 + 440 + 0.5 });
    if (found?.kind !== 'convolution') throw new Error('This is no convolution.');
    expect(found.channels.map(({ channel, sum }) => [channel, sum])).toEqual([
      [1, 440],
      [0, 40],
    ]);
  });

  it('of pooling names the window, in which padding counts for nothing', () => {
    const config = { pool_size: 2, strides: 2, padding: 'same' };
    const values = Float32Array.of(-1, -2, -3, -4, -5, -6, -7, -8, -9);
    const source = layerVolume(layer({ shape: [3, 3, 1], values }));
    for (const [class_name, result] of [
      ['MaxPooling2D', -3],
      ['AveragePooling2D', -4.5],
    ] as const) {
      const [report] = reportsOf([{ class_name, config }], [3, 3, 1]);
      if (report === undefined) throw new Error('There is no report.');
      const pooling = layer({ class_name });
      const found = arithmeticOf({ report, layer: pooling, source }, { map: 0, row: 0, column: 1 });
      expect(found).toMatchObject({ result });
    }
  });

  it('is left out where maps of the input are missing', () => {
    expect(layerVolume(layer({ shape: [1, 1, 100], kept: 64 }))).toBeNull();
  });
});

describe('tiles', () => {
  it('hold the maps of a layer, and where the largest value of each lies', () => {
    const values = Float32Array.of(1, 2, 3, 4, 9, 5, 6, 7);
    const tiles = outputTiles(layer({ shape: [2, 2, 2], values, kept: 2, max: 9 }));
    expect([...tiles.valuesOf(1)]).toEqual([9, 5, 6, 7]);
    expect([largestPlace(tiles, 0), largestPlace(tiles, 1)]).toEqual([
      { row: 1, column: 1 },
      { row: 0, column: 0 },
    ]);
  });

  it('show filters on one channel as numbers, and on three as colours around grey', () => {
    const grey = { shape: [1, 2, 1, 2], values: Float32Array.of(1, 2, 3, -4), bias: null };
    expect([...(filterTiles(grey, 64)?.valuesOf(1) ?? [])]).toEqual([2, -4]);
    expect(filterTiles(grey, 64)?.scale).toMatchObject({ low: -4, high: 4 });
    const colour = { shape: [1, 1, 3, 1], values: Float32Array.of(2, 0, -2), bias: null };
    expect([...(colourFilters(colour, 0) ?? [])]).toEqual([255, 128, 0, 255]);
    expect([filterTiles(colour, 64), colourFilters(grey, 0)]).toEqual([null, null]);
  });
});

describe('predictions', () => {
  it('name the most probable classes first, and the true one where it is not among them', () => {
    const ranked = rankedClasses(Float32Array.of(0.1, 0.5, 0.15, 0.25), 2, 0);
    expect(ranked.map(({ classIndex }) => classIndex)).toEqual([1, 3, 0]);
    expect(rankedClasses(Float32Array.of(0.1, 0.9), 2, null)).toHaveLength(2);
  });
});

describe('pictures of one’s own', () => {
  it('become grey by brightness, or keep their colours', () => {
    const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 10, 20, 30, 255);
    expect([...channelsOf(rgba, 3)]).toEqual([255, 0, 0, 10, 20, 30]);
    expect([...channelsOf(rgba, 1)]).toEqual([76, 18]);
  });
});

describe('a drawn digit', () => {
  it('is as large as those of MNIST and lies in the middle, wherever it was drawn', () => {
    const side = 140;
    const drawn = (top: number, left: number): Uint8Array => {
      const ink = new Uint8Array(side * side);
      for (let row = top; row < top + 40; row++) ink.fill(255, row * side + left, row * side + left + 20);
      const pixels = centredDigit({ side, ink }, 28, 28);
      if (pixels === null) throw new Error('Nothing was drawn.');
      return pixels;
    };
    const pixels = drawn(5, 90);
    expect(pixels).toEqual(drawn(80, 10));
    const rows = Array.from({ length: 28 }, (_, row) =>
      pixels.subarray(28 * row, 28 * row + 28).some(Boolean),
    );
    expect([rows.indexOf(true), rows.lastIndexOf(true)]).toEqual([4, 23]);
    expect(pixels.filter((value) => value === 255)).toHaveLength(20 * 10);
  });

  it('is none while nothing is drawn', () => {
    expect(centredDigit({ side: 9, ink: new Uint8Array(81) }, 28, 28)).toBeNull();
  });
});

describe('a mosaic', () => {
  const mosaic = mosaicOf(7, 100, { tile: 30, gap: 4 });

  it('finds every tile again at its corner, and none between', () => {
    expect(mosaic).toMatchObject({ columns: 3, height: 98 });
    for (let index = 0; index < 7; index++) {
      const { x, y } = cornerOf(mosaic, index);
      expect(tileAt(mosaic, x + 1, y + 29)).toBe(index);
    }
    expect([tileAt(mosaic, 32, 5), tileAt(mosaic, 40, 90), tileAt(mosaic, -1, 0)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is walked by arrow keys that stop at its ends', () => {
    expect(tileByKey(7, 3, 1, 'ArrowDown')).toBe(4);
    expect(tileByKey(7, 3, 5, 'ArrowDown')).toBe(6);
    expect(tileByKey(7, 3, 0, 'ArrowLeft')).toBe(0);
    expect(tileByKey(7, 3, 0, 'End')).toBe(6);
    expect(tileByKey(7, 3, 0, 'a')).toBeNull();
  });
});
