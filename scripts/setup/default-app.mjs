/**
 * The app that a bare Electron lacks: it starts the app whose folder is named on the command line, as Electron's own
 * default app does. The texts become the files of `resources/app`.
 */

const main = `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(folder);
process.defaultApp = true;
await import(pathToFileURL(join(folder, main ?? 'index.js')));
`;

/** Text by file name. */
export const defaultApp = {
  'package.json': `${JSON.stringify({ name: 'electron', version: '1.0.0', type: 'module', main: 'main.js' })}\n`,
  'main.js': main,
};
