/** `npm run bench -- NAME`: set-up, then the measurement `bench/NAME.ts` under Node 24; without a name `step`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from './setup/hand-over.mjs';
import { projectRoot } from './setup/places.mjs';
import { ensureReady } from './setup.mjs';

const [name = 'step', ...rest] = process.argv.slice(2);
const file = join(projectRoot, 'bench', `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  process.stderr.write(`There is no measurement “${name}”. See bench/.\n`);
  process.exit(2);
}
const { node } = await ensureReady();
handOver(node, file, rest);
