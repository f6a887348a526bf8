/** Shows the native menu. */
import { Menu } from 'electron';
import type { WindowSettings } from '../../shared/contract/app.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';

/** Shows the menu in the user's language, with what is chosen now marked. */
export function showMenu(settings: WindowSettings, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(settings, actions)));
}
