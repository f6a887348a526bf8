/** A bare window of Electron on a page that is a file, with the network off: `electron file-window PAGE`. */
import { app, BrowserWindow, session } from 'electron';

/** Addresses that were asked for, as tests read them. */
globalThis.requests = [];

// Electron becomes ready only after this module has run.
void app.whenReady().then(open);

function open() {
  session.defaultSession.enableNetworkEmulation({ offline: true });
  session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    globalThis.requests.push(url);
    answer({});
  });
  return new BrowserWindow({ width: 1000, height: 700 }).loadFile(process.argv.at(-1) ?? '');
}
