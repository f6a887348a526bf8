/**
 * The plane through a start that comes closest to a number of nets: the first two principal directions of their ways
 * from it (Li, Xu, Taylor, Studer and Goldstein 2018, “Visualizing the loss landscape of neural nets”, section 7).
 */

/** All weights of a net, one array for each tensor, in one order. */
export type WeightVector = readonly Float32Array[];

/** A plane in weight space. */
export interface PrincipalPlane {
  /** Two directions of length 1 at right angles; the second is all zeros where the nets lie on a line. */
  readonly directions: readonly [WeightVector, WeightVector];
  /** Place of each net on the plane, and its distance from it. */
  readonly places: readonly { readonly x: number; readonly y: number; readonly distance: number }[];
  /** Share of the squared ways that lies in the plane. */
  readonly explained: number;
}

/** Lays the plane. @param nets - At least one. */
export function principalPlane(start: WeightVector, nets: readonly WeightVector[]): PrincipalPlane {
  const products = nets.map((first, row) =>
    nets.map((second, column) => (column > row ? 0 : wayProduct(start, first, second))),
  );
  const gram = products.map((row, i) => row.map((_, j) => products[Math.max(i, j)]?.[Math.min(i, j)] ?? 0));
  const [first, second] = largestEigenpairs(gram);
  const coordinates = [first, second].map(({ value, vector }) =>
    vector.map((share) => share * Math.sqrt(Math.max(0, value))),
  );
  const places = nets.map((_, net) => {
    const [x = 0, y = 0] = coordinates.map((axis) => axis[net] ?? 0);
    const squared = gram[net]?.[net] ?? 0;
    return { x, y, distance: Math.sqrt(Math.max(0, squared - x * x - y * y)) };
  });
  const whole = gram.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const inPlane = places.reduce((sum, { x, y }) => sum + x * x + y * y, 0);
  return {
    directions: [direction(start, nets, first), direction(start, nets, second)],
    places,
    explained: whole === 0 ? 1 : Math.min(1, inPlane / whole),
  };
}

/** Product of the ways from the start to two nets. */
function wayProduct(start: WeightVector, first: WeightVector, second: WeightVector): number {
  return start.reduce((sum, from, tensor) => {
    const [a, b] = [first[tensor] as Float32Array, second[tensor] as Float32Array];
    let own = 0;
    for (let index = 0; index < from.length; index++) {
      const base = from[index] as number;
      own += ((a[index] as number) - base) * ((b[index] as number) - base);
    }
    return sum + own;
  }, 0);
}

interface Eigenpair {
  readonly value: number;
  readonly vector: readonly number[];
}

/** A direction in weight space from the shares that each net's way has in it. */
function direction(
  start: WeightVector,
  nets: readonly WeightVector[],
  { value, vector }: Eigenpair,
): WeightVector {
  const length = Math.sqrt(Math.max(0, value));
  return start.map((from, tensor) => {
    const sum = new Float64Array(from.length);
    if (length === 0) return new Float32Array(from.length);
    for (const [net, weights] of nets.entries()) {
      const share = (vector[net] ?? 0) / length;
      const own = weights[tensor] as Float32Array;
      for (let index = 0; index < sum.length; index++)
        sum[index] = (sum[index] as number) + share * ((own[index] as number) - (from[index] as number));
    }
    return Float32Array.from(sum);
  });
}

const noPair: Eigenpair = { value: 0, vector: [] };
const mostSweeps = 60;

/** The two largest eigenvalues of a symmetric matrix with vectors of length 1, by Jacobi's rotations. */
function largestEigenpairs(symmetric: readonly (readonly number[])[]): readonly [Eigenpair, Eigenpair] {
  const a = symmetric.map((row) => [...row]);
  const vectors = a.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a) > 0; sweep++)
    for (let p = 0; p < a.length; p++) for (let q = p + 1; q < a.length; q++) rotate(a, vectors, p, q);
  const pairs = a.map((row, index) => ({
    value: row[index] ?? 0,
    vector: towardsPositive(vectors.map((each) => each[index] ?? 0)),
  }));
  const [first = noPair, second = noPair] = pairs.toSorted((one, other) => other.value - one.value);
  const isFlat = second.value <= 1e-12 * first.value;
  return [first, isFlat ? { value: 0, vector: second.vector } : second];
}

/** An eigenvector may point both ways: the one whose shares add up to more is taken, so that the picture stays. */
function towardsPositive(vector: readonly number[]): readonly number[] {
  return vector.reduce((sum, share) => sum + share, 0) < 0 ? vector.map((share) => -share) : vector;
}

/** Sum of the squares beside the diagonal, as far as it matters. */
function offDiagonal(a: readonly (readonly number[])[]): number {
  const square = (isOn: boolean): number =>
    a.reduce(
      (sum, row, i) => sum + row.reduce((own, value, j) => own + ((i === j) === isOn ? value * value : 0), 0),
      0,
    );
  const beside = square(false);
  return beside > 1e-28 * square(true) ? beside : 0;
}

/** Turns two axes so that their product becomes 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const apq = a[p]?.[q] ?? 0;
  if (apq === 0) return;
  const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * apq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (row: number[]): void => {
    const [vp, vq] = [row[p] ?? 0, row[q] ?? 0];
    [row[p], row[q]] = [cosine * vp - sine * vq, sine * vp + cosine * vq];
  };
  for (const row of a) turn(row);
  const [rowP, rowQ] = [a[p] as number[], a[q] as number[]];
  for (let column = 0; column < a.length; column++) {
    const [vp, vq] = [rowP[column] ?? 0, rowQ[column] ?? 0];
    [rowP[column], rowQ[column]] = [cosine * vp - sine * vq, sine * vp + cosine * vq];
  }
  for (const row of vectors) turn(row);
}
