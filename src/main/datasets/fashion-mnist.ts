/**
 * Fashion-MNIST from Debian's package `dataset-fashion-mnist`: where the package is installed its files are read in
 * place; where apt is at hand it is fetched, when the set is first asked for, and unpacked without being installed.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { fashionMnist, openIdxSet } from './idx-family.ts';
import { findIdxFiles } from './idx-files.ts';

const packageName = 'dataset-fashion-mnist';
/** Where the package puts the four files. */
const packageFolder = join('usr', 'share', 'datasets', 'fashion-mnist');
/** The package has 31 MB. */
const longestFetchMs = 300_000;

/**
 * The published set.
 * @throws LabError `data.not-imported` where there is no apt, `data.fetch-failed` when the package cannot be had or
 *   holds other files than the published ones.
 */
export async function fetchFashionMnist(): Promise<ImageDataset> {
  const installed = join('/', packageFolder);
  if (existsSync(installed)) return openFolder(installed);
  const folder = await mkdtemp(join(tmpdir(), 'tatami-fashion-mnist-'));
  try {
    await run('apt-get', ['download', packageName], folder);
    const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) throw failed('no package');
    await run('dpkg-deb', ['-x', archive, 'unpacked'], folder);
    return await openFolder(join(folder, 'unpacked', packageFolder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openFolder(folder: string): Promise<ImageDataset> {
  const files = await findIdxFiles({ folder });
  if (files === null) throw failed(`no files in ${folder}`);
  const dataset = await openIdxSet(files, () => fashionMnist);
  if (dataset.info.origin !== 'official') throw failed('SHA-256');
  return dataset;
}

/** Runs a program with fixed arguments; what it says goes into the error. */
async function run(program: string, options: readonly string[], folder: string): Promise<void> {
  try {
    const settings = { cwd: folder, timeout: longestFetchMs, env: { ...process.env, LC_ALL: 'C' } };
    await promisify(execFile)(program, [...options], settings);
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing) throw new LabError('data.not-imported', { dataset: fashionMnist.id }, cause);
    throw failed(lastLine(cause), cause);
  }
}

function lastLine(cause: unknown): string {
  const output = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
  return output.trim().split('\n').at(-1) ?? '';
}

function failed(reason: string, cause?: unknown): LabError {
  return new LabError('data.fetch-failed', { dataset: fashionMnist.title, reason }, cause);
}
