import { describe, expect, it } from 'vitest';
import { useTatami } from './tatami-window.ts';

describe('the window', () => {
  const tatami = useTatami();

  it('opens with its page, at the size of a small projector', async () => {
    expect(await tatami.page.title()).toBe('Tatami');
    const size = await tatami.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getSize(),
    );
    expect(size).toEqual([1366, 768]);
    await tatami.screenshot('opening');
  });

  it('has nothing to complain about and asks for nothing outside', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });
});
