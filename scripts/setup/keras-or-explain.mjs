import { getKerasPython } from './keras.mjs';
import { fillWords, problems, SetupProblem } from './problems.mjs';

/**
 * The path of a Python with Keras. Without one there is nothing to compare with: says what is missing and ends with 1.
 *
 * @param {import('./reporter.mjs').Reporter} reporter
 * @param {Parameters<typeof getKerasPython>[1]} [judges] What shall be there besides.
 */
export async function kerasPythonOrExplain(reporter, judges) {
  try {
    return await getKerasPython(reporter, judges);
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    const { message, hint } =
      /** @type {{ message: import('./problems.mjs').Words, hint?: import('./problems.mjs').Words }} */ (
        problems[error.code]
      );
    for (const words of hint ? [message, hint] : [message]) {
      process.stderr.write(`${fillWords(words, error.details)[reporter.language]}\n`);
    }
    process.exit(1);
  }
}
