#!/usr/bin/env node
/**
 * Starts Tatami's command line under Node 24. The version is checked before anything else is loaded: a native module
 * under an older Node ends in a crash without words.
 */
import { fileURLToPath } from 'node:url';
import { handOver } from '../scripts/setup/hand-over.mjs';
import { neededNode, node24Path } from '../scripts/setup/node24.mjs';
import { compareVersions } from '../scripts/setup/versions.mjs';

const node = node24Path();
if (compareVersions(process.version, neededNode) >= 0) {
  await import('../src/main/cli.ts');
} else if (node !== null) {
  handOver(node, fileURLToPath(import.meta.url), process.argv.slice(2));
} else {
  process.stderr.write(
    `Tatami needs Node.js ${neededNode} or later; this is ${process.version}. Run \`npm run setup\`: it fetches one.\n` +
      `Tatami には Node.js ${neededNode} 以降が必要です（現在 ${process.version}）。\`npm run setup\` を実行すると用意されます。\n`,
  );
  process.exitCode = 1;
}
