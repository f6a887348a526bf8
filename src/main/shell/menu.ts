/** The native menu. What it does is done by the page, but for what Electron does itself. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, WindowSettings } from '../../shared/contract/app.ts';
import { wordsIn } from './words.ts';

/** Shows the menu in the user's language, with what is chosen now marked. */
export function showMenu(settings: WindowSettings, onCommand: (command: MenuCommand) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(settings, onCommand)));
}

/** The menu as data. */
export function menuTemplate(
  settings: WindowSettings,
  onCommand: (command: MenuCommand) => void,
): MenuItemConstructorOptions[] {
  const say = wordsIn(settings.language);
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => onCommand(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const choice = (label: string, command: MenuCommand, checked: boolean): MenuItemConstructorOptions => ({
    ...item(label, command),
    type: 'radio',
    checked,
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    {
      label: say('file'),
      submenu: [
        item(say('importData'), 'import-data', 'CmdOrCtrl+O'),
        item(say('importRun'), 'import-run'),
        separator,
        { role: 'quit', label: say('quit') },
      ],
    },
    {
      label: say('edit'),
      submenu: [
        item(say('undo'), 'undo'),
        item(say('redo'), 'redo'),
        separator,
        { role: 'cut', label: say('cut') },
        { role: 'copy', label: say('copy') },
        { role: 'paste', label: say('paste') },
        { role: 'selectAll', label: say('selectAll') },
      ],
    },
    {
      label: say('run'),
      submenu: [item(say('start'), 'run', 'F5'), item(say('stop'), 'stop', 'Shift+F5')],
    },
    {
      label: say('view'),
      submenu: [
        item(say('lab'), 'place-lab', 'CmdOrCtrl+1'),
        item(say('compare'), 'place-compare', 'CmdOrCtrl+2'),
        item(say('errors'), 'place-errors', 'CmdOrCtrl+3'),
        item(say('inside'), 'place-inside', 'CmdOrCtrl+4'),
        item(say('history'), 'place-history', 'CmdOrCtrl+5'),
        item(say('data'), 'place-data', 'CmdOrCtrl+6'),
        separator,
        {
          label: say('language'),
          submenu: [
            choice('日本語', 'language-ja', settings.language === 'ja'),
            choice('English', 'language-en', settings.language === 'en'),
          ],
        },
        {
          label: say('theme'),
          submenu: [
            choice(say('light'), 'theme-light', settings.theme === 'light'),
            choice(say('dark'), 'theme-dark', settings.theme === 'dark'),
            choice(say('system'), 'theme-system', settings.theme === 'system'),
          ],
        },
        { ...item(say('projector'), 'projector'), type: 'checkbox', checked: settings.isProjector },
        separator,
        { role: 'zoomIn', label: say('zoomIn') },
        { role: 'zoomOut', label: say('zoomOut') },
        { role: 'resetZoom', label: say('zoomReset') },
        { role: 'togglefullscreen', label: say('fullScreen') },
        { role: 'reload', label: say('reload') },
      ],
    },
    { label: say('help'), submenu: [item(say('shortcuts'), 'shortcuts', 'F1')] },
  ];
}
