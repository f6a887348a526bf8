import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot, readProjectFile } from './project-files.ts';

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map(readProjectFile);
const readme = readProjectFile('README.md').text;

describe('the documents', () => {
  it.each(documents)('name only files that exist: $path', ({ text }) => {
    const named = text.match(/(?<=`)(src|test|scripts|bin|resources|bench)\/[\w./-]+(?=`)/g) ?? [];
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target ?? '');
    const missing = [...named, ...linked].filter((path) => !existsSync(join(projectRoot, path)));
    expect(missing).toEqual([]);
  });

  it('show in the README what `npm start` really prints', () => {
    const [, transcript = ''] = /<!-- transcript: begin -->([^]*)<!-- transcript: end -->/.exec(readme) ?? [];
    expect(transcript).toContain('$ npm start');
  });

  it('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readProjectFile('package.json').text) as {
      scripts: Record<string, string>;
    };
    const named = documents.flatMap(({ text }) =>
      [...text.matchAll(/npm run (\w+)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('name only commands that the command line has', () => {
    const help = spawnSync(
      process.execPath,
      [join(projectRoot, 'bin/tatami.mjs'), '--help', '--lang', 'en'],
      {
        encoding: 'utf8',
      },
    );
    const known = new Set([...help.stdout.matchAll(/^ {2,4}([a-z]+)\b/gm)].map(([, name]) => name));
    const named = documents.flatMap(({ text }) =>
      [...text.matchAll(/`tatami ([a-z]+)/g)].map(([, name]) => name),
    );
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('list the ready-made labs, all of them and no others', () => {
    const listed = [...readme.matchAll(/^\| `([a-z0-9-]+)` +\| (?:run|compare) /gm)]
      .map(([, name]) => name)
      .sort();
    const files = readdirSync(join(projectRoot, 'resources/labs')).map((file) => file.replace(/\.json$/, ''));
    expect(listed).toEqual(files.sort());
  });
});
