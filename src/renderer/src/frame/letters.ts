/** Japanese letters that are ready before they are needed, so that a change of the language is drawn at once. */
import type { Topic } from '../i18n/topic.ts';
import { topics } from '../i18n/texts.ts';

/** The family of Japanese letters; it comes in some hundred files, each with some of them. */
const japaneseFamily = '1em "Noto Sans JP Variable"';

/** Sizes (px) by weight and family in which the page's words are drawn; see `tokens.css`. */
const usedFonts = [
  { weight: 400, family: '--font-sans', sizes: [13, 12, 11, 16] },
  { weight: 500, family: '--font-sans', sizes: [13, 12, 11] },
  { weight: 650, family: '--font-sans', sizes: [13, 12, 14, 11, 16, 20, 26] },
  { weight: 400, family: '--font-mono', sizes: [12] },
  { weight: 400, family: '--font-serif', sizes: [13] },
] as const;

/** Time without rest after which the next piece of work is done all the same. */
const patienceMs = 2000;

/** Every letter of the Japanese words that the Latin font does not have, once. */
export function japaneseLetters(): ReadonlySet<string> {
  const words = Object.values<Topic>(topics).flatMap((topic) => Object.values(topic));
  const letters = words.flatMap(({ ja }) => [...ja]);
  return new Set(letters.filter((letter) => letter > '\u2e7f'));
}

/**
 * Loads the letters and keeps one of them, unseen, in every used font: one small piece of work at a time and only while
 * nothing else is to be done. Left to the first switch of the language, this holds the page up for a fifth of a second,
 * for the browser sets up every file of letters anew for each weight and size, and forgets those that nothing uses.
 */
export async function readyLetters(): Promise<void> {
  for (const letter of japaneseLetters()) {
    if (document.fonts.check(japaneseFamily, letter)) continue;
    await rest();
    await document.fonts.load(japaneseFamily, letter);
  }
  const keeper = keeperOfFonts();
  for (const { weight, family, sizes } of usedFonts) {
    for (const size of sizes) {
      await rest();
      keeper.append(
        letterIn({ fontWeight: `${weight}`, fontSize: `${size}px`, fontFamily: `var(${family})` }),
      );
      keeper.getBoundingClientRect();
    }
  }
}

function rest(): Promise<unknown> {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: patienceMs }));
}

function keeperOfFonts(): HTMLElement {
  const keeper = document.createElement('div');
  keeper.lang = 'ja';
  keeper.ariaHidden = 'true';
  Object.assign(keeper.style, { position: 'fixed', visibility: 'hidden', contain: 'strict' });
  document.body.append(keeper);
  return keeper;
}

function letterIn(font: Partial<CSSStyleDeclaration>): HTMLElement {
  const letter = document.createElement('span');
  letter.textContent = '字';
  Object.assign(letter.style, font);
  return letter;
}
