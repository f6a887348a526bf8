import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../../src/main/shell/menu-template.ts';
import { menuCommands, type WindowSettings } from '../../../../src/shared/contract/app.ts';

const recentFiles = ['/home/student/実験 & more.json', '/home/student/race.json'];
const settings: WindowSettings = {
  language: 'ja',
  theme: 'dark',
  isProjector: true,
  place: 'lab',
  errors: null,
};

function itemsOf(chosen: WindowSettings, said: string[] = []): MenuItemConstructorOptions[] {
  const actions = {
    onCommand: (command: string) => said.push(command),
    onZoom: (step: string) => said.push(step),
    onRecent: (path: string) => said.push(path),
    onClearRecent: () => said.push('clear'),
  };
  const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => (Array.isArray(item.submenu) ? [item, ...flat(item.submenu)] : [item]));
  return flat(menuTemplate({ settings: chosen, recentFiles }, actions));
}

/** Chooses an item as Electron does, which hands over things that ours do not look at. */
function choose(item: MenuItemConstructorOptions): void {
  (item.click as (() => void) | undefined)?.();
}

describe('the native menu', () => {
  it('reaches every command that the page knows, and the zoom', () => {
    const said: string[] = [];
    for (const item of itemsOf(settings, said)) choose(item);
    expect(new Set(said)).toEqual(new Set([...menuCommands, 'in', 'out', 'reset', 'clear', ...recentFiles]));
  });

  it('speaks the language that is chosen, in every item', () => {
    const labels = (language: 'ja' | 'en'): string[] =>
      itemsOf({ ...settings, language })
        .flatMap(({ label }) => label ?? [])
        .filter((label) => !label.endsWith('.json'));
    const [ja, en] = [labels('ja'), labels('en')];
    expect(en).toHaveLength(ja.length);
    const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;
    expect(ja.filter((label) => !japanese.test(label))).toEqual(['English']);
    expect(en.filter((label) => japanese.test(label))).toEqual(['日本語']);
  });

  it('offers the documents that were opened lately by their names, with the whole path at hand', () => {
    const items = itemsOf(settings).filter(({ label }) => label?.endsWith('.json'));
    expect(items.map(({ label, toolTip }) => [label, toolTip])).toEqual([
      ['実験 && more.json', recentFiles[0]],
      ['race.json', recentFiles[1]],
    ]);
  });

  it('marks what is chosen now', () => {
    const checked = itemsOf(settings).filter((item) => item.checked === true);
    expect(checked.map(({ label }) => label)).toEqual(['日本語', 'ダーク', 'プロジェクター表示']);
  });

  it('gives no key to two visible items', () => {
    const keys = itemsOf(settings).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
