/**
 * The CUDA libraries that TensorFlow's CUDA build asks for: the wheels that its metadata names under `and-cuda`,
 * with their libraries unpacked beside libtensorflow as `nvidia/<name>/lib`, where its run path looks for them.
 * Not tried on a machine with an NVIDIA card.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, requireRoom } from './files.mjs';
import { SetupProblem } from './problems.mjs';
import { findPip, pipDownload } from './tensorflow-sources.mjs';
import { listZip, placeBelow, unpackEntry } from './zip.mjs';

/** About what all CUDA wheels together weigh, packed and unpacked (measured November 2026). */
const expectedBytes = 2_700_000_000;
const unpackedBytes = 4_100_000_000;

const platformTags = [
  'manylinux_2_27_x86_64',
  'manylinux_2_17_x86_64',
  'manylinux2014_x86_64',
  'manylinux1_x86_64',
];

/**
 * The requirements that a wheel's metadata lists under an extra.
 *
 * @param {string} metadata Text of `METADATA`.
 * @param {string} extra
 * @returns {string[]} Such as `nvidia-cublas-cu12<13.0,>=12.5.3.2`.
 */
export function requirementsOf(metadata, extra) {
  return metadata.split('\n').flatMap((line) => {
    const [, requirement, condition] = /^Requires-Dist: (\S+);\s*(.*)$/.exec(line) ?? [];
    return requirement && condition?.includes(`extra == "${extra}"`) ? [requirement] : [];
  });
}

/**
 * Downloads the CUDA wheels and unpacks their libraries.
 *
 * @param {object} options
 * @param {string} options.wheel Path of TensorFlow's wheel.
 * @param {import('./zip.mjs').ZipEntry[]} options.entries Its entries.
 * @param {string} options.folder Where libtensorflow lies.
 * @param {import('./parts.mjs').Context} options.context
 */
export async function cudaLibraries({ wheel, entries, folder, context }) {
  const { workFolder, reporter } = context;
  const metadata = entries.find(({ name }) => name.endsWith('.dist-info/METADATA'));
  if (!metadata) throw new Error(`${wheel} has no metadata`);
  const pip = await findPip();
  if (!pip) throw new SetupProblem('no-cuda', { problem: 'no Python with pip on the PATH' });
  requireRoom(workFolder, expectedBytes + unpackedBytes);
  const text = join(workFolder, 'METADATA');
  await unpackEntry(wheel, metadata, text);
  const wanted = requirementsOf(readFileSync(text, 'utf8'), 'and-cuda');
  const downloads = makeFolder(join(workFolder, 'cuda'));
  const file = `${wanted.length} × nvidia-*-cu12`;
  const progress = reporter.begin('get-wheel', { file, client: 'pip', size: expectedBytes / 1e6 });
  const choice = ['--python-version=3.11', ...platformTags.map((tag) => `--platform=${tag}`)];
  const problem = await pipDownload(pip, [...choice, ...wanted], downloads, (bytes) =>
    progress.update(Math.min(bytes, expectedBytes), expectedBytes),
  );
  progress.end();
  if (problem !== null) throw new SetupProblem('no-cuda', { problem });
  for (const name of readdirSync(downloads).filter((path) => path.endsWith('.whl'))) {
    await unpackSharedLibraries(join(downloads, name), folder);
  }
}

async function unpackSharedLibraries(/** @type {string} */ wheel, /** @type {string} */ folder) {
  for (const entry of await listZip(wheel)) {
    if (/^nvidia\/[^/]+\/(lib\/[^/]+\.so(\.\d+)*|bin\/ptxas|nvvm\/libdevice\/[^/]+)$/.test(entry.name)) {
      await unpackEntry(wheel, entry, placeBelow(folder, entry.name));
    }
  }
}
