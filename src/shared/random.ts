/**
 * The one generator behind every random decision that is not made inside the training graph: initial weights,
 * shuffles, splits, subsets, generated pictures. Each purpose draws from a stream of its own, so that using one
 * more number for one purpose does not move any other. The numbers are the same on every platform.
 *
 * Generator: xoshiro128** 1.1 (Blackman and Vigna, 2018), seeded by SplitMix32 from the seed and the purpose.
 */

/** A stream of random numbers for one purpose. */
export interface RandomStream {
  /** The next 32 random bits as an integer in [0, 2^32). */
  uint32(): number;
  /** The next number in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** The next integer in [0, bound), without bias. `bound` is an integer in [1, 2^32]. */
  below(bound: number): number;
  /** The next draw from the standard normal distribution (Box-Muller; two uniforms per draw). */
  normal(): number;
}

/** A random stream that depends on nothing but the seed (a non-negative safe integer) and the purpose's name. */
export function randomStream(seed: number, purpose: string): RandomStream {
  const state = seedState(seed, purpose);
  const uint32 = (): number => nextXoshiro128(state);
  const uniform = (): number => ((uint32() >>> 5) * 0x4000000 + (uint32() >>> 6)) / 0x20000000000000;
  const below = (bound: number): number => {
    const limit = 0x100000000 - (0x100000000 % bound);
    for (;;) {
      const draw = uint32();
      if (draw < limit) return draw % bound;
    }
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uint32, uniform, below, normal };
}

/** The integers 0 to `count - 1` in random order (Fisher-Yates, from the last place to the first). */
export function permutation(count: number, stream: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = stream.below(last + 1);
    const moved = order[last] as number;
    order[last] = order[other] as number;
    order[other] = moved;
  }
  return order;
}

function nextXoshiro128(state: Uint32Array): number {
  const [s0, s1, s2, s3] = state as unknown as [number, number, number, number];
  const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
  const t2 = s2 ^ s0;
  const t3 = s3 ^ s1;
  state[1] = s1 ^ t2;
  state[0] = s0 ^ t3;
  state[2] = t2 ^ (s1 << 9);
  state[3] = rotateLeft(t3, 11);
  return result;
}

function seedState(seed: number, purpose: string): Uint32Array {
  let mixed = 0x811c9dc5;
  const low = seed >>> 0;
  const high = Math.floor(seed / 0x100000000) >>> 0;
  for (const word of [low, high, ...new TextEncoder().encode(purpose)]) {
    mixed = splitMix32(mixed ^ word);
  }
  const state = new Uint32Array(4);
  for (let index = 0; index < 4; index++) state[index] = mixed = splitMix32(mixed + 0x9e3779b9);
  return state;
}

function splitMix32(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
