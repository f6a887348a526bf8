/** The Pythons of the peers: those that the environment names, else one that set-up makes in the shared cache. */
import { benchPeers, getKerasPython } from '../../scripts/setup/keras.mjs';
import { fillWords, problems, SetupProblem } from '../../scripts/setup/problems.mjs';
import { createReporter } from '../../scripts/setup/reporter.mjs';

/** A Python, or why there is none. */
export type PythonAnswer = { readonly path: string } | { readonly missing: string };

/**
 * Keras's and PyTorch's Python: `TATAMI_KERAS_PYTHON` and `TATAMI_TORCH_PYTHON` where they are set. Otherwise both are
 * in one virtual environment; where PyTorch cannot be had, Keras alone.
 */
export async function findPythons(): Promise<{ readonly keras: PythonAnswer; readonly torch: PythonAnswer }> {
  const torchPath = process.env['TATAMI_TORCH_PYTHON'];
  const needsBoth = torchPath === undefined;
  const first = await pythonOf(needsBoth);
  if (!needsBoth) return { keras: first, torch: { path: torchPath } };
  return 'path' in first ? { keras: first, torch: first } : { keras: await pythonOf(false), torch: first };
}

async function pythonOf(withTorch: boolean): Promise<PythonAnswer> {
  const reporter = createReporter();
  try {
    return { path: await getKerasPython(reporter, ...(withTorch ? [benchPeers] : [])) };
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    return { missing: fillWords(problems[error.code].message, error.details).en };
  }
}
