/** Shows the native menu. */
import { Menu } from 'electron';
import { type MenuActions, type MenuFacts, menuTemplate } from './menu-template.ts';

/** Shows the menu in the user's language, with what is chosen now marked. */
export function showMenu(facts: MenuFacts, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actions)));
}
