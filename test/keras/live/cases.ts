/** What a random case is, and the comparison of its numbers. */
import { expect } from 'vitest';
import { floats, type Judge } from '../../golden/golden.ts';
import type { Draw } from './draw.ts';
import type { KerasAnswer, KerasQuestion } from './keras-process.ts';

/** A case: what Keras is asked, and how our side comes to the same numbers. */
export interface LiveCase {
  /** Groups cases in the table. */
  readonly subject: string;
  readonly question: KerasQuestion;
  /** Our numbers under the names of Keras's answer. */
  compute(): ReadonlyMap<string, Float32Array>;
}

/** A kind of cases whose numbers are compared one by one. */
export interface LiveKind {
  readonly name: string;
  /** How many there are of a hundred. */
  readonly share: number;
  /** Draws a case; `index` counts the cases of the kind, so that every class has its turn. */
  draw(draw: Draw, index: number): LiveCase;
}

/** Compares every number of Keras's answer with ours. */
export function compareNumbers(live: LiveCase, name: string, answer: KerasAnswer, judge: Judge): void {
  const ours = live.compute();
  const wanted = answer.numbers ?? [];
  expect(wanted.map((number) => number.name).toSorted()).toEqual([...ours.keys()].toSorted());
  for (const number of wanted) {
    const rounding = number.rounding < 0 ? Infinity : number.rounding;
    const compared = { subject: live.subject, name, part: number.name };
    judge.expectClose(compared, ours.get(number.name) ?? [], floats(number), { rounding });
  }
}
