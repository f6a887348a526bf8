/**
 * The CUDA libraries that TensorFlow's CUDA build asks for: the wheels that its metadata names under `and-cuda`,
 * with their libraries unpacked beside libtensorflow as `nvidia/<name>/lib`, where its run path looks for them.
 * Not tried on a machine with an NVIDIA card.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './files.mjs';
import { SetupProblem } from './problems.mjs';
import { findPip, pipDownload } from './tensorflow-sources.mjs';
import { listZip, placeBelow, unpackEntry } from './zip.mjs';

/** About what all CUDA wheels together weigh; only for the progress line. */
const expectedBytes = 2_700_000_000;

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
 * @param {object} options
 * @param {string} options.wheel Path of TensorFlow's wheel.
 * @param {import('./zip.mjs').ZipEntry[]} options.entries Its entries.
 * @param {string} options.folder Where libtensorflow lies.
 * @param {import('./parts.mjs').Context} options.context
 */
export async function cudaLibraries({ wheel, entries, folder, context }) {
  const { workFolder, reporter } = context;
  const metadata = entries.find(({ name }) => name.endsWith('.dist-info/METADATA'));
  const pip = await findPip();
  if (!metadata || !pip)
    throw new SetupProblem('no-source', { version: 'CUDA', wheel: 'nvidia-*-cu12', problem: 'no pip' });
  const text = join(workFolder, 'METADATA');
  await unpackEntry(wheel, metadata, text);
  const wanted = requirementsOf(readFileSync(text, 'utf8'), 'and-cuda');
  const downloads = makeFolder(join(workFolder, 'cuda'));
  const progress = reporter.begin('get-wheel', {
    file: `${wanted.length} × nvidia-*-cu12`,
    client: 'pip',
    size: expectedBytes / 1e6,
  });
  const tags = [
    'manylinux_2_27_x86_64',
    'manylinux_2_17_x86_64',
    'manylinux2014_x86_64',
    'manylinux1_x86_64',
  ];
  const platforms = tags.map((tag) => `--platform=${tag}`);
  const problem = await pipDownload(
    pip,
    ['--python-version=3.11', ...platforms, ...wanted],
    downloads,
    (bytes) => progress.update(Math.min(bytes, expectedBytes), expectedBytes),
  );
  progress.end();
  if (problem !== null)
    throw new SetupProblem('no-source', { version: 'CUDA', wheel: 'nvidia-*-cu12', problem });
  for (const file of readdirSync(downloads).filter((name) => name.endsWith('.whl'))) {
    await unpackSharedLibraries(join(downloads, file), folder);
  }
}

async function unpackSharedLibraries(/** @type {string} */ wheel, /** @type {string} */ folder) {
  for (const entry of await listZip(wheel)) {
    if (/^nvidia\/[^/]+\/(lib\/[^/]+\.so(\.\d+)*|bin\/ptxas|nvvm\/libdevice\/[^/]+)$/.test(entry.name)) {
      await unpackEntry(wheel, entry, placeBelow(folder, entry.name));
    }
  }
}
