/** What the page beside a net for TF.js shows in Electron's Chromium, from file:// and with the network off. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { _electron, type ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronPath, hasDisplay, isRootOnLinux } from '../../scripts/window/electron.mjs';
import { writeFolder } from '../../src/main/export/folder.ts';
import { tfjsFormat } from '../../src/main/export/formats/tfjs/tfjs.ts';
import type { EnginePort } from '../../src/shared/contract/engine.ts';
import { type HiddenDisplay, startDisplay } from '../e2e/display.ts';
import { Tally } from '../golden/golden.ts';
import { expectAlike, type FormatCase, formatCases, netSeed, pictureCount } from './nets.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-pages-'));
const drop = readFileSync(new URL('judges/drop.js', import.meta.url), 'utf8')
  .replace(/^\/\*\*.*\*\/\s*/, '')
  .replace(/;\s*$/, '');
let display: HiddenDisplay | null = null;
let app: ElectronApplication | null = null;

beforeAll(async () => {
  if (!hasDisplay()) display = await startDisplay();
  const electron = electronPath();
  if (electron === null || (!hasDisplay() && display === null)) return;
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_OPTIONS|ELECTRON_)/.test(name),
  );
  const folder = fileURLToPath(new URL('../e2e/file-window', import.meta.url));
  app = await _electron.launch({
    executablePath: electron,
    args: [...(isRootOnLinux() ? ['--no-sandbox'] : []), folder, await written(cases[0] as FormatCase)],
    env: { ...Object.fromEntries(inherited), ...(display === null ? {} : { DISPLAY: display.name }) },
    chromiumSandbox: true,
  });
});
afterAll(async () => {
  await app?.close();
  display?.close();
  rmSync(home, { recursive: true, force: true });
});

const cases = formatCases();

/** Writes a net with its page; answers where the page is. */
async function written({ source }: FormatCase): Promise<string> {
  const options = { hasPreprocessing: false, imageOrder: 'NHWC' } as const;
  const files = await tfjsFormat.write(source, options, {} as EnginePort);
  return join(await writeFolder(join(home, '畳 net'), files, true), 'index.html');
}

describe(`the page beside a net (nets from seed ${netSeed})`, () => {
  const tally = new Tally('offline page in Chromium', 'absolute');
  it.for(cases.filter(({ source }) => source.inputShape[2] !== 2))('$name', async (net, { skip }) => {
    skip(app === null, 'there is no Electron or no display');
    const page = await app?.firstWindow();
    await page?.goto(pathToFileURL(await written(net)).href);
    const [height, width, channels] = net.source.inputShape;
    const size = height * width * channels;
    const pictures = Array.from({ length: pictureCount }, (_, index) => [
      ...net.pixels.subarray(index * size, (index + 1) * size),
    ]);
    const question = JSON.stringify({ pictures, height, width, channels });
    const found = Float32Array.from((await page?.evaluate<number[]>(`(${drop})(${question})`)) ?? []);
    const wanted = net.expected();
    const difference = expectAlike(net.name, { found, wanted });
    const [subject = ''] = net.name.split(' ');
    tally.count({ subject, name: net.name }, wanted.length, difference);
  });

  it('asks for nothing but its own files, and is counted in the table', async ({ skip, task }) => {
    skip(app === null, 'there is no Electron or no display');
    const requests = (await app?.evaluate(() => (globalThis as { requests?: string[] }).requests)) ?? [];
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter((address) => !/^(file|blob|data|devtools):/.test(address))).toEqual([]);
    task.meta.tally = tally.rows;
  });
});
