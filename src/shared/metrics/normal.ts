/**
 * The tail of the normal distribution, to about 1e-13 relative.
 * Source: NIST Digital Library of Mathematical Functions, 7.6.2 (series) and 7.9.4 (continued fraction).
 */

/** Probability that a standard normal variable is at least `|z|` away from 0: the p of a two-sided test. */
export function twoSidedNormalP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  return x < 2 ? 1 - errorBySeries(x) : complementByFraction(x);
}

/** erf(x) = 2 / sqrt(pi) * exp(-x²) * sum of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1)): all terms positive. */
function errorBySeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = exp(-x²) / sqrt(pi) / (x + (1/2) / (x + 1 / (x + (3/2) / (x + …)))), from its end. */
function complementByFraction(x: number): number {
  let rest = x;
  for (let n = 120; n >= 1; n--) rest = x + n / 2 / rest;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / rest;
}
