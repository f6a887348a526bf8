/** Where the window opens. */
import type { WindowBounds } from './settings.ts';

/** The smallest size that shows all of the page, and the usual one: that of a small projector. */
export const smallestSize = { width: 1024, height: 640 };
const usualSize = { width: 1366, height: 768 };

/** A rectangle on the desktop. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Part of the title bar, in pixels, by which a window can still be seized. */
const graspable = 40;

/** The place of last time, unless its screen is gone. */
export function placeOf(bounds: WindowBounds | null, screens: readonly Area[]): Partial<Area> {
  if (bounds === null) return usualSize;
  const { x, y, width, height } = bounds;
  const isThere = screens.some((screen) => {
    const right = screen.x + screen.width;
    const bottom = screen.y + screen.height;
    const reaches = x + width > screen.x + graspable && x < right - graspable;
    return reaches && y < bottom - graspable && y >= screen.y - graspable;
  });
  return isThere ? { x, y, width, height } : { width, height };
}
