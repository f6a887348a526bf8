/** What axe-core finds wrong in the page, in both themes and languages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { TatamiWindow } from './tatami-window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One thing that is wrong: the rule, and where. */
export interface Violation {
  readonly rule: string;
  readonly where: string;
  readonly nodes: readonly string[];
}

/** The looks of the window: language and theme. */
const looks = [
  { language: '日本語', theme: 'light' },
  { language: 'EN', theme: 'dark' },
  { language: 'EN', theme: 'light' },
  { language: '日本語', theme: 'dark' },
] as const;

/**
 * Looks at what the window shows in every language and theme, keeping a picture of each; answers all that is wrong.
 *
 * @param open - Opens what is to be looked at, where it must be closed while the look is chosen, such as a dialog.
 */
export async function violationsInAllLooks(
  tatami: TatamiWindow,
  name: string,
  open?: () => Promise<void>,
): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const { language, theme } of looks) {
    if (open !== undefined) await tatami.page.keyboard.press('Escape');
    await show(tatami.page, language, theme);
    await open?.();
    found.push(...(await violations(tatami.page, `${name} ${language} ${theme}`)));
    await tatami.screenshot(`${name}-${language === 'EN' ? 'en' : 'ja'}-${theme}`);
  }
  return found;
}

/** Chooses a language and a theme by the buttons of the top bar. */
export async function show(page: Page, language: '日本語' | 'EN', theme: 'light' | 'dark'): Promise<void> {
  await page.getByRole('button', { name: language, exact: true }).click();
  const names = theme === 'light' ? /^(Light|ライト)$/ : /^(Dark|ダーク)$/;
  await page.getByRole('button', { name: names }).click();
  await page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme);
}

/** What is wrong in what the page shows now. */
export async function violations(page: Page, where: string): Promise<readonly Violation[]> {
  // The page's own policy forbids scripts from elsewhere; the debugger's evaluation is not bound by it.
  await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const { axe: loaded } = window as unknown as {
      axe: {
        run(context: Document): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
        }>;
      };
    };
    return (await loaded.run(document)).violations;
  });
  return results.map(({ id, nodes }) => ({
    rule: id,
    where,
    nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} :: ${failureSummary ?? ''}`),
  }));
}
