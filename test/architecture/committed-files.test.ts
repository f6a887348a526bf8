import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { committedPaths, readProjectFile } from './project-files.ts';

const textFile = /\.(ts|mjs|js|json|md|svelte|css|html|sh|ya?ml|txt|patch|py)$|^[^.]+$|^\.[a-z]+rc$/;

/** Homes and work folders of one machine; a path under a variable, and the homes of invented people, are none. */
const machinePath =
  /(?<![\w.~$}/-])\/(home|root|Users|work|mnt|media)\/(?!(someone|student|you)\b)[\w.-]+|\b[A-Z]:\\\\?Users\\/;

/** Places that only some machines reach, and credentials for them. */
const privateHost = /https?:\/\/[^\s/'"`]*(\.internal|\.local|\.lan|\.corp|artifactory|nexus)\b|_auth[T]oken/;

describe('committed files', () => {
  const files = committedPaths()
    .filter((path) => textFile.test(basename(path)))
    .map(readProjectFile);

  it('name no folder of the machine they were written on', () => {
    expect(matches(files, machinePath)).toEqual([]);
  });

  it('name no private package registry', () => {
    expect(matches(files, privateHost)).toEqual([]);
    const lock = readProjectFile('package-lock.json').text;
    const hosts = [...lock.matchAll(/"resolved": "https?:\/\/([^/]+)/g)].map(([, host]) => host);
    expect(hosts.filter((host) => host !== 'registry.npmjs.org')).toEqual([]);
  });

  it('would be caught with such a path', () => {
    const slash = '/';
    expect(
      matches([{ path: 'x.ts', text: `open('${slash}home${slash}taro/data')` }], machinePath),
    ).toHaveLength(1);
    expect(matches([{ path: 'x.ts', text: `~${slash}home${slash}data` }], machinePath)).toEqual([]);
  });
});

function matches(files: readonly { path: string; text: string }[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const match = pattern.exec(line);
      return match ? [`${path}:${index + 1} ${match[0]}`] : [];
    }),
  );
}
