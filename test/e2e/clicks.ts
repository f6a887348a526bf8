/** Counts what a person does with the mouse, and the dialogs that come in the way. */
import type { TatamiWindow } from './tatami-window.ts';

/** What has been counted since the start. */
export interface Effort {
  /** Presses of the mouse in the page. */
  readonly clicks: number;
  /** Native dialogs that were opened, and dialogs of the page that are open. */
  readonly dialogs: number;
}

/** Counts from now on: presses that the page really received, not what the test meant to do. */
export async function countEffort({ app, page }: TatamiWindow): Promise<() => Promise<Effort>> {
  await page.evaluate(() => {
    const counted = window as unknown as { presses?: number };
    const isFirst = counted.presses === undefined;
    counted.presses = 0;
    if (!isFirst) return;
    const count = ({ isTrusted }: Event): void => {
      if (isTrusted) counted.presses = (counted.presses ?? 0) + 1;
    };
    window.addEventListener('pointerdown', count, { capture: true });
  });
  await app.evaluate(({ dialog }) => {
    const opened = globalThis as unknown as { dialogs: number };
    opened.dialogs = 0;
    for (const name of ['showMessageBox', 'showOpenDialog', 'showSaveDialog'] as const) {
      (dialog[name] as unknown) = () => {
        opened.dialogs += 1;
        return Promise.resolve({ response: 1, canceled: true, filePaths: [], filePath: '' });
      };
    }
  });
  return async () => {
    const clicks = await page.evaluate(() => (window as unknown as { presses: number }).presses);
    const native = await app.evaluate(() => (globalThis as unknown as { dialogs: number }).dialogs);
    return { clicks, dialogs: native + (await page.getByRole('dialog').count()) };
  };
}
