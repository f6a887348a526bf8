/** The kinds of numbers in documents, with the bounds that keep nonsense away from native code. */
import * as z from 'zod';

/** Any number that float32 can hold. */
export const finite = z.number().min(-3.4e38).max(3.4e38);

/** A number above 0 that stays above 0 in float32. */
export const positive = z.number().gt(0).min(1e-37).max(3.4e38);

/** A number of at least 0. */
export const nonNegative = z.number().min(0).max(3.4e38);

/** A share in [0, 1), such as a dropout rate or a decay of averages. */
export const share = z.number().min(0).lt(1);

/** A learning rate: 1e-12 to 10,000; 0 would learn nothing and is a mistake in every document seen so far. */
export const learningRate = z.number().min(1e-12).max(10_000);

/** A learning rate of a schedule that may be 0 for a moment: before a warm-up, after a decay. */
export const rateOrZero = z.number().min(0).max(10_000);

/** A whole number from 1 to the given most. */
export function count(most: number): z.ZodInt {
  return z.int().min(1).max(most);
}

/** Two sizes `[height, width]`; one number stands for both. */
export function pair(most: number) {
  return z.preprocess(
    (value) => (typeof value === 'number' ? [value, value] : value),
    z.tuple([count(most), count(most)]),
  );
}
