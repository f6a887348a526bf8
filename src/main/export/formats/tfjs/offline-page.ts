/** The page that runs the net in a browser from its folder: no server, no network. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FolderFile } from '../../folder.ts';
import type { ExportAbout } from '../about.ts';
import type { TfjsModel } from './model-json.ts';

/** What travels with every net as it stands there. */
const pageFolder = new URL('../../../../../resources/offline-page/', import.meta.url);
const pageFiles = ['index.html', 'page.css', 'page.js', 'tf.min.js.LICENSE.txt', 'words.js'];

/** TF.js for browsers, as its package holds it. */
const library = createRequire(import.meta.url).resolve('@tensorflow/tfjs/dist/tf.es2017.min.js');

/** The files of the page, TF.js with its licences among them; model and weights stand once more in a script, for a page may fetch no file. */
export async function offlinePage(
  name: string,
  model: TfjsModel,
  about: ExportAbout,
): Promise<readonly FolderFile[]> {
  const fixed = pageFiles.map(async (file): Promise<FolderFile> => {
    return { name: file, pieces: [await readFile(new URL(file, pageFolder))] };
  });
  const script = (await readFile(library, 'utf8')).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  const weights = Buffer.concat(
    model.weights.map(({ data: { buffer, byteOffset, byteLength } }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    ),
  );
  const net = { name, about, model: model.json, weights: weights.toString('base64') };
  return [
    ...(await Promise.all(fixed)),
    { name: 'tf.min.js', pieces: [script] },
    { name: 'net.js', pieces: [`globalThis.tatamiNet = ${JSON.stringify(net)};\n`] },
  ];
}
