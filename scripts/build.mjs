/** `npm run build`: set-up, then the window's bundles in `out/`, whatever is there already. */
import { ensureReady } from './setup.mjs';
import { buildBundles } from './window/bundles.mjs';

const { node } = await ensureReady({ isQuiet: true });
const fault = await buildBundles(node);
if (fault === null) {
  console.log('The window is built: npm start opens it.');
} else {
  console.error(fault);
  process.exitCode = 1;
}
