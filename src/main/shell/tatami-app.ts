import { join } from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron';
import * as z from 'zod';
import type { FileHandle } from '../../shared/contract/app.ts';
import type { Language } from '../../shared/contract/errors/entry.ts';
import { labEvents } from '../../shared/contract/lab.ts';
import { askToQuit } from './dialogs.ts';
import { FileHandles } from './file-handles.ts';
import { appHandlers } from './handlers.ts';
import { LabHost } from './lab-host.ts';
import { grantNothing, lockDownPages } from './lock-down.ts';
import type { MenuActions } from './menu-template.ts';
import { showMenu } from './menu.ts';
import { PageBridge } from './page-bridge.ts';
import { refuseConnections, servePage } from './page-protocol.ts';
import { Quitting } from './quitting.ts';
import { RecentFiles } from './recent-files.ts';
import { Reports } from './reports.ts';
import { revivePage } from './revival.ts';
import { servicesNode } from './set-up-facts.ts';
import { SettingsFile } from './settings.ts';
import { openWindow, zoom } from './window.ts';
import { wordsIn } from './words.ts';
import { WorkingJobs } from './working-jobs.ts';

/** What the app is started with. */
export interface AppStart {
  /** Folder of the project, with `out/` and `src/` in it. */
  readonly appFolder: string;
  /** Folder of the history and data. */
  readonly home: string;
  /** A document to open, or null. */
  readonly file: string | null;
}

/** What a second start tells the first. */
const secondStartSchema = z.object({ file: z.string().min(1).max(10_000).nullable() });

/** The app of one home: its window, the lab's process, and the way out. */
export class TatamiApp {
  readonly #start: AppStart;
  readonly #files = new FileHandles();
  readonly #jobs = new WorkingJobs();
  readonly #reports = new Reports((line) => console.error(line));
  readonly #lab: LabHost;
  readonly #quitting: Quitting;
  #settings: SettingsFile | null = null;
  #window: BrowserWindow | null = null;
  #bridge: PageBridge | null = null;
  /** A document that the page has not read yet. */
  #waitingFile: FileHandle | null;
  #isPageReady = false;

  constructor(start: AppStart) {
    this.#start = start;
    this.#waitingFile = start.file === null ? null : this.#files.issue(start.file);
    this.#lab = this.#newLab();
    this.#quitting = new Quitting({
      ask: async () =>
        !this.#jobs.areWorking || this.#window === null || askToQuit(this.#window, this.#language),
      close: () => this.#close(),
    });
  }

  /** Starts the lab's process at once, and the window as soon as Electron is ready for one. */
  start(): void {
    process.on('uncaughtException', (error) => void this.#fail(error));
    process.on('unhandledRejection', (reason) => this.#reports.add(reason));
    lockDownPages();
    app.on('second-instance', (_event, _argv, _folder, told) => this.#show(told));
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#openFile(path);
    });
    this.#lab.start();
    // The app is ready only after its main module has run to its end: it must not be awaited here.
    app.whenReady().then(
      () => this.#open(),
      (error: unknown) => this.#fail(error),
    );
  }

  get #language(): Language {
    return this.#settings?.window.language ?? 'en';
  }

  #newLab(): LabHost {
    const { appFolder, home } = this.#start;
    return new LabHost({
      node: servicesNode(appFolder),
      serviceFile: join(appFolder, 'src', 'main', 'lab-process.ts'),
      home,
      logFile: join(home, 'logs', 'lab.log'),
      onState: (state) => {
        if (state !== 'ready') this.#jobs.forget();
        this.#bridge?.emit('service', state);
      },
      onConnection: (connection) => {
        for (const event of Object.keys(labEvents) as (keyof typeof labEvents)[]) {
          connection.on(event, (value) => this.#bridge?.emit(event, value));
        }
        connection.on('queue', (event) => this.#jobs.note(event));
      },
    });
  }

  #open(): void {
    const { appFolder, home } = this.#start;
    const settings = new SettingsFile(join(home, 'window.json'), app.getLocale());
    this.#settings = settings;
    grantNothing(session.defaultSession);
    servePage(session.defaultSession, join(appFolder, 'out', 'renderer'));
    refuseConnections(session.defaultSession, (url) => this.#reports.add(`refused: ${url}`));
    const window = openWindow(appFolder, settings, (error) => this.#reports.add(error));
    this.#window = window;
    this.#bridge = this.#newBridge(window, settings);
    this.#showMenu(window, settings);
    this.#quitting.watch(window);
    revivePage(window, {
      language: () => this.#language,
      report: (what) => this.#reports.add(what),
      quit: () => void this.#quitting.atOnce(),
    });
    nativeTheme.on('updated', () => {
      this.#bridge?.emit('systemTheme', nativeTheme.shouldUseDarkColors ? 'dark' : 'light');
    });
  }

  #newBridge(window: BrowserWindow, settings: SettingsFile): PageBridge {
    return new PageBridge(window.webContents, {
      handlers: appHandlers({
        lab: this.#lab,
        files: this.#files,
        settings,
        home: this.#start.home,
        window: () => window,
        recent: this.#recent(window, settings),
        onSettings: () => this.#showMenu(window, settings),
        startFile: () => this.#tellFile(),
        onRead: (handle) => this.#noteRead(handle),
      }),
      report: (error) => this.#reports.add(error),
      onDropped: (path) => this.#files.issue(path),
    });
  }

  #recent(window: BrowserWindow, settings: SettingsFile): RecentFiles {
    return new RecentFiles(settings, () => this.#showMenu(window, settings));
  }

  #showMenu(window: BrowserWindow, settings: SettingsFile): void {
    showMenu(
      { settings: settings.window, recentFiles: settings.recentFiles },
      this.#menuActions(window, settings),
    );
  }

  #menuActions(window: BrowserWindow, settings: SettingsFile): MenuActions {
    return {
      onRecent: (path) => this.#openFile(path),
      onClearRecent: () => this.#recent(window, settings).clear(),
      onCommand: (command) => this.#bridge?.emit('menu', command),
      onZoom: (step) => zoom(window, step),
    };
  }

  /** A second start shows the window of the first, and hands over its document. */
  #show(told: unknown): void {
    this.#window?.restore();
    this.#window?.show();
    this.#window?.focus();
    const { data } = secondStartSchema.safeParse(told);
    if (data?.file) this.#openFile(data.file);
  }

  #openFile(path: string): void {
    const handle = this.#files.issue(path);
    if (this.#isPageReady) this.#bridge?.emit('openFile', handle);
    else this.#waitingFile = handle;
  }

  /** A page that asks is one that listens from now on. */
  #tellFile(): FileHandle | null {
    this.#isPageReady = true;
    return this.#waitingFile;
  }

  #noteRead(handle: string): void {
    if (this.#waitingFile?.handle === handle) this.#waitingFile = null;
  }

  async #close(): Promise<void> {
    this.#window?.hide();
    await this.#lab.close();
  }

  /** A fault of ours: what is trained is saved, the user is told, and the app ends rather than go on wrong. */
  async #fail(error: unknown): Promise<void> {
    this.#reports.add(error);
    await this.#lab.close();
    const say = wordsIn(this.#language);
    dialog.showErrorBox(say('fault'), say('faultDetail'));
    await this.#quitting.atOnce(1);
  }
}
