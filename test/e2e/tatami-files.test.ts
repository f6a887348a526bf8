import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../src/main/history/open.ts';
import { writeArchive } from '../../src/main/labs/archive/write-archive.ts';
import { experiment, newRun, points, start } from '../unit/main/history/history-fixture.ts';
import { violations } from './accessibility.ts';
import { tatamiOpener, type TatamiWindow } from './tatami-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'tatami-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const file = join(folder, '畳 の実行 🍵.tatami');

/** A run elsewhere, saved as a file. */
async function writeFile(): Promise<void> {
  const there = join(folder, 'there');
  const history = openHistory(join(there, 'history.db'));
  const name = 'from another computer';
  const id = await history.createRun(newRun({ name, experiment: experiment({ name }) }));
  await history.startRun(id, start, 0);
  await history.appendBatches(id, points(1, 2, 3));
  await history.endRun(id, {
    ...{ status: 'stopped', finalWeightsSha256: null, imagesPerSecond: null },
    ...{ divergedAtStep: null, failure: null },
  });
  const ports = { history, dataFolder: there, checkpointRoot: join(there, 'checkpoints') };
  const order = { path: file, isForced: true, hasWeights: true, hasData: true, appVersion: '1.0.0' };
  await writeArchive(ports, id, order);
  await history.close();
}

/** Drops a file of the disk on the page, as the system's file manager does. */
async function drop({ page }: TatamiWindow, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    [input.type, input.id, input.hidden] = ['file', 'dropped', true];
    document.body.append(input);
  });
  await page.setInputFiles('#dropped', path);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped');
    const dataTransfer = new DataTransfer();
    for (const each of input?.files ?? []) dataTransfer.items.add(each);
    input?.remove();
    const options = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('dragover', options));
    document.body.dispatchEvent(new DragEvent('drop', options));
  });
}

describe('a `.tatami` file', () => {
  const open = tatamiOpener();
  beforeAll(writeFile);

  it('that Tatami is started with (a double click) is in the history then', async () => {
    const tatami = await open({ file });
    await tatami.page.getByText('Runs added: 1').waitFor();
    await tatami.page.getByRole('heading', { name: 'from another computer' }).waitFor();
    await tatami.page.reload();
    await tatami.page.getByText('Run · 1', { exact: true }).waitFor();
    expect(tatami.problems).toEqual([]);
  });

  it('can be dropped anywhere on the window; a damaged one is refused in words', async () => {
    const tatami = await open();
    await tatami.page.getByRole('button', { name: 'Data', exact: true }).click();
    await drop(tatami, file);
    await tatami.page.getByText('Runs added: 1').waitFor();
    await tatami.page.getByRole('heading', { name: 'from another computer' }).waitFor();
    const damaged = join(folder, 'damaged.tatami');
    writeFileSync(damaged, Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(500)]));
    await drop(tatami, damaged);
    await tatami.page.getByText('damaged.tatami', { exact: false }).first().waitFor();
    expect(await tatami.page.getByText('Run · 1', { exact: true }).count()).toBe(1);
  });

  it('is what a run is saved as, by two presses and a name', async () => {
    const tatami = await open({ file });
    await tatami.page.getByRole('button', { name: 'Save as a file' }).click();
    expect(await violations(tatami.page, 'save-runs')).toEqual([]);
    await tatami.screenshot('save-runs');
    const saved = join(folder, 'saved', '保存.tatami');
    mkdirSync(join(folder, 'saved'));
    await tatami.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, saved);
    await tatami.page.getByRole('button', { name: 'Save…' }).click();
    await tatami.page.getByText('Written to “保存.tatami”').waitFor();
    expect(existsSync(saved)).toBe(true);
  });
});

describe('a report', () => {
  const open = tatamiOpener();
  beforeAll(writeFile);

  it('of a run is one press, with its PDF and its figures as pictures', async () => {
    const tatami = await open({ file });
    await tatami.app.evaluate(({ app }, documents) => app.setPath('documents', documents), folder);
    await tatami.page.getByRole('button', { name: 'Report', exact: true }).click();
    await tatami.page.getByText(/^The report “from another computer-.*” is written$/).waitFor();
    const [report = ''] = readdirSync(join(folder, 'Tatami'));
    const path = join(folder, 'Tatami', report);
    expect(readFileSync(join(path, 'report.pdf')).toString('latin1', 0, 5)).toBe('%PDF-');
    expect(readdirSync(join(path, 'figures'))).toContain('curves-loss.png');
    expect(tatami.problems).toEqual([]);
  });
});
