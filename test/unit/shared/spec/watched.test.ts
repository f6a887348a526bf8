import { describe, expect, it } from 'vitest';
import { isKeptEpoch, watchedTestPlaces } from '../../../../src/shared/spec/watched.ts';

const kept = (epochs: number): number[] =>
  Array.from({ length: epochs }, (_, index) => index + 1).filter((epoch) => isKeptEpoch(epoch, epochs));

describe('the epochs of which predictions are kept', () => {
  it('are all of a short training', () => {
    expect(kept(1)).toEqual([1]);
    expect(kept(40)).toHaveLength(40);
  });

  it.each([41, 50, 200, 1000, 100_000])('are the first twenty, the last, and at most 41 of %i', (epochs) => {
    const found = kept(epochs);
    expect(found.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(found.at(-1)).toBe(epochs);
    expect(found.length).toBeLessThanOrEqual(41);
    expect(found.length).toBeGreaterThan(30);
  });
});

describe('the test pictures that a training without validation is watched on', () => {
  it('are a twentieth as many as it trains on, rising, none twice, the same each time', () => {
    const places = watchedTestPlaces(60_000, 10_000);
    expect(places).toHaveLength(3000);
    expect([...new Set(places)].toSorted((a, b) => a - b)).toEqual([...places]);
    expect(places.at(-1)).toBeLessThan(10_000);
    expect(watchedTestPlaces(60_000, 10_000)).toEqual(places);
  });

  it('are all of a few, and 250 of many for a short training', () => {
    expect([...watchedTestPlaces(1000, 3)]).toEqual([0, 1, 2]);
    expect(watchedTestPlaces(1000, 10_000)).toHaveLength(250);
  });
});
