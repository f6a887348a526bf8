/** What set-up has found and written down: the window needs its Node, for the services run under it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const statusSchema = z.object({
  parts: z.object({ node: z.object({ details: z.object({ path: z.string() }) }) }),
});

/** The path of the project's own Node 24; null where set-up has not been run, or has found none. */
export function servicesNode(appFolder: string): string | null {
  try {
    const text = readFileSync(join(appFolder, 'node_modules', '.tatami', 'setup.json'), 'utf8');
    return statusSchema.parse(JSON.parse(text)).parts.node.details.path;
  } catch {
    return null;
  }
}
