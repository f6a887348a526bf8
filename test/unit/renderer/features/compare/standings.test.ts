import { describe, expect, it } from 'vitest';
import {
  seenFrom,
  standingsOf,
  verdictsOf,
} from '../../../../../src/renderer/src/features/compare/standings.ts';
import { record } from './comparisons.ts';

const course = (seed: number, ...accuracies: readonly number[]) => ({
  ...{ seed, isCompleted: true, stepsPerEpoch: 10 },
  epochs: accuracies.map((accuracy, index) => record(index + 1, accuracy)),
});
const racers = [
  { name: 'slow', courses: [course(1, 0.5, 0.8), course(2, 0.5, 0.82)] },
  { name: 'fast', courses: [course(1, 0.9, 0.88), course(2, 0.92, 0.9)] },
];
const last = { target: null, isBest: false };

describe('the standings', () => {
  it('put the best final accuracy first, with its mean and deviation', () => {
    const { lines } = standingsOf(racers, last);
    expect(lines.map(({ name }) => name)).toEqual(['fast', 'slow']);
    expect(lines[0]?.final?.mean).toBeCloseTo(0.89, 9);
    expect(lines[0]?.final?.deviation).toBeCloseTo(Math.SQRT2 / 100, 9);
  });

  it('name the best mean and its epoch', () => {
    const { lines } = standingsOf(racers, last);
    expect(lines[0]?.best?.epoch).toBe(1);
    expect(lines[0]?.best?.value).toBeCloseTo(0.91, 9);
  });

  it('count by the best epoch where that is asked for', () => {
    expect(standingsOf(racers, { ...last, isBest: true }).lines[0]?.final?.mean).toBeCloseTo(0.91, 9);
  });

  it('take the lowest final accuracy as the target, which all have reached, unless one is given', () => {
    const { target, lines } = standingsOf(racers, last);
    expect(target).toBe(0.8);
    expect(lines[0]?.target).toEqual({ reached: 2, of: 2, seconds: 1, epoch: 1 });
    expect(standingsOf(racers, { ...last, target: 0.85 }).lines[1]?.target).toEqual({
      ...{ reached: 0, of: 2, seconds: null, epoch: null },
    });
  });

  it('leave a racer that has not begun without figures, at the end', () => {
    const { lines } = standingsOf([{ name: 'waiting', courses: [] }, ...racers], last);
    expect(lines.at(-1)).toMatchObject({ name: 'waiting', final: null, best: null });
  });

  it('count training accuracy where there is no validation', () => {
    const courses = [{ ...course(1), epochs: [record(1, 0.7, { val_accuracy: null, val_loss: null })] }];
    expect(standingsOf([{ name: 'a', courses }], last).lines[0]?.final?.mean).toBe(0.7);
  });
});

describe('the verdicts', () => {
  it('are paired by seed, and can be seen from either side', () => {
    const [verdict] = verdictsOf(racers, false);
    expect(verdict).toMatchObject({ first: 'slow', second: 'fast', n: 2, verdict: 'second-better' });
    const turned = seenFrom(verdict!, 'fast');
    expect(turned).toMatchObject({ first: 'fast', second: 'slow', verdict: 'first-better' });
    expect(turned.meanDifference).toBeCloseTo(-0.08, 9);
    expect(seenFrom(verdict!, 'slow')).toBe(verdict);
  });

  it('leave out runs that did not come to their end', () => {
    const cut = racers.map(({ name, courses }) => ({
      name,
      courses: courses.map((one) => ({ ...one, isCompleted: one.seed === 1 })),
    }));
    expect(verdictsOf(cut, false)[0]).toMatchObject({ n: 1, verdict: 'too-few' });
  });
});
