/** The native menu as data. What it does is done by the page, but for what Electron does itself. */
import { basename } from 'node:path';
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { MenuCommand, WindowSettings } from '../../shared/contract/app.ts';
import { wordsIn } from './words.ts';
import type { ZoomStep } from './zoom.ts';

/** What the items of the menu do. */
export interface MenuActions {
  readonly onCommand: (command: MenuCommand) => void;
  readonly onZoom: (step: ZoomStep) => void;
  readonly onRecent: (path: string) => void;
  readonly onClearRecent: () => void;
}

type WordKey = Parameters<ReturnType<typeof wordsIn>>[0];

const separator: Item = { type: 'separator' };

/** What the menu shows. */
export interface MenuFacts {
  readonly settings: WindowSettings;
  /** Paths of the documents that were opened lately, newest first. */
  readonly recentFiles: readonly string[];
}

/** The menu in the user's language, with what is chosen now marked. */
export function menuTemplate({ settings, recentFiles }: MenuFacts, actions: MenuActions): Item[] {
  const make = new ItemMaker(settings, actions);
  return [
    make.menu('file', [
      make.command('importRun', 'import-run', 'CmdOrCtrl+Shift+O'),
      { ...make.menu('recent', recentItems(make, recentFiles, actions)), enabled: recentFiles.length > 0 },
      separator,
      make.command('importData', 'import-data', 'CmdOrCtrl+O'),
      make.command('importModel', 'import-model'),
      separator,
      make.role('quit', 'quit'),
    ]),
    make.menu('edit', editItems(make)),
    make.menu('run', [make.command('start', 'run', 'F5'), make.command('stop', 'stop', 'Shift+F5')]),
    make.menu('view', [
      ...placeItems(make),
      separator,
      ...lookItems(make, settings),
      separator,
      ...sizeItems(make),
      make.role('reload', 'reload'),
    ]),
    make.menu('help', [make.command('shortcuts', 'shortcuts', 'F1')]),
  ];
}

function recentItems(make: ItemMaker, files: readonly string[], actions: MenuActions): Item[] {
  const items = files.map((path) => ({
    // An ampersand would mark the next letter as a key.
    label: basename(path).replaceAll('&', '&&'),
    toolTip: path,
    click: () => actions.onRecent(path),
  }));
  return [...items, separator, { label: make.say('clearRecent'), click: () => actions.onClearRecent() }];
}

function editItems(make: ItemMaker): Item[] {
  return [
    make.command('undo', 'undo'),
    make.command('redo', 'redo'),
    separator,
    make.role('cut', 'cut'),
    make.role('copy', 'copy'),
    make.role('paste', 'paste'),
    make.role('selectAll', 'selectAll'),
  ];
}

function placeItems(make: ItemMaker): Item[] {
  const places = ['lab', 'compare', 'errors', 'inside', 'history', 'data'] as const;
  return places.map((place, index) => make.command(place, `place-${place}`, `CmdOrCtrl+${index + 1}`));
}

function lookItems(make: ItemMaker, { language, theme, isProjector }: WindowSettings): Item[] {
  return [
    make.menu('language', [
      make.choice('日本語', 'language-ja', language === 'ja'),
      make.choice('English', 'language-en', language === 'en'),
    ]),
    make.menu(
      'theme',
      (['light', 'dark', 'system'] as const).map((name) =>
        make.choice(make.say(name), `theme-${name}`, theme === name),
      ),
    ),
    { ...make.command('projector', 'projector'), type: 'checkbox', checked: isProjector },
  ];
}

function sizeItems(make: ItemMaker): Item[] {
  return [
    make.zoom('zoomIn', 'in', 'CmdOrCtrl+Plus'),
    { ...make.zoom('zoomIn', 'in', 'CmdOrCtrl+='), visible: false },
    make.zoom('zoomOut', 'out', 'CmdOrCtrl+-'),
    make.zoom('zoomReset', 'reset', 'CmdOrCtrl+0'),
    make.role('fullScreen', 'togglefullscreen'),
  ];
}

/** Makes items in one language that lead to the same actions. */
class ItemMaker {
  readonly say: (key: WordKey) => string;
  readonly #actions: MenuActions;

  constructor({ language }: WindowSettings, actions: MenuActions) {
    this.say = wordsIn(language);
    this.#actions = actions;
  }

  menu(key: WordKey, submenu: Item[]): Item {
    return { label: this.say(key), submenu };
  }

  role(key: WordKey, role: NonNullable<Item['role']>): Item {
    return { role, label: this.say(key) };
  }

  command(key: WordKey, command: MenuCommand, accelerator?: string): Item {
    const click = (): void => this.#actions.onCommand(command);
    return { label: this.say(key), click, ...(accelerator === undefined ? {} : { accelerator }) };
  }

  choice(label: string, command: MenuCommand, checked: boolean): Item {
    return { label, type: 'radio', checked, click: () => this.#actions.onCommand(command) };
  }

  zoom(key: WordKey, step: ZoomStep, accelerator: string): Item {
    return { label: this.say(key), click: () => this.#actions.onZoom(step), accelerator };
  }
}
