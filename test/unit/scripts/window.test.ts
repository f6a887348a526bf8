import { describe, expect, it } from 'vitest';
import {
  electronPath,
  hasDisplay,
  librariesNotFound,
  windowArguments,
} from '../../../scripts/window/electron.mjs';
import { projectRoot } from '../../architecture/project-files.ts';

describe('the window', () => {
  it('needs a display on Linux: that of X or of Wayland', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  });

  it('always finds one on macOS and Windows', () => {
    expect(hasDisplay({}, 'darwin')).toBe(true);
    expect(hasDisplay({}, 'win32')).toBe(true);
  });

  it('gives up the sandbox for root only', () => {
    const [root = ''] = [projectRoot.replace(/[\\/]$/, '')];
    expect(windowArguments({ isRoot: false })).toEqual([root]);
    expect(windowArguments({ isRoot: true })).toEqual(['--no-sandbox', root]);
  });

  it('is given a document after a mark, so that a name is never a switch', () => {
    expect(windowArguments({ isRoot: false, file: '--inspect' }).slice(1)).toEqual(['--', '--inspect']);
  });

  it('names the libraries that Electron would look for in vain', () => {
    const answer =
      '\tlinux-vdso.so.1 (0x00007ffc)\n\tlibgtk-3.so.0 => not found\n' +
      '\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n\tlibgbm.so.1 => not found\n';
    expect(librariesNotFound(answer)).toEqual(['libgtk-3.so.0', 'libgbm.so.1']);
  });

  it('has no Electron where set-up has found none, or where it is gone', () => {
    expect(electronPath(null)).toBeNull();
    const part = { state: 'ok', message: { en: '', ja: '' }, files: [], durationMs: 0 } as const;
    const details = { path: `${projectRoot}no-such-electron` };
    const status = { format: 1, key: '', finishedAt: '', parts: { electron: { ...part, details } } } as const;
    expect(electronPath(status as unknown as Parameters<typeof electronPath>[0])).toBeNull();
  });
});
