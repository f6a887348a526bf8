/** The one window: hardened, where it was last time, with nothing flashing while it loads. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pageOrigin } from './page-protocol.ts';
import type { SettingsFile } from './settings.ts';
import { placeOf, smallestSize } from './window-place.ts';
import { nextZoom, type ZoomStep } from './zoom.ts';

/** Paper and ink of the page's canvas, so that the first frame has its colour. */
const canvas = { light: '#F4F1E9', dark: '#13161A' };

/** Makes the window and loads the page. */
export function openWindow(
  appFolder: string,
  settings: SettingsFile,
  report: (error: unknown) => void,
): BrowserWindow {
  nativeTheme.themeSource = settings.window.theme;
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeOf(settings.bounds, screens),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Tatami',
    backgroundColor: canvasColour(),
    webPreferences: {
      preload: join(appFolder, 'out', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (settings.bounds?.isMaximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => saveBounds(window, settings, report));
  window.webContents.on('zoom-changed', (_event, direction) => zoom(window, direction));
  nativeTheme.on('updated', () => window.setBackgroundColor(canvasColour()));
  void window.loadURL(`${pageOrigin}/index.html`).catch(report);
  return window;
}

/** Shows the page one step larger or smaller, or in its own size. */
export function zoom({ webContents }: BrowserWindow, step: ZoomStep): void {
  webContents.zoomFactor = nextZoom(webContents.zoomFactor, step);
}

function canvasColour(): string {
  return nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light;
}

/** A disk that is full is no reason to stay. */
function saveBounds(window: BrowserWindow, settings: SettingsFile, report: (error: unknown) => void): void {
  try {
    settings.saveBounds({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  } catch (error) {
    report(error);
  }
}
