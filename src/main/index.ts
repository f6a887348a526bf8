/** Door of the window: one instance of each home, with one window and the lab's process behind it. */
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { defaultHome, homeFolders } from './cli/home-folders.ts';
import { fileFrom } from './shell/command-line-file.ts';
import { registerPageScheme } from './shell/page-protocol.ts';
import { printAndLeave } from './shell/print-and-leave.ts';
import { TatamiApp } from './shell/tatami-app.ts';

const { home } = homeFolders(defaultHome(process.env, process.platform));
const named = fileFrom(process.argv);
const file = named === null ? null : resolve(named);

const report = process.env['TATAMI_PRINT_REPORT'];

if (report !== undefined) {
  printAndLeave(resolve(report));
} else {
  app.setPath('userData', join(home, 'window'));
  if (app.requestSingleInstanceLock({ file })) {
    registerPageScheme();
    new TatamiApp({ appFolder: app.getAppPath(), home, file }).start();
  } else {
    app.exit();
  }
}
