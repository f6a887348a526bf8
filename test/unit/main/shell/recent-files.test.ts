import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostRecent, RecentFiles } from '../../../../src/main/shell/recent-files.ts';
import { SettingsFile } from '../../../../src/main/shell/settings.ts';

describe('the recent documents', () => {
  let folder = '';
  const kept = (): readonly string[] => new SettingsFile(join(folder, 'window.json'), 'ja').recentFiles;
  const open = (onChange = (): void => undefined): RecentFiles =>
    new RecentFiles(new SettingsFile(join(folder, 'window.json'), 'ja'), onChange);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tatami-recent-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are kept newest first, each once, and no more than ten', () => {
    const recent = open();
    for (let number = 1; number <= 12; number++) recent.opened(`${number}.json`);
    recent.opened('5.json');
    expect(kept()).toHaveLength(mostRecent);
    expect(kept().slice(0, 3)).toEqual(['5.json', '12.json', '11.json']);
    expect(kept().filter((file) => file === '5.json')).toHaveLength(1);
  });

  it('lose one that is not there any more, and all when the user clears them', () => {
    let changes = 0;
    const recent = open(() => (changes += 1));
    recent.opened('here.json');
    recent.opened('gone.json');
    recent.failed('gone.json');
    recent.failed('never-opened.json');
    expect(kept()).toEqual(['here.json']);
    recent.clear();
    expect([kept(), changes]).toEqual([[], 4]);
  });
});
