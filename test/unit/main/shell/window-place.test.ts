import { describe, expect, it } from 'vitest';
import { fileFrom } from '../../../../src/main/shell/command-line-file.ts';
import { Reports } from '../../../../src/main/shell/reports.ts';
import { placeOf } from '../../../../src/main/shell/window-place.ts';
import { nextZoom } from '../../../../src/main/shell/zoom.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const bounds = { x: 100, y: 50, width: 1200, height: 700, isMaximized: false };

describe('the place of the window', () => {
  it('is that of last time', () => {
    expect(placeOf(bounds, [screen])).toEqual({ x: 100, y: 50, width: 1200, height: 700 });
  });

  it('is left to the system the first time, and where its screen is gone', () => {
    expect(placeOf(null, [screen])).toEqual({ width: 1366, height: 768 });
    expect(placeOf({ ...bounds, x: 2500 }, [screen])).toEqual({ width: 1200, height: 700 });
    expect(placeOf({ ...bounds, y: -500 }, [screen])).toEqual({ width: 1200, height: 700 });
    expect(placeOf({ ...bounds, x: 2500 }, [screen, { ...screen, x: 1920 }])).toMatchObject({ x: 2500 });
  });
});

describe('the zoom of the page', () => {
  it('goes in steps and comes back', () => {
    expect(nextZoom(1, 'in')).toBe(1.1);
    expect(nextZoom(1.1, 'out')).toBe(1);
    expect(nextZoom(1.75, 'reset')).toBe(1);
  });

  it('stops where nothing could be used any more', () => {
    expect(nextZoom(2, 'in')).toBe(2);
    expect(nextZoom(0.5, 'out')).toBe(0.5);
    expect(nextZoom(5, 'in')).toBe(2);
  });
});

describe('the document on the command line', () => {
  it('is what follows the mark, even where it looks like a switch', () => {
    expect(fileFrom(['electron', '--no-sandbox', 'app', '--', 'lab.json'])).toBe('lab.json');
    expect(fileFrom(['electron', 'app', '--', '--inspect.json'])).toBe('--inspect.json');
  });

  it('is none without the mark', () => {
    expect(fileFrom(['electron', 'app'])).toBeNull();
    expect(fileFrom(['electron', 'app', '--'])).toBeNull();
  });
});

describe('the log of the window', () => {
  it('takes reports up to a limit, so that a page gone wild fills no disk', () => {
    const lines: string[] = [];
    const reports = new Reports((line) => lines.push(line));
    reports.add(new Error('first'));
    for (let i = 0; i < 1000; i++) reports.add('refused');
    expect(lines[0]).toContain('Error: first');
    expect(lines).toHaveLength(201);
    expect(lines.at(-1)).toContain('left out');
  });
});
