/** Door of the window: one instance, one window, the lab's process behind it. */
import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme, session } from 'electron';
import { defaultHome, homeFolders } from './cli/home-folders.ts';
import { labEvents } from '../shared/contract/lab.ts';
import { askToQuit } from './shell/dialogs.ts';
import { FileHandles } from './shell/file-handles.ts';
import { appHandlers } from './shell/handlers.ts';
import { LabHost } from './shell/lab-host.ts';
import { showMenu } from './shell/menu.ts';
import { PageBridge } from './shell/page-bridge.ts';
import { refuseConnections, registerPageScheme, servePage } from './shell/page-protocol.ts';
import { servicesNode } from './shell/set-up-facts.ts';
import { SettingsFile } from './shell/settings.ts';
import { WorkingJobs } from './shell/working-jobs.ts';
import { openWindow } from './shell/window.ts';

const appFolder = app.getAppPath();
const { home } = homeFolders(defaultHome(process.env, process.platform));
const files = new FileHandles();
const jobs = new WorkingJobs();
let settings: SettingsFile | null = null;
let window: BrowserWindow | null = null;
let bridge: PageBridge | null = null;
let mayQuit = false;

registerPageScheme();
app.setPath('userData', join(home, 'window'));
if (!app.requestSingleInstanceLock()) app.exit();

const lab = new LabHost({
  node: servicesNode(appFolder),
  serviceFile: join(appFolder, 'src', 'main', 'lab-process.ts'),
  home,
  logFile: join(home, 'logs', 'lab.log'),
  onState: (state) => {
    if (state !== 'ready') jobs.forget();
    bridge?.emit('service', state);
  },
  onConnection: (connection) => {
    for (const event of Object.keys(labEvents) as (keyof typeof labEvents)[]) {
      connection.on(event, (value) => bridge?.emit(event, value));
    }
    connection.on('queue', (event) => jobs.note(event));
  },
});
lab.start();

// The app is ready only after this module has run to its end: it must not be awaited here.
void app.whenReady().then(open);

app.on('second-instance', () => {
  window?.restore();
  window?.focus();
});
app.on('window-all-closed', () => app.quit());
app.on('before-quit', (event) => {
  if (mayQuit) return;
  event.preventDefault();
  void quit();
});

function open(): void {
  const chosen = new SettingsFile(join(home, 'window.json'), app.getLocale());
  settings = chosen;
  servePage(session.defaultSession, join(appFolder, 'out', 'renderer'));
  refuseConnections(session.defaultSession, (url) => console.error(`refused: ${url}`));
  const opened = openWindow(appFolder, chosen);
  window = opened;
  bridge = new PageBridge(opened.webContents, {
    handlers: appHandlers({
      lab,
      files,
      settings: chosen,
      home,
      window: () => opened,
      onSettings: (changed) => showMenu(changed, (command) => bridge?.emit('menu', command)),
    }),
    report: (error) => console.error(error),
    onDropped: (path) => files.issue(path),
  });
  showMenu(chosen.window, (command) => bridge?.emit('menu', command));
  nativeTheme.on('updated', () =>
    bridge?.emit('systemTheme', nativeTheme.shouldUseDarkColors ? 'dark' : 'light'),
  );
  opened.on('close', (event) => {
    if (mayQuit) return;
    event.preventDefault();
    void quit();
  });
}

/** Asks only while a run is going; its state is saved before the app ends. */
async function quit(): Promise<void> {
  const language = settings?.window.language ?? 'en';
  if (jobs.areWorking && window !== null && !(await askToQuit(window, language))) return;
  await lab.close();
  mayQuit = true;
  app.quit();
}
