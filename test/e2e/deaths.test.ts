/** Deaths in the middle of a training: the window says what is saved, goes on in one click, and answers all the while. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countEffort } from './clicks.ts';
import { canSeeProcesses, processOf, processesOf } from './processes.ts';
import { tatamiOpener, type TatamiWindow } from './tatami-window.ts';
import { addJob, epochsDone, jobsOf, softmaxExperiment } from './trainings.ts';

const patience = { timeout: 90_000 };
const epochs = 60;

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tatami-deaths-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

// Its windows are closed before the folder is removed: the hooks of the end run from the last to the first.
const open = tatamiOpener();

const button = ({ page }: TatamiWindow, name: string): Locator =>
  page.getByRole('button', { name, exact: true }).first();

/** Opens the window and trains in it until some epochs are done. */
async function train(): Promise<TatamiWindow> {
  const tatami = await open({ home });
  await button(tatami, 'Stop').waitFor(patience);
  await expect.poll(() => jobsOf(tatami.page).catch(() => null), patience).toEqual([]);
  await addJob(tatami.page, {
    kind: 'run',
    experiment: softmaxExperiment({ train: 2000, epochs, name: 'short-lived' }),
  });
  await expect.poll(() => epochsDone(tatami.page), patience).toBeGreaterThanOrEqual(3);
  return tatami;
}

/** A click is answered by another place, and the next one leads back. */
async function answers(tatami: TatamiWindow): Promise<void> {
  for (const place of ['Data', 'History', 'Lab']) {
    await button(tatami, place).click({ timeout: 5000 });
    await tatami.page.locator('main > h1', { hasText: place }).waitFor({ timeout: 5000, state: 'attached' });
  }
}

/** The numbers of the epochs in the table of the curves. */
async function epochsInTable(tatami: TatamiWindow): Promise<readonly number[]> {
  await button(tatami, 'Table of epochs').click();
  const dialog = tatami.page.getByRole('dialog');
  const rows = await dialog.locator('tbody tr').allInnerTexts();
  await tatami.page.keyboard.press('Escape');
  return rows.map((row) => Number.parseInt(row, 10));
}

const allEpochs = Array.from({ length: epochs }, (_, index) => index + 1);

describe('a death of the engine', () => {
  beforeEach(({ skip }) => skip(!canSeeProcesses, 'other processes are looked at on Linux only'));

  it('is told with what is saved, and one click goes on to the end', async () => {
    const tatami = await train();
    const { page } = tatami;
    process.kill(processOf(home, 'engine-process.ts'), 'SIGKILL');
    await answers(tatami);
    const told = page.getByRole('alert').filter({ hasText: 'The training was cut off' });
    await told.getByText(/SIGKILL.*saved|saved.*SIGKILL/).waitFor(patience);
    await tatami.screenshot('death-engine');
    const effort = await countEffort(tatami);
    await told.getByRole('button', { name: 'Go on' }).click();
    await page
      .getByText(/Finished/)
      .first()
      .waitFor(patience);
    expect(await effort()).toEqual({ clicks: 1, dialogs: 0 });
    expect(await epochsInTable(tatami)).toEqual(allEpochs);
    expect(tatami.problems).toEqual([]);
  });
});

describe('a reload in the middle of a training', () => {
  it('finds job, progress and curve again, with no point twice', async () => {
    const tatami = await train();
    const { page } = tatami;
    await page.reload();
    await page.getByText(new RegExp(`Epoch \\d+ / ${epochs}`)).waitFor(patience);
    expect(await button(tatami, 'Stop').isEnabled()).toBe(true);
    await page.locator('.pair canvas').first().waitFor(patience);
    const [job] = await jobsOf(page);
    const runId = job?.runIds[0] ?? '';
    await page
      .getByText(/Finished/)
      .first()
      .waitFor(patience);
    expect(await epochsInTable(tatami)).toEqual(allEpochs);
    const curve = await page.evaluate((id) => window.lab.call.liveCurve(id), runId);
    const steps = curve.ok ? curve.value.points.map(({ step }) => step) : [];
    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
    expect(tatami.problems).toEqual([]);
  });
});

describe('a death of the history', () => {
  beforeEach(({ skip }) => skip(!canSeeProcesses, 'other processes are looked at on Linux only'));

  it('takes nothing with it: the run goes on, or can be gone on with', async ({ annotate }) => {
    const tatami = await train();
    const { page } = tatami;
    process.kill(processOf(home, 'history-process.ts'), 'SIGKILL');
    await answers(tatami);
    await expect.poll(async () => (await jobsOf(page))[0]?.status, patience).toMatch(/done|failed/);
    await tatami.screenshot('death-history');
    if ((await jobsOf(page))[0]?.status === 'failed') {
      await annotate('the run was stopped by the death');
      await button(tatami, 'Go on').click(patience);
    }
    await page
      .getByText(/Finished/)
      .first()
      .waitFor(patience);
    expect(await epochsInTable(tatami)).toEqual(allEpochs);
    expect(tatami.problems).toEqual([]);
  });
});

describe('a death of the lab’s process', () => {
  beforeEach(({ skip }) => skip(!canSeeProcesses, 'other processes are looked at on Linux only'));

  it('is told, and the run is offered again', async () => {
    const tatami = await train();
    const { page } = tatami;
    process.kill(processOf(home, 'lab-process.ts'), 'SIGKILL');
    await answers(tatami);
    const offer = page.getByRole('status').filter({ hasText: '“short-lived” is not finished' });
    await offer.waitFor(patience);
    await tatami.screenshot('death-lab');
    await offer.getByRole('button', { name: 'Resume' }).click();
    await page
      .getByText(/Finished/)
      .first()
      .waitFor(patience);
    expect(await epochsInTable(tatami)).toEqual(allEpochs);
    expect(tatami.problems).toEqual([]);
  });
});

describe('quitting in the middle of a training', () => {
  it('asks once, saves the state, and the next start offers to go on', async () => {
    const first = await train();
    const ended = once(first.process, 'exit');
    await first.app.evaluate(({ app, dialog }) => {
      let count = 0;
      const ask = (): Promise<{ response: number; checkboxChecked: boolean }> => {
        count += 1;
        console.log(`asked ${count}`);
        return Promise.resolve({ response: count === 1 ? 1 : 0, checkboxChecked: false });
      };
      (dialog.showMessageBox as unknown) = ask;
      app.quit();
    });
    await vi.waitFor(() => expect(first.output()).toContain('asked 1'), patience);
    await answers(first);
    expect((await jobsOf(first.page))[0]?.status).toBe('running');
    await first.app.evaluate(({ app }) => setTimeout(() => app.quit(), 50));
    expect(await ended).toEqual([0, null]);
    expect(first.output()).toContain('asked 2');
    expect(first.output()).not.toContain('asked 3');
    if (canSeeProcesses) await vi.waitFor(() => expect(processesOf(home)).toEqual([]), patience);

    const second = await open({ home });
    const offer = second.page.getByRole('status').filter({ hasText: '“short-lived” is not finished' });
    await offer.waitFor(patience);
    await second.screenshot('quit-offer');
    const effort = await countEffort(second);
    await offer.getByRole('button', { name: 'Resume' }).click();
    await second.page
      .getByText(/Finished/)
      .first()
      .waitFor(patience);
    expect(await effort()).toEqual({ clicks: 1, dialogs: 0 });
    expect(await epochsInTable(second)).toEqual(allEpochs);
    expect([...first.problems, ...second.problems]).toEqual([]);
  });
});
