/** The page beside a net for TF.js, opened as a file in Electron's Chromium with the network off. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { electronPath, isRootOnLinux } from '../../scripts/window/electron.mjs';
import { writeFolder } from '../../src/main/export/folder.ts';
import { tfjsFormat } from '../../src/main/export/formats/tfjs/tfjs.ts';
import type { EnginePort } from '../../src/shared/contract/engine.ts';
import { type ExportedNet, exportedNet, layerSettings, pictureCount } from '../fixtures/exported-nets.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-page-'));
const net = exportedNet(layerSettings['Residual with a projection'] ?? []);
const problems: string[] = [];
let app: ElectronApplication | null = null;
let page: Page;

beforeAll(async () => {
  if (inject('noWindowBecause') !== null) return;
  const options = { hasPreprocessing: false, imageOrder: 'NHWC', comments: 'en' } as const;
  const files = await tfjsFormat.write(net.source, options, {} as EnginePort);
  const folder = await writeFolder(join(home, 'りんご net #1'), files, false);
  app = await openFile(join(folder, 'index.html'));
  page = await app.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
});
afterAll(async () => {
  await app?.close();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(({ skip }) => {
  const reason = inject('noWindowBecause');
  skip(reason !== null, reason ?? '');
});

describe('the page that travels with a net', () => {
  it('runs the net on dropped pictures as the engine does, and asks for nothing but its own files', async () => {
    await page.reload();
    await drop(net);
    await page.waitForFunction(
      (count) => document.querySelectorAll('#results li').length === count,
      pictureCount,
    );
    const scores = await page.$$eval('#results li', (items) =>
      items.flatMap((item) => JSON.parse(item.dataset['scores'] ?? '[]') as number[]),
    );
    const wanted = [...net.expected()];
    expect(scores).toHaveLength(wanted.length);
    const gaps = scores.map((score, index) => Math.abs(score - (wanted[index] ?? NaN)));
    expect(Math.max(...gaps)).toBeLessThan(1e-5);
    expect(problems).toEqual([]);
    const requests =
      (await app?.evaluate(() => (globalThis as unknown as { requests: string[] }).requests)) ?? [];
    expect(requests.filter((address) => !/^(file|blob|data|devtools):/.test(address))).toEqual([]);
    expect(requests.some((address) => address.endsWith('/tf.min.js'))).toBe(true);
  });

  it('names the classes with their superclasses, in Japanese and English', async () => {
    await expect(page.textContent('#results')).resolves.toContain('りんご 🍎 (red)');
    const first = await page.textContent('#invitation');
    await page.click('#language');
    const second = await page.textContent('#invitation');
    expect([first, second].toSorted()).toEqual([
      expect.stringContaining('Drop pictures here'),
      expect.stringContaining('ドロップ'),
    ]);
  });

  it('says of a file that is no picture that it cannot be read', async () => {
    await page.setInputFiles('#files', {
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('words'),
    });
    await expect.poll(() => page.textContent('#problem')).toContain('notes.txt');
  });
});

function openFile(path: string): Promise<ElectronApplication> {
  const display = inject('display');
  const names = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_OPTIONS|ELECTRON_)/.test(name),
  );
  const main = fileURLToPath(new URL('file-window', import.meta.url));
  return _electron.launch({
    executablePath: electronPath() ?? '',
    args: [...(isRootOnLinux() ? ['--no-sandbox'] : []), main, path],
    env: { ...Object.fromEntries(names), ...(display === '' ? {} : { DISPLAY: display }) },
    chromiumSandbox: true,
    timeout: 60_000,
  });
}

/** Drops the net's pictures as PNG files. */
async function drop({ source: { inputShape }, pixels }: ExportedNet): Promise<void> {
  const [height, width, channels] = inputShape;
  const size = height * width * channels;
  const pictures = Array.from({ length: pictureCount }, (_, index) => [
    ...pixels.subarray(index * size, (index + 1) * size),
  ]);
  await page.evaluate(
    async ({ pictures, height, width }) => {
      const transfer = new DataTransfer();
      for (const [index, values] of pictures.entries()) {
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        const context = canvas.getContext('2d') as CanvasRenderingContext2D;
        const image = context.createImageData(width, height);
        values.forEach((value, place) => (image.data[Math.floor(place / 3) * 4 + (place % 3)] = value));
        for (let pixel = 3; pixel < image.data.length; pixel += 4) image.data[pixel] = 255;
        context.putImageData(image, 0, 0);
        const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
        transfer.items.add(new File([blob as Blob], `${index}.png`, { type: 'image/png' }));
      }
      const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.dispatchEvent(event);
    },
    { pictures, height, width },
  );
}
