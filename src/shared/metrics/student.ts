/**
 * Student's t distribution, as far as paired comparisons need it: tail probability and quantile.
 * Source: W. H. Press et al., Numerical Recipes, 3rd ed., sections 6.1 (Lanczos), 6.4 (incomplete beta).
 */

/**
 * Probability that |T| is at least `|t|`, for `degrees` >= 1 degrees of freedom: the p of a two-sided test.
 * An infinite `t` has probability 0.
 */
export function twoSidedP(t: number, degrees: number): number {
  return regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The `t` > 0 between whose signs `confidence` (0 to 1, both excluded) of the distribution lies. */
export function twoSidedQuantile(confidence: number, degrees: number): number {
  const tail = 1 - confidence;
  let low = 0;
  let high = 1;
  while (twoSidedP(high, degrees) > tail) high *= 2;
  for (let round = 0; round < 100; round++) {
    const middle = (low + high) / 2;
    if (twoSidedP(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, b) for 0 <= x <= 1 and positive a, b. */
function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const front = Math.exp(logFront);
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const awayFromZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const factor of [even, odd]) {
      d = 1 / awayFromZero(1 + factor * d);
      c = awayFromZero(1 + factor / c);
      result *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return result;
}

const lanczos = [
  76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
];

/** The logarithm of the gamma function for x > 0. */
function logGamma(x: number): number {
  const base = x + 5.5;
  const series = lanczos.reduce((sum, factor, index) => sum + factor / (x + 1 + index), 1.000000000190015);
  return (x + 0.5) * Math.log(base) - base + Math.log((2.5066282746310005 * series) / x);
}
