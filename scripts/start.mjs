/** `npm start` and `npm run tatami -- …`: set-up, then `bin/tatami.mjs` with the same arguments under Node 24. */
import { join } from 'node:path';
import { handOver } from './setup/hand-over.mjs';
import { projectRoot } from './setup/places.mjs';
import { ensureReady } from './setup.mjs';

const { node } = await ensureReady();
handOver(node, join(projectRoot, 'bin', 'tatami.mjs'), process.argv.slice(2));
