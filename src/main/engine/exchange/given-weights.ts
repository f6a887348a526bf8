import { LabError } from '../../../shared/contract/errors.ts';
import type { NamedWeight } from '../../../shared/contract/replay.ts';
import type { Model } from '../model.ts';

/** The given weights in the model's order. @throws LabError `engine.weights-do-not-fit` for the first that is missing or of another shape. */
export function givenWeights(model: Model, given: readonly NamedWeight[]): readonly NamedWeight[] {
  const byName = new Map(given.map((weight) => [weight.name, weight]));
  return model.weights.map(({ key, shape }) => {
    const found = byName.get(key);
    const size = shape.reduce((product, side) => product * side, 1);
    if (found?.data.length === size && found.shape.join() === shape.join()) return found;
    const details = {
      weight: key,
      expected: shape.join(' × '),
      found: found ? found.shape.join(' × ') : '-',
    };
    throw new LabError('engine.weights-do-not-fit', details);
  });
}
