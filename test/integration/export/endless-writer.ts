/** Writes a file and a folder again and again, each time with other content, until it is killed. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeFile, writeFolder } from '../../../src/main/export/folder.ts';

const [home] = process.argv.slice(2);
if (home === undefined) throw new Error('Where to?');

for (let round = 1; ; round++) {
  const body = Buffer.alloc(600_000, `${process.pid} ${round} `);
  const seal = createHash('sha256').update(body).digest('hex');
  await writeFile(join(home, 'run.bin'), [{ name: '', pieces: [body, seal] }], true);
  const parts = ['a', 'b', 'c'].map((name) => ({ name, pieces: [body, seal] }));
  await writeFolder(join(home, 'folder'), parts, true);
  process.send?.(round);
}
