/** Brings the page back after a crash; training goes on meanwhile, for it runs in a process of its own. */
import { dialog, type BrowserWindow } from 'electron';
import type { Language } from '../../shared/contract/errors/entry.ts';
import { Deaths } from './deaths.ts';
import { wordsIn } from './words.ts';

/** What the revival works with. */
export interface RevivalParts {
  readonly language: () => Language;
  readonly report: (what: string) => void;
  /** Called when the user gives up on the page. */
  readonly quit: () => void;
}

/** Loads the page again after a crash, by itself twice in five minutes, then when the user says so. */
export function revivePage(window: BrowserWindow, parts: RevivalParts): void {
  const deaths = new Deaths();
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    parts.report(`the page is gone: ${reason}, exit code ${exitCode}`);
    if (deaths.isTooMany(performance.now())) void askAfterCrash(window, parts);
    else window.webContents.reload();
  });
  watchAnswers(window, parts);
}

/** Asks whether to load a page again that does not answer; the question goes away when it does. */
function watchAnswers(window: BrowserWindow, parts: RevivalParts): void {
  let question: AbortController | null = null;
  window.on('unresponsive', () => {
    if (question !== null) return;
    question = new AbortController();
    parts.report('the page does not answer');
    void askAfterSilence(window, parts, question.signal).finally(() => {
      question = null;
    });
  });
  window.on('responsive', () => question?.abort());
}

async function askAfterCrash(window: BrowserWindow, { language, quit }: RevivalParts): Promise<void> {
  const say = wordsIn(language());
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: say('crashed'),
    detail: say('crashedDetail'),
    buttons: [say('reload'), say('quit')],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) window.webContents.reload();
  else quit();
}

async function askAfterSilence(
  window: BrowserWindow,
  { language }: RevivalParts,
  signal: AbortSignal,
): Promise<void> {
  const say = wordsIn(language());
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: say('silent'),
    detail: say('crashedDetail'),
    buttons: [say('wait'), say('reload')],
    defaultId: 0,
    cancelId: 0,
    signal,
  });
  if (response !== 1 || signal.aborted) return;
  window.webContents.forcefullyCrashRenderer();
}
