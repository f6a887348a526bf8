/** The window by keyboard: where the focus is, and whether it can be seen. */
import type { Page } from 'playwright-core';

/** Where the focus is. */
export interface Stop {
  /** Tag, role and name, for messages. */
  readonly name: string;
  /** Number of the element in the order in which it was first met. */
  readonly id: number;
  /** Whether an outline or a shadow that is not there without the focus marks it. */
  readonly isMarked: boolean;
  /** Whether its middle, or one of its corners, lies in the window and is covered by nothing. */
  readonly isInSight: boolean;
}

/** Without a window manager the system gives the window no focus. */
export async function focusWindow(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
}

/** Where the focus is now; null while nothing has it. */
export function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    let element = document.activeElement;
    const host = element;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const known = window as unknown as { met?: HTMLElement[] };
    const met = (known.met ??= []);
    if (!met.includes(element)) met.push(element);
    const isMark = ({ outlineStyle, outlineWidth, boxShadow }: CSSStyleDeclaration): boolean =>
      (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    const around = [element, ...element.querySelectorAll<HTMLElement>('*')];
    // An editor under a shadow root marks itself around the text that has the focus.
    for (
      let outer = element.parentElement, far = 0;
      outer !== null && far < (host === element ? 1 : 3);
      far++
    ) {
      around.push(outer);
      outer = outer.parentElement;
    }
    const box = host instanceof HTMLElement ? host : element;
    const isIn = (x: number, y: number): boolean => {
      const top = document.elementFromPoint(x, y);
      const label = element.closest('label');
      return top !== null && (box.contains(top) || top.contains(box) || label?.contains(top) === true);
    };
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const points = [
      [(left + right) / 2, (top + bottom) / 2],
      [left + 3, top + 3],
      [right - 3, bottom - 3],
      [left + 3, bottom - 3],
    ] as const;
    const text = element.textContent?.replace(/\s+/g, ' ').trim().slice(0, 40) ?? '';
    const kind = element.role ?? element.getAttribute('type') ?? '';
    const name = element.ariaLabel ?? [text, element.title, element.className].find((each) => each !== '');
    return {
      name: `${element.tagName.toLowerCase()}[${kind}] ${name ?? ''}`,
      id: met.indexOf(element),
      isMarked: around.some((each) => isMark(getComputedStyle(each))),
      isInSight: points.some(([x, y]) => isIn(x, y)),
    };
  });
}

/** Goes on with a key until the focus has come round; answers every stop. @throws Error where it comes to no end. */
export async function roundTrip(page: Page, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<readonly Stop[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    document.querySelector<HTMLElement>('nav button')?.focus();
  });
  const start = await focused(page);
  const stops: Stop[] = [];
  for (let press = 0; press < 250; press++) {
    await page.keyboard.press(key);
    const stop = await settled(page);
    if (stop === null) continue;
    if (stop.id === start?.id) return stops;
    if (stop.id === stops.at(-1)?.id) throw new Error(`${key} does not leave ${stop.name}.`);
    stops.push(stop);
  }
  throw new Error(
    `${key} comes to no end: ${stops
      .slice(-5)
      .map(({ name }) => name)
      .join(', ')}`,
  );
}

/** Where the focus is, once its mark is there: an editor draws its own a moment later. */
async function settled(page: Page): Promise<Stop | null> {
  const stop = await focused(page);
  if (stop === null || stop.isMarked) return stop;
  await page.waitForTimeout(100);
  return focused(page);
}

/** Tabs until the focus is on a control whose tag, role and name match. @throws Error where there is none. */
export async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let press = 0; press < 250; press++) {
    const stop = await focused(page);
    if (stop !== null && name.test(stop.name)) return;
    if (stop !== null) seen.push(stop.name);
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never comes to ${name}: ${seen.join(' | ')}`);
}
