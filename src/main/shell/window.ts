/** The one window: hardened, where it was last time, with nothing flashing while it loads. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { SettingsFile, WindowBounds } from './settings.ts';
import { pageOrigin } from './page-protocol.ts';

const smallest = { width: 1024, height: 640 };
const usual = { width: 1366, height: 768 };

/** Paper and ink of the page's canvas, so that the first frame has its colour. */
const canvas = { light: '#F4F1E9', dark: '#13161A' };

/** Makes the window and loads the page. */
export function openWindow(appFolder: string, settings: SettingsFile): BrowserWindow {
  const { theme } = settings.window;
  nativeTheme.themeSource = theme;
  const window = new BrowserWindow({
    ...placeOf(settings.bounds),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Tatami',
    backgroundColor: nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light,
    webPreferences: {
      preload: join(appFolder, 'out', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (settings.bounds?.isMaximized === true) window.maximize();
  lockDown(window);
  window.once('ready-to-show', () => window.show());
  window.on('close', () => settings.saveBounds(boundsOf(window)));
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
}

/** No navigation, no new windows, no permissions: the page is all there is. */
function lockDown({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  const { session } = webContents;
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isHarmless(permission));
}

/** Copying to the clipboard is all that the page may do beyond its own frame. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

function boundsOf(window: BrowserWindow): WindowBounds {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
}

/** The place of last time, unless its screen is gone. */
function placeOf(bounds: WindowBounds | null): { x?: number; y?: number; width: number; height: number } {
  if (bounds === null) return usual;
  const { x, y, width, height } = bounds;
  const isThere = screen.getAllDisplays().some(({ workArea }) => {
    const right = workArea.x + workArea.width;
    const bottom = workArea.y + workArea.height;
    return x + width > workArea.x && x < right && y >= workArea.y - 40 && y < bottom;
  });
  return isThere ? { x, y, width, height } : { width, height };
}
