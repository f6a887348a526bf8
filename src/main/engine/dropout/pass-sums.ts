/** Adds up the sums of masked passes, unit by unit, and says how they lie to the predictions. */
import type { ScaledLayer, ScaledUnit } from '../../../shared/contract/dropout.ts';

/** The sums of all units: Keras's and the lecture's prediction, and the lecture's with its multiplication forgotten. */
interface Predictions {
  readonly keras: Float32Array;
  readonly lecture: Float32Array;
  readonly unscaled: Float32Array;
}

/** Sums under masks: `count` rows of one value for each unit, in both ways. */
interface MaskedRows {
  readonly keras: Float32Array;
  readonly lecture: Float32Array;
  readonly count: number;
  /** Inputs that the first row's mask kept. */
  readonly kept: number;
}

/** Most units that a report holds. */
const mostUnits = 128;

/** What {@link PassSums} finds out about a layer. */
export type PassResult = Pick<
  ScaledLayer,
  'kept' | 'unitCount' | 'units' | 'trainingDifference' | 'predictionDifference' | 'withinThreeErrors'
>;

/** The running sums; squares are those of the distance to the prediction, which stays accurate in any number. */
export class PassSums {
  readonly #predictions: Predictions;
  readonly #keras: Float64Array;
  readonly #lecture: Float64Array;
  readonly #squares: Float64Array;
  #passes = 0;
  #kept = 0;
  #largestSum = 0;
  #largestDifference = 0;

  constructor(predictions: Predictions) {
    this.#predictions = predictions;
    const units = predictions.keras.length;
    this.#keras = new Float64Array(units);
    this.#lecture = new Float64Array(units);
    this.#squares = new Float64Array(units);
  }

  /** Adds passes. */
  add({ keras, lecture, count, kept }: MaskedRows): void {
    if (this.#passes === 0) this.#kept = kept;
    this.#passes += count;
    const units = this.#keras.length;
    for (let index = 0; index < count * units; index++) {
      const unit = index % units;
      const [ours, theirs] = [keras[index]!, lecture[index]!];
      const distance = ours - this.#predictions.keras[unit]!;
      this.#keras[unit] = this.#keras[unit]! + distance;
      this.#squares[unit] = this.#squares[unit]! + distance ** 2;
      this.#lecture[unit] = this.#lecture[unit]! + theirs;
      this.#largestSum = Math.max(this.#largestSum, Math.abs(ours));
      this.#largestDifference = Math.max(this.#largestDifference, Math.abs(ours - theirs));
    }
  }

  /** What all passes say. */
  result(): PassResult {
    const { keras, lecture } = this.#predictions;
    const units = Array.from(keras, (_, unit) => this.#unit(unit));
    const largest = keras.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = keras.reduce((most, value, unit) => Math.max(most, Math.abs(value - lecture[unit]!)), 0);
    const bySize = units.toSorted((a, b) => Math.abs(b.kerasPrediction) - Math.abs(a.kerasPrediction));
    return {
      kept: this.#kept,
      unitCount: units.length,
      units: bySize.slice(0, mostUnits),
      trainingDifference: share(this.#largestDifference, this.#largestSum),
      predictionDifference: share(apart, largest),
      withinThreeErrors:
        this.#passes < 2 ? null : units.filter((unit) => this.#isNear(unit)).length / units.length,
    };
  }

  #unit(unit: number): ScaledUnit {
    const passes = this.#passes;
    const { keras, lecture, unscaled } = this.#predictions;
    const distance = this.#keras[unit]! / passes;
    const squares = Math.max(0, this.#squares[unit]! - passes * distance ** 2);
    return {
      unit,
      lectureMasked: this.#lecture[unit]! / passes,
      lecturePrediction: lecture[unit]!,
      kerasMasked: keras[unit]! + distance,
      kerasPrediction: keras[unit]!,
      unscaled: unscaled[unit]!,
      deviation: passes < 2 ? null : Math.sqrt(squares / (passes - 1)),
    };
  }

  /** A unit that no mask moves is as near as float32 allows. */
  #isNear({ kerasMasked, kerasPrediction, deviation }: ScaledUnit): boolean {
    const rounding = 1e-6 * this.#largestSum;
    return (
      Math.abs(kerasMasked - kerasPrediction) <= (3 * (deviation ?? 0)) / Math.sqrt(this.#passes) + rounding
    );
  }
}

function share(difference: number, largest: number): number {
  return difference === 0 ? 0 : difference / largest;
}
