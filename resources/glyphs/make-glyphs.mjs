/**
 * Renders the letters that `tatami errors --png` writes: `electron resources/glyphs`, with a display.
 * Fonts are those of the window (Inter, Noto Sans JP; OFL-1.1); characters are Latin-1, a few signs, and all of
 * JIS X 0208's level 1: kana and 2,965 kanji. Four levels of grey in 22 pixels, twice the size of a label.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { app, BrowserWindow } from 'electron';

const root = join(import.meta.dirname, '..', '..');
const size = 22;

function characters() {
  const decoder = new TextDecoder('euc-jp');
  const row = (ku) =>
    Array.from({ length: 94 }, (_, ten) => decoder.decode(Uint8Array.of(0xa0 + ku, 0xa1 + ten)));
  const japanese = [1, 3, 4, 5, ...Array.from({ length: 32 }, (_, index) => 16 + index)].flatMap(row);
  const latin = Array.from({ length: 0x17f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
  const all = [...latin, ...'→←↑↓−–—…·≥≤□✓', ...japanese];
  return [...new Set(all)].filter((text) => !/[\u007f-\u009f\ufffd]/.test(text)).join('');
}

/** Runs in the page: each character as [advance, left, top, width, height, four pixels a byte]. */
async function render(text, pixels) {
  const font = `400 ${pixels}px "Inter Variable", "Noto Sans JP Variable"`;
  await document.fonts.load(font, text);
  const canvas = new OffscreenCanvas(2 * pixels, 2 * pixels);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.font = font;
  const [x0, y0] = [pixels / 2, Math.round(1.4 * pixels)];
  return [...text].map((character) => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillText(character, x0, y0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const level = (x, y) => Math.round((3 * data[4 * (y * canvas.width + x) + 3]) / 255);
    const places = [...Array(canvas.width * canvas.height).keys()].filter(
      (place) => level(place % canvas.width, Math.floor(place / canvas.width)) > 0,
    );
    const advance = Math.round(context.measureText(character).width);
    if (places.length === 0) return [character, [advance, 0, 0, 0, 0, '']];
    const [xs, ys] = [
      places.map((place) => place % canvas.width),
      places.map((place) => Math.floor(place / canvas.width)),
    ];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left + 1, Math.max(...ys) - top + 1];
    const bytes = new Uint8Array(Math.ceil((width * height) / 4));
    for (let place = 0; place < width * height; place++)
      bytes[place >> 2] |=
        level(left + (place % width), top + Math.floor(place / width)) << (2 * (place % 4));
    return [character, [advance, left - x0, top - y0, width, height, btoa(String.fromCharCode(...bytes))]];
  });
}

app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false });
  const page = join(app.getPath('temp'), 'tatami-glyphs.html');
  const link = (font) =>
    `<link rel="stylesheet" href="${pathToFileURL(join(root, 'node_modules', '@fontsource-variable', font, 'index.css')).href}">`;
  writeFileSync(page, `<!doctype html><meta charset="utf-8">${link('inter')}${link('noto-sans-jp')}`);
  await window.loadFile(page);
  const glyphs = await window.webContents.executeJavaScript(
    `(${render.toString()})(${JSON.stringify(characters())}, ${size})`,
  );
  const file = join(import.meta.dirname, 'labels.json.gz');
  writeFileSync(file, gzipSync(JSON.stringify({ size, glyphs: Object.fromEntries(glyphs) }), { level: 9 }));
  app.quit();
});
