/** The native dialogs for files. */
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { FileKind } from '../../shared/contract/app.ts';
import type { Language } from '../../shared/contract/errors/entry.ts';
import { safeFileName } from '../../shared/file-name.ts';
import { wordsIn } from './words.ts';

/** Asks for one file or folder; null when the user cancels. */
export async function askForFile(
  window: BrowserWindow,
  kind: FileKind,
  language: Language,
): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, openOptions(kind, language));
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for a folder, which may be made in the dialog; null when the user cancels. */
export async function askForFolder(window: BrowserWindow, defaultPath: string): Promise<string | null> {
  const properties = ['openDirectory', 'createDirectory'] as const;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    defaultPath,
    properties: [...properties],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks where to write; null when the user cancels. */
export async function askWhere(window: BrowserWindow, suggestedName: string): Promise<string | null> {
  const defaultPath = safeFileName(suggestedName);
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
  return canceled || filePath === '' ? null : filePath;
}

/** Asks whether to quit while a run is going. */
export async function askToQuit(window: BrowserWindow, language: Language): Promise<boolean> {
  const say = wordsIn(language);
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: say('quitQuestion'),
    detail: say('quitDetail'),
    buttons: [say('quitYes'), say('cancel')],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}

function openOptions(kind: FileKind, language: Language): OpenDialogOptions {
  const say = wordsIn(language);
  switch (kind) {
    case 'dataset':
      return { properties: ['openFile'] };
    case 'dataset-folder':
      return { properties: ['openDirectory'] };
    case 'model':
      return {
        properties: ['openFile'],
        filters: [{ name: say('models'), extensions: ['keras', 'h5', 'hdf5', 'npz', 'zip', 'json'] }],
      };
    case 'run':
    case 'document':
      return {
        properties: ['openFile'],
        filters: [{ name: say('documents'), extensions: ['tatami', 'json'] }],
      };
  }
}
