/** The end of `train.py`: what agrees, what does not, and what cannot be compared. */
import type { TwinWords } from '../words.ts';
import { pythonString } from '../../../../shared/python/literals.ts';

/** What decides which results can be compared. */
export interface ComparisonFacts {
  readonly totalSteps: number;
  /** Whether the folder holds the images of every step. */
  readonly isWhole: boolean;
  /** Names of layers that draw random numbers in training. */
  readonly random: readonly string[];
  /** Whether the network normalises by the batch, which Keras computes with other operations of TensorFlow. */
  readonly isNormalized: boolean;
  /** Python expression for the trained weights, in the order of the files. */
  readonly weights: string;
}

/** The text of the comparison; it ends the script with 0 (agrees), 1 (does not) or 2 (cannot be compared). */
export function comparisonText(facts: ComparisonFacts, words: TwinWords): string {
  return `
# ${words.comparison}
def largest_difference(keras_values, tatami_values):
    """${words.difference}"""
    distance = np.max(np.abs(keras_values - tatami_values))
    magnitude = np.max(np.abs(tatami_values))
    return float(distance / magnitude) if magnitude > 0 else float(distance)


loss_curve = np.array(loss_curve)
points = loss_curve[curve_step - 1]
loss_differences = np.abs(points - curve_loss) / np.maximum(np.abs(curve_loss), 1e-7)
loss_difference = float(np.max(loss_differences))
largest = loss_difference
${facts.isWhole ? weightsText(facts, words) : cappedText(facts, words)}
print(${pythonString(words.largestLoss)}.format(loss_difference, len(points)))

${facts.random.length > 0 ? notComparableText(facts, words) : verdictText(facts, words)}`;
}

function weightsText({ weights }: ComparisonFacts, words: TwinWords): string {
  return `
final = np.load(FOLDER / "final_weights.npz")
print(${pythonString(words.weightsHeading)})
weight_difference = 0.0
for name, weights in zip(final.files, ${weights}):
    difference = largest_difference(weights, final[name])
    print(f"  {difference:.2e}  {name}")
    weight_difference = float(np.maximum(weight_difference, difference))
largest = float(np.maximum(largest, weight_difference))
print(${pythonString(words.largestWeight)}.format(weight_difference))`;
}

function cappedText({ totalSteps }: ComparisonFacts, words: TwinWords): string {
  return `
print(${pythonString(words.capped)}.format(${totalSteps}, len(index)))`;
}

function notComparableText({ random }: ComparisonFacts, words: TwinWords): string {
  return `print(${pythonString(words.notComparable)}.format(${pythonString(random.join(', '))}))
print(${pythonString(words.comparableRest)})
sys.exit(2)
`;
}

function verdictText({ isNormalized }: ComparisonFacts, words: TwinWords): string {
  return `if largest <= TOLERANCE:
    print(${pythonString(words.proven)}.format(len(index), TOLERANCE))
    sys.exit(0)
print(${pythonString(words.differs)}.format(TOLERANCE))
wrong = curve_step[~(loss_differences <= TOLERANCE)]
agreed = int(wrong[0]) - 1 if len(wrong) > 0 else len(index)
print(${pythonString(words.agreedUntil)}.format(agreed))
${isNormalized ? `print(${pythonString(words.magnified)})\n` : ''}sys.exit(1)
`;
}
