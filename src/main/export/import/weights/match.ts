/** Weights of a file put in the places of a model. */
import { LabError } from '../../../../shared/contract/errors.ts';
import type { NamedWeight } from '../../../../shared/contract/replay.ts';
import type { ModelSpec } from '../../../../shared/spec/model.ts';
import { shown } from '../../../../shared/spec/quote.ts';
import { inferModel, shapeText } from '../../../../shared/spec/shapes.ts';
import type { FoundArray } from '../numpy.ts';

/** A place for a weight. */
export interface WeightPlace {
  /** Full name, such as `dense/kernel` or `residual/conv2d/kernel`. */
  readonly name: string;
  /** Full name of its layer: `dense`, `residual/conv2d`. */
  readonly layer: string;
  readonly shape: readonly number[];
}

/** The places of all weights, in Keras's order. @throws LabError `spec.*` when the layers do not fit. */
export function weightPlaces(model: ModelSpec, inputShape: readonly number[]): readonly WeightPlace[] {
  return inferModel(model, inputShape).flatMap(({ name, weights }) =>
    weights.map((weight) => {
      const full = `${name}/${weight.name}`;
      return { name: full, layer: full.slice(0, full.lastIndexOf('/')), shape: weight.shape };
    }),
  );
}

/**
 * Fills the places of one layer with its arrays, in order.
 * @throws LabError `import.weights-missing`, `import.weights-left-over`, `import.not-finite`.
 */
export function fillPlaces(
  places: readonly WeightPlace[],
  arrays: readonly FoundArray[],
  file: string,
): readonly NamedWeight[] {
  const extra = arrays[places.length];
  if (extra !== undefined) throw new LabError('import.weights-left-over', { file, found: described(extra) });
  return places.map((place, index) => fillPlace(place, arrays[index], file));
}

/** Puts an array in its place. @throws LabError `import.weights-missing`, `import.not-finite`. */
export function fillPlace(place: WeightPlace, array: FoundArray | undefined, file: string): NamedWeight {
  const { name: weight, shape } = place;
  if (array?.shape.join() !== shape.join()) {
    const found = array === undefined ? '-' : described(array);
    throw new LabError('import.weights-missing', { file, weight, expected: shapeText(shape), found });
  }
  if (!array.data.every(Number.isFinite)) throw new LabError('import.not-finite', { file, weight });
  return { name: weight, shape, data: array.data };
}

function described({ name, shape }: FoundArray): string {
  return `${shown(name)} (${shapeText(shape)})`;
}
