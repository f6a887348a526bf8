/** The page comes from a scheme of our own, so that it has an origin and a content security policy. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol, type Session } from 'electron';
import { fileInside, pageHost } from './page-files.ts';

/** Where the page lives. */
export const pageOrigin = `tatami://${pageHost}`;

/** What the page may load and do: its own files, pictures that it draws itself, and no connection. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "worker-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'tatami', privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the files of one folder to the page, and nothing outside it. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle('tatami', async (request) => {
    const path = fileInside(folder, request.url);
    if (path === null) return new Response(null, { status: 404 });
    try {
      const headers = {
        'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
      };
      return new Response(new Uint8Array(await readFile(path)), { headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

/** Refuses every request that is not for the page's own files; Tatami makes no connection. */
export function refuseConnections(session: Session, onRefused: (url: string) => void): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const isOwn = /^(tatami:\/\/app\/|blob:tatami:\/\/app\/|data:image\/|devtools:)/.test(details.url);
    if (!isOwn) onRefused(details.url);
    answer({ cancel: !isOwn });
  });
}
