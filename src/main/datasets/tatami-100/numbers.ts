/** Numbers between two bounds. */
import type { RandomStream } from '../../../shared/random.ts';

/** A number drawn evenly from [low, high). */
export function between(stream: RandomStream, low: number, high: number): number {
  return low + (high - low) * stream.uniform();
}

/** The value, but not below 0 nor above 1. */
export function limited(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** The value `share` of the way from one number to another. */
export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
