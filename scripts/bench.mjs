/**
 * `npm run bench -- NAME`: set-up, then the measurement `bench/NAME.ts`, or `NAME.ts` in its folder, under Node 24;
 * without a name `step`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from './setup/hand-over.mjs';
import { projectRoot } from './setup/places.mjs';
import { ensureReady } from './setup.mjs';

const [name = 'step', ...rest] = process.argv.slice(2);
const places = [`${name}.ts`, join(name, `${name}.ts`)].map((path) => join(projectRoot, 'bench', path));
const file = places.find((path) => existsSync(path));
if (!/^[a-z-]+$/.test(name) || file === undefined) {
  process.stderr.write(`There is no measurement “${name}”. See bench/.\n`);
  process.exit(2);
}
const { node } = await ensureReady();
handOver(node, file, rest);
