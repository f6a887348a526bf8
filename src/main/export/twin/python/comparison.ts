/** The end of `train.py`: what agrees, what does not, and what cannot be compared. */
import { isComparable, type Obstacles } from '../comparable.ts';
import type { TwinWords } from '../words.ts';
import { pythonString } from '../../../../shared/python/literals.ts';

/** What decides which results can be compared. */
export interface ComparisonFacts extends Obstacles {
  readonly totalSteps: number;
  /** Whether the folder holds the images of every step. */
  readonly isWhole: boolean;
  /** Python expression for the trained weights, in the order of the files. */
  readonly weights: string;
}

/**
 * The text of the comparison; it ends the script with 0 (agrees), 1 (does not) or 2 (cannot be compared).
 *
 * A weight may miss the tolerance through rounding alone: the slope of a bias before BatchNormalization is nothing but
 * rounding, which Adam makes as large as any other step; and a ReLU whose input is 0 but for rounding opens in one
 * program and not in the other. Then Keras in double precision is as far from Keras, and the script looks.
 */
export function comparisonText(facts: ComparisonFacts, words: TwinWords): string {
  return `
loss_curve = np.array(loss_curve)
if DOUBLE:
    np.savez(DOUBLE, loss_curve, *${facts.isWhole ? facts.weights : '[]'})
    sys.exit(0)

# ${words.comparison}
def largest_difference(keras_values, tatami_values):
    """${words.difference}"""
    distance = np.max(np.abs(keras_values - tatami_values))
    magnitude = np.max(np.abs(tatami_values))
    return float(distance / magnitude) if magnitude > 0 else float(distance)


points = loss_curve[curve_step - 1]
loss_differences = np.abs(points - curve_loss) / np.maximum(np.abs(curve_loss), 1e-7)
loss_difference = float(np.max(loss_differences))
largest = loss_difference
${facts.isWhole ? weightsText(facts, words) : cappedText(facts, words)}
print(${pythonString(words.largestLoss)}.format(loss_difference, len(points)))

${isComparable(facts) ? verdictText(facts, words) : notComparableText(facts, words)}`;
}

function weightsText({ weights }: ComparisonFacts, words: TwinWords): string {
  return `
final = np.load(FOLDER / "final_weights.npz")
final_weights = ${weights}
print(${pythonString(words.weightsHeading)})
weight_difference = 0.0
for name, weights in zip(final.files, final_weights):
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

function notComparableText({ random, compute }: ComparisonFacts, words: TwinWords): string {
  const layers = `print(${pythonString(words.notComparable)}.format(${pythonString(random.join(', '))}))\n`;
  const mode = `print(${pythonString(words.notComparableFast)})\n`;
  return `${random.length > 0 ? layers : ''}${compute === 'bfloat16' ? mode : ''}print(${pythonString(words.comparableRest)})
sys.exit(2)
`;
}

function verdictText({ isWhole }: ComparisonFacts, words: TwinWords): string {
  return `if largest <= TOLERANCE:
    print(${pythonString(words.proven)}.format(len(index), TOLERANCE))
    sys.exit(0)


def in_double_precision():
    """${words.double}"""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.npz"
        command = [sys.executable, __file__, "--double", str(results)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with np.load(results) as file:
            return [file[name] for name in file.files]


print(${pythonString(words.rounding)})
print(${pythonString(words.roundingColumns)})
names = ["loss curve"${isWhole ? ', *final.files' : ''}]
tatami = [curve_loss${isWhole ? ', *(final[name] for name in final.files)' : ''}]
single = [points${isWhole ? ', *final_weights' : ''}]
double = in_double_precision()
double[0] = double[0][curve_step - 1]
is_rounding = True
for name, ours, keras_single, keras_double in zip(names, tatami, single, double):
    distance = largest_difference(keras_single, ours)
    rounding = largest_difference(keras_single, keras_double)
    print(f"  {distance:11.2e}  {rounding:21.2e}  {name}")
    is_rounding = is_rounding and distance <= max(TOLERANCE, 10 * rounding)
if is_rounding:
    print(${pythonString(words.withinRounding)}.format(len(index), TOLERANCE))
    sys.exit(0)
print(${pythonString(words.differs)}.format(TOLERANCE))
wrong = curve_step[~(loss_differences <= TOLERANCE)]
agreed = int(wrong[0]) - 1 if len(wrong) > 0 else len(index)
print(${pythonString(words.agreedUntil)}.format(agreed))
sys.exit(1)
`;
}
