/** The Python that judges: one with Keras 3 and TensorFlow, named by the environment. */
import { execFile } from 'node:child_process';

/** How a script ended. */
export interface PythonEnding {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Path of a Python interpreter that has Keras 3 with TensorFlow; null where `TATAMI_KERAS_PYTHON` names none. */
export const kerasPython: string | null = process.env['TATAMI_KERAS_PYTHON'] || null;

/** Why the tests against Keras are skipped. */
export const noKerasReason = 'TATAMI_KERAS_PYTHON names no Python with Keras 3';

/** Runs a script to its end, on the processor; an exit code other than 0 is an answer, not an error. */
export function runPython(python: string, args: readonly string[], folder: string): Promise<PythonEnding> {
  const env = { ...process.env, CUDA_VISIBLE_DEVICES: '', TF_CPP_MIN_LOG_LEVEL: '3', PYTHONUTF8: '1' };
  return new Promise((resolve) => {
    execFile(python, args, { cwd: folder, env, maxBuffer: 64 * 1024 ** 2 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}
