/** What no page may do, whatever it holds: go elsewhere, open windows, ask for cameras. */
import { app, type Session, type WebContents } from 'electron';

/** Locks every page that the app will ever have, frames within pages included. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents));
}

/** Grants nothing to the pages of a session but writing to the clipboard. */
export function grantNothing(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isHarmless(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
}

function lockDown(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Copying to the clipboard is all that the page may do beyond its own frame. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}
