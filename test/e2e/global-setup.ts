/** Before the first window of a test run: builds the bundles, finds Electron and a display. */
import type { TestProject } from 'vitest/node';
import { areBundlesFresh, buildBundles } from '../../scripts/window/bundles.mjs';
import { electronPath, hasDisplay, missingLibraries } from '../../scripts/window/electron.mjs';
import { type HiddenDisplay, startDisplay } from './display.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why no window can be opened here; null where one can. */
    readonly noWindowBecause: string | null;
    /** The display to open windows on; empty for the system's own. */
    readonly display: string;
  }
}

let display: HiddenDisplay | null = null;

/** Called by vitest once, before the tests of the project `e2e`. */
export async function setup(project: TestProject): Promise<void> {
  const reason = await whatIsMissing();
  project.provide('noWindowBecause', reason);
  project.provide('display', display?.name ?? '');
}

/** Called by vitest after the last test. */
export function teardown(): void {
  display?.close();
}

async function whatIsMissing(): Promise<string | null> {
  const electron = electronPath();
  if (electron === null) return 'set-up has found no Electron (npm run setup)';
  const libraries = await missingLibraries(electron);
  if (libraries.length > 0) return `Electron lacks system libraries: ${libraries.join(', ')} (npm run setup)`;
  if (!hasDisplay()) display = await startDisplay();
  if (!hasDisplay() && display === null) return 'there is neither a display nor Xvfb';
  const fault = areBundlesFresh() ? null : await buildBundles(process.execPath);
  if (fault !== null) throw new Error(`The window does not build:\n${fault}`);
  return null;
}
