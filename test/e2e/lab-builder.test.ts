import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useTatami } from './tatami-window.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

describe('the model on the bench', () => {
  const tatami = useTatami();
  const list = '.builder [role=grid]';
  const rows = async (): Promise<string[]> => {
    const texts = await tatami.page.locator('.layers .layer').allTextContents();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  };
  const sizes = async (): Promise<(string | undefined)[]> =>
    (await rows()).map((row) => /\d+ × \d+ × \d+/.exec(row)?.[0]);
  const select = async (place: number): Promise<void> => {
    await tatami.page.click(`.layers .layer >> nth=${place} >> .who`);
    await tatami.page.focus(list);
  };
  /** Without a window manager the system gives the window no focus. */
  const focusWindow = async (): Promise<void> => {
    const session = await tatami.page.context().newCDPSession(tatami.page);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  };

  it('shows the slides’ picture: 28, 23, 18, 9, with each step explained', async () => {
    await tatami.page.waitForSelector('.layers .shape:has-text("9 × 9 × 64")');
    await focusWindow();
    expect((await sizes()).slice(0, 3)).toEqual(['23 × 23 × 32', '18 × 18 × 64', '9 × 9 × 64']);
    await select(2);
    const inspector = await tatami.page.textContent('.inspect');
    expect(inspector).toContain('⌊(18 + 2·0 − 2) / 2⌋ + 1');
    expect(inspector).toContain('28 → 23 → 18 → 9');
    await tatami.screenshot('lab-model');
  });

  it('moves, copies and removes layers by keyboard, and takes all of it back', async () => {
    await select(1);
    await tatami.page.keyboard.press('Alt+ArrowDown');
    expect((await rows())[1]).toContain('MaxPooling2D');
    await tatami.page.keyboard.press('Control+d');
    expect(await rows()).toHaveLength(9);
    await tatami.page.keyboard.press('Delete');
    await tatami.page.keyboard.press('Control+c');
    await tatami.page.keyboard.press('Control+v');
    expect(await rows()).toHaveLength(9);
    await tatami.page.keyboard.press('Control+x');
    expect(await rows()).toHaveLength(8);
    await tatami.page.keyboard.press('Control+z');
    await tatami.page.keyboard.press('Control+z');
    await tatami.page.keyboard.press('Control+z');
    await tatami.page.keyboard.press('Control+z');
    await tatami.page.keyboard.press('Control+z');
    expect((await sizes()).slice(0, 3)).toEqual(['23 × 23 × 32', '18 × 18 × 64', '9 × 9 × 64']);
  });

  it('says on the layer what does not fit, and one click puts it right', async () => {
    await select(4);
    await tatami.page.keyboard.press('Delete');
    await tatami.page.click('text=Insert Flatten before it');
    expect((await rows())[4]).toContain('Flatten');
    await select(1);
    await tatami.page.keyboard.press('Enter');
    const kernel = tatami.page.getByLabel('kernel_size');
    await kernel.fill('40');
    await kernel.press('Enter');
    expect((await rows())[2]).toMatch(/–/);
    await tatami.page.click('text=Set padding to same');
    expect((await sizes())[1]).toBe('23 × 23 × 64');
    await select(1);
    for (let step = 0; step < 4; step++) await tatami.page.keyboard.press('Control+z');
    expect((await sizes())[2]).toBe('9 × 9 × 64');
  });

  it('tries a size before it is taken over', async () => {
    await select(1);
    const kernel = tatami.page.getByLabel('kernel_size');
    await kernel.fill('3');
    expect((await sizes()).slice(1, 3)).toEqual(['21 × 21 × 64', '10 × 10 × 64']);
    await kernel.press('Escape');
    expect((await sizes()).slice(1, 3)).toEqual(['18 × 18 × 64', '9 × 9 × 64']);
  });

  it('takes a layer from the palette by dragging', async () => {
    const button = await tatami.page.locator('.frequent .btn', { hasText: 'MaxPooling2D' }).boundingBox();
    const row = await tatami.page.locator('.layers .layer >> nth=1').boundingBox();
    if (button === null || row === null) throw new Error('Nothing to drag.');
    const { mouse } = tatami.page;
    await mouse.move(button.x + 20, button.y + 10);
    await mouse.down();
    await mouse.move(row.x + 100, row.y + 5, { steps: 20 });
    await tatami.page.waitForTimeout(500);
    await mouse.up();
    await tatami.page.waitForFunction('document.querySelectorAll(".layers .layer").length === 9');
    expect((await rows())[1]).toContain('MaxPooling2D');
    await tatami.page.focus(list);
    await tatami.page.keyboard.press('Control+z');
  });

  it('follows the Keras code, and keeps the model while the code cannot be read', async () => {
    await tatami.page.click('.host .cm-line:has-text("MaxPooling2D") >> nth=0');
    await tatami.page.waitForSelector('.inspect h2:has-text("MaxPooling2D")');
    await tatami.page.keyboard.press('End');
    await tatami.page.keyboard.press('Enter');
    await tatami.page.keyboard.type('BatchNormalization(');
    await tatami.page.waitForSelector('.chip.bad');
    expect(await rows()).toHaveLength(8);
    await tatami.page.keyboard.type('),');
    await tatami.page.waitForFunction('document.querySelectorAll(".layers .layer").length === 9');
    expect((await rows())[3]).toContain('BatchNormalization');
    await select(3);
    await tatami.page.keyboard.press('Control+z');
    expect(await tatami.page.textContent('.host .cm-content')).not.toContain('BatchNormalization');
  });

  it('can be used by everyone, in both languages and themes', async () => {
    await tatami.page.evaluate(axe);
    for (const language of ['日本語', 'EN']) {
      await tatami.page.click(`.topbar >> text="${language}"`);
      for (const theme of [0, 1]) {
        await tatami.page.click(`.topbar .seg >> nth=1 >> button >> nth=${theme}`);
        const broken = await tatami.page.evaluate(
          `axe.run('.builder, .middle').then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
        );
        expect(broken).toEqual([]);
        await tatami.screenshot(`lab-${language}-${theme}`);
      }
    }
    expect(tatami.problems).toEqual([]);
  });
});
