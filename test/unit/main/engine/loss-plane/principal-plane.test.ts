import { describe, expect, it } from 'vitest';
import {
  principalPlane,
  type WeightVector,
} from '../../../../../src/main/engine/loss-plane/principal-plane.ts';

const start: WeightVector = [Float32Array.of(1, 2), Float32Array.of(3, 4, 5)];

describe('the plane through a start and its nets', () => {
  it('holds two nets exactly, whatever their directions', () => {
    const { places, explained } = principalPlane(start, [moved([1, 0, 2, 0, 0]), moved([0, 3, 1, 0, 1])]);
    for (const { distance } of places) expect(distance).toBeCloseTo(0, 5);
    expect(explained).toBeCloseTo(1, 9);
    expect(Math.hypot(places[0]?.x ?? 0, places[0]?.y ?? 0)).toBeCloseTo(Math.sqrt(5), 5);
    expect(Math.hypot(places[1]?.x ?? 0, places[1]?.y ?? 0)).toBeCloseTo(Math.sqrt(11), 5);
  });

  it('has directions of length 1 at right angles that lead to each net’s place', () => {
    const nets = [moved([4, 0, 0, 0, 0]), moved([0, 3, 0, 0, 0]), moved([0, 0, 0.1, 0, 0])];
    const { directions, places } = principalPlane(start, nets);
    const [along, across] = directions;
    expect(product(along, along)).toBeCloseTo(1, 6);
    expect(product(across, across)).toBeCloseTo(1, 6);
    expect(product(along, across)).toBeCloseTo(0, 6);
    for (const [index, net] of nets.entries()) {
      const way = net.map((tensor, at) => tensor.map((value, i) => value - (start[at]?.[i] ?? 0)));
      expect(product(way, along)).toBeCloseTo(places[index]?.x ?? NaN, 5);
      expect(product(way, across)).toBeCloseTo(places[index]?.y ?? NaN, 5);
    }
  });

  it('takes the two widest of three ways, and says how far the third lies from it', () => {
    const { places, explained } = principalPlane(start, [
      moved([4, 0, 0, 0, 0]),
      moved([0, 0, 0, 3, 0]),
      moved([0, 0, 1, 0, 0]),
    ]);
    expect(places[0]?.x).toBeCloseTo(4, 5);
    expect(places[0]?.distance).toBeCloseTo(0, 3);
    expect(Math.abs(places[1]?.y ?? 0)).toBeCloseTo(3, 5);
    expect(places[2]?.distance).toBeCloseTo(1, 5);
    expect(explained).toBeCloseTo(25 / 26, 6);
  });

  it('is a line where all nets lie on one, and a point where none has moved', () => {
    const line = principalPlane(start, [moved([1, 1, 0, 0, 0]), moved([2, 2, 0, 0, 0])]);
    expect(line.places.every(({ y }) => Math.abs(y) === 0)).toBe(true);
    expect(line.directions[1].every((tensor) => tensor.every((value) => value === 0))).toBe(true);
    const still = principalPlane(start, [moved([0, 0, 0, 0, 0])]);
    expect(still).toMatchObject({ explained: 1, places: [{ x: 0, y: 0, distance: 0 }] });
  });
});

function moved(by: readonly number[]): WeightVector {
  let at = 0;
  return start.map((tensor) => tensor.map((value) => value + (by[at++] ?? 0)));
}

function product(first: WeightVector, second: WeightVector): number {
  return first.reduce(
    (sum, tensor, at) => sum + tensor.reduce((own, value, i) => own + value * (second[at]?.[i] ?? 0), 0),
    0,
  );
}
