/** Which file of the page's folder an address names. */
import { isAbsolute, join, relative, sep } from 'node:path';

/** Host of the page's addresses. */
export const pageHost = 'app';

/** The file that an address names; null outside the folder, and for an address that is none. */
export function fileInside(folder: string, address: string): string | null {
  const path = pathIn(address);
  if (path === null) return null;
  const file = join(folder, path);
  const inside = relative(folder, file);
  const isOutside = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return isOutside ? null : file;
}

function pathIn(address: string): string | null {
  try {
    const { host, pathname } = new URL(address);
    const path = decodeURIComponent(pathname);
    return host === pageHost && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}
