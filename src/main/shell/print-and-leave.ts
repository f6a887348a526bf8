import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { lockDownPages } from './lock-down.ts';
import { printReport } from './print-report.ts';

/** The app as a printer: prints the report in a folder without a window, and ends. Any home may be open meanwhile. */
export function printAndLeave(folder: string): void {
  const own = mkdtempSync(join(tmpdir(), 'tatami-print-'));
  app.setPath('userData', own);
  app.disableHardwareAcceleration();
  lockDownPages();
  app.on('quit', () => rmSync(own, { recursive: true, force: true }));
  // The app is ready only after its main module has run to its end: it must not be awaited here.
  app
    .whenReady()
    .then(() => printReport(folder, app.getAppPath()))
    .then(
      () => app.exit(0),
      (error: unknown) => {
        console.error(error);
        app.exit(1);
      },
    );
}
