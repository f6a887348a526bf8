import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultHome, homeFolders } from '../../../../src/main/cli/home-folders.ts';

describe('where history and data are kept', () => {
  it('is the folder that TATAMI_HOME names', () => {
    expect(defaultHome({ TATAMI_HOME: '/lab' }, 'linux')).toBe('/lab');
  });

  it('is otherwise the platform’s place for application data', () => {
    expect(defaultHome({ XDG_DATA_HOME: '/x' }, 'linux')).toBe(join('/x', 'tatami'));
    expect(defaultHome({}, 'linux')).toBe(join(homedir(), '.local', 'share', 'tatami'));
    expect(defaultHome({}, 'darwin')).toBe(join(homedir(), 'Library', 'Application Support', 'Tatami'));
    expect(defaultHome({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'Tatami'));
  });

  it('is made absolute, so that the engine’s process finds it too', () => {
    expect(isAbsolute(homeFolders('somewhere').historyFile)).toBe(true);
  });
});
