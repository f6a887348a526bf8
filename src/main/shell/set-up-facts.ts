/** What set-up has found and written down: the window needs its Node, for the services run under it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const statusSchema = z.object({
  parts: z.object({ node: z.object({ details: z.object({ path: z.string() }) }) }),
});

/** The path of the project's own Node 24. @throws Error where set-up has not been run. */
export function servicesNode(appFolder: string): string {
  const file = join(appFolder, 'node_modules', '.tatami', 'setup.json');
  return statusSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).parts.node.details.path;
}
