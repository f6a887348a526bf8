/** Prints a report by the app itself, without a window; where that cannot be done, says what is missing. */
import { runProgram } from '../setup/processes.mjs';
import { areBundlesFresh, buildBundles } from './bundles.mjs';
import { electronPath, isRootOnLinux, missingLibraries, windowArguments } from './electron.mjs';

/**
 * @typedef {{ isPrinted: true } | { isPrinted: false, problem: 'no-electron' | 'no-libraries' | 'no-bundles' | 'failed', detail: string }} Printing
 */

/** Milliseconds after which a printer that says nothing is ended. */
const limitMs = 180_000;

/**
 * Linux needs no display: Chromium draws into memory (`--ozone-platform=headless`).
 *
 * @param {string} folder Folder of the report.
 * @returns {Promise<Printing>}
 */
export async function printReport(folder) {
  const electron = electronPath();
  if (electron === null) return refused('no-electron');
  const libraries = await missingLibraries(electron);
  if (libraries.length > 0) return refused('no-libraries', libraries.join(', '));
  if (!areBundlesFresh()) {
    const fault = await buildBundles(process.execPath);
    if (fault !== null) return refused('no-bundles', fault);
  }
  const hidden = process.platform === 'linux' ? ['--ozone-platform=headless'] : [];
  const args = [...hidden, ...windowArguments({ isRoot: isRootOnLinux() })];
  const env = { ...process.env, TATAMI_PRINT_REPORT: folder };
  const endMs = performance.now() + limitMs;
  const { isOk, stderr } = await runProgram(electron, args, {
    env,
    isStuck: () => performance.now() > endMs,
  });
  return isOk ? { isPrinted: true } : refused('failed', lastLine(stderr));
}

/** @returns {Printing} */
function refused(
  /** @type {'no-electron' | 'no-libraries' | 'no-bundles' | 'failed'} */ problem,
  detail = '',
) {
  return { isPrinted: false, problem, detail };
}

function lastLine(/** @type {string} */ text) {
  return text.trim().split('\n').at(-1) ?? '';
}
