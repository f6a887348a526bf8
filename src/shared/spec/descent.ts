/** The way of an optimizer down a surface that is a formula. */
import type { FormulaSurface, Place } from './formula-surfaces.ts';
import { startOptimizer, stepOptimizer } from './optimizer-steps.ts';
import type { OptimizerSpec } from './optimizers.ts';

/** The places after 0, 1, 2, … steps; fewer than asked for where the numbers grow out of all bounds. */
export function descend(
  { gradient }: FormulaSurface,
  spec: OptimizerSpec,
  { start, steps }: Readonly<{ start: Place; steps: number }>,
): readonly Place[] {
  const places = [start];
  let state = startOptimizer(spec, [start.x, start.y]);
  let place = start;
  for (let step = 0; step < steps; step++) {
    const slope = gradient(place);
    state = stepOptimizer(spec, state, [slope.x, slope.y]);
    const [x = NaN, y = NaN] = state.weights;
    if (!(Math.abs(x) < outOfBounds && Math.abs(y) < outOfBounds)) break;
    place = { x, y };
    places.push(place);
  }
  return places;
}

const outOfBounds = 1e6;
