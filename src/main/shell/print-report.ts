/** Prints a report's page as PDF and its drawings as PNG, in a page of this app that nobody sees. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, session } from 'electron';
import { LabError } from '../../shared/contract/errors.ts';
import { replaceFile } from '../labs/files.ts';
import { figuresFolder, reportPageName } from '../labs/report/write-report.ts';

/** Pixels of a PNG for each of the drawing's own. */
const scale = 2;

const fontPackages = ['inter', 'noto-sans-jp'];

/** Writes `report.pdf` beside the page and a PNG beside each drawing. @throws LabError `export.*`. */
export async function printReport(folder: string, appFolder: string): Promise<void> {
  const window = hiddenWindow(folder, appFolder);
  try {
    const fonts = await fontStyles(appFolder);
    await load(window, join(folder, reportPageName), fonts);
    const pdf = await window.webContents.printToPDF({
      ...{ pageSize: 'A4', preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true },
    });
    await replaceFile(join(folder, 'report.pdf'), pdf);
    for (const name of await readdir(join(folder, figuresFolder)))
      if (name.endsWith('.svg')) await drawFigure(window, join(folder, figuresFolder, name), fonts);
  } finally {
    window.destroy();
  }
}

/** A page without a door to anything, which may read the report and the app's fonts. */
function hiddenWindow(folder: string, appFolder: string): BrowserWindow {
  const own = session.fromPartition(`report-${randomUUID()}`, { cache: false });
  const allowed = [folder, ...fontPackages.map((name) => fontFolder(appFolder, name))].map(
    (path) => `${pathToFileURL(path).href}/`,
  );
  own.webRequest.onBeforeRequest(({ url }, answer) => {
    const isOwn = url.startsWith('data:') || allowed.some((start) => url.startsWith(start));
    answer({ cancel: !isOwn });
  });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  return new BrowserWindow({
    ...{ show: false, width: 900, height: 1200, backgroundColor: '#ffffff' },
    webPreferences: {
      ...{ session: own, offscreen: true, sandbox: true, contextIsolation: true, nodeIntegration: false },
      ...{ webSecurity: true, spellcheck: false, enableWebSQL: false },
    },
  });
}

async function load(window: BrowserWindow, path: string, fonts: string): Promise<void> {
  const { webContents } = window;
  await window.loadFile(path);
  await webContents.insertCSS(fonts);
  await webContents.executeJavaScript('document.fonts.ready.then(() => true)');
}

async function drawFigure(window: BrowserWindow, path: string, fonts: string): Promise<void> {
  const [, width = '960', height = '540'] =
    /<svg[^>]* width="(\d+)[^"]*" height="(\d+)/.exec(await readFile(path, 'utf8')) ?? [];
  const size = { width: Number(width) * scale, height: Number(height) * scale };
  window.setContentSize(size.width, size.height);
  await load(window, path, fonts);
  await window.webContents.executeJavaScript(enlarging(size));
  for (let attempt = 0; attempt < 20; attempt++) {
    await wait(50);
    const image = await window.webContents.capturePage();
    const found = image.getSize();
    if (found.width < size.width || found.height < size.height || isBlank(image.toBitmap())) continue;
    await replaceFile(path.replace(/\.svg$/, '.png'), image.crop({ x: 0, y: 0, ...size }).toPNG());
    return;
  }
  throw new LabError('export.cannot-write', { path, reason: 'nothing was painted' });
}

/** Draws an SVG document larger, and waits until that has been painted. */
function enlarging({ width, height }: Readonly<{ width: number; height: number }>): string {
  const lines = [
    `document.documentElement.setAttribute('width', '${width}')`,
    `document.documentElement.setAttribute('height', '${height}')`,
    `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`,
  ];
  return lines.join(';');
}

/** Whether nothing has been painted yet. */
function isBlank(pixels: Buffer): boolean {
  const [first] = pixels;
  return pixels.every((value) => value === first);
}

/** The app's fonts, for a system that has no Japanese ones. */
async function fontStyles(appFolder: string): Promise<string> {
  const styles = fontPackages.map(async (name) => {
    const folder = fontFolder(appFolder, name);
    const text = await readFile(join(folder, 'index.css'), 'utf8').catch(() => '');
    return text.replaceAll('url(./', `url(${pathToFileURL(folder).href}/`);
  });
  return (await Promise.all(styles)).join('\n');
}

function fontFolder(appFolder: string, name: string): string {
  return join(appFolder, 'node_modules', '@fontsource-variable', name);
}
