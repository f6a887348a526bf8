import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsFile } from '../../../../src/main/shell/settings.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-settings-'));
  file = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const chosen = { language: 'en', theme: 'dark', isProjector: true, place: 'history', errors: null } as const;
const bounds = { x: 10, y: 20, width: 1200, height: 700, isMaximized: true };

describe('the settings of the window', () => {
  it('begin with the language of the system', () => {
    expect(new SettingsFile(file, 'ja-JP').window).toEqual({
      language: 'ja',
      theme: 'system',
      isProjector: false,
      place: 'lab',
      errors: null,
    });
    expect(new SettingsFile(file, 'de').window.language).toBe('en');
  });

  it('find again what Errors showed, and lose only that where it cannot be read', () => {
    const file = join(folder, 'window.json');
    const window = { ...chosen, errors: { a: 'not a view' } };
    writeFileSync(file, JSON.stringify({ window, bounds: null }));
    expect(new SettingsFile(file, 'ja').window).toEqual({ ...chosen, errors: null });
  });

  it('are found again, with the place of the window, and nothing half written beside them', () => {
    const first = new SettingsFile(join(folder, 'new', 'window.json'), 'ja');
    first.saveWindow(chosen);
    first.saveBounds(bounds);
    const second = new SettingsFile(join(folder, 'new', 'window.json'), 'ja');
    expect(second.window).toEqual(chosen);
    expect(second.bounds).toEqual(bounds);
    expect(readdirSync(join(folder, 'new'))).toEqual(['window.json']);
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"window": {"lang'],
    ['another document', '[1, 2, 3]'],
    ['values of other kinds', '{"window": {"language": 7}, "bounds": "left"}'],
    ['unknown fields', '{"window": {"colour": "red"}, "bounds": {"x": 1e99}}'],
  ])('begin anew where their file holds %s', (_what, text) => {
    writeFileSync(file, text);
    const settings = new SettingsFile(file, 'ja');
    expect(settings.window.language).toBe('ja');
    expect(settings.bounds).toBeNull();
    settings.saveWindow(chosen);
    expect(new SettingsFile(file, 'ja').window).toEqual(chosen);
  });

  it('hold until the end where they cannot be written, and say so', () => {
    mkdirSync(join(file, 'in-the-way'), { recursive: true });
    const settings = new SettingsFile(file, 'ja');
    const save = (): void => settings.saveWindow(chosen);
    expect(save).toThrow(expect.objectContaining({ code: 'window.cannot-write' }));
    expect(settings.window).toEqual(chosen);
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  it('are readable JSON', () => {
    new SettingsFile(file, 'ja').saveWindow(chosen);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      window: chosen,
      bounds: null,
      exportFolder: null,
      recentFiles: [],
    });
  });
});
