import { describe, expect, it } from 'vitest';
import { productionPackages } from '../../scripts/notices.mjs';
import { readProjectFile } from './project-files.ts';

describe('the notices', () => {
  it('name every production package with its version', () => {
    const { text } = readProjectFile('THIRD_PARTY_NOTICES.md');
    const rows = new Set(text.match(/^\| \S+ \| \d\S+ \|/gm));
    const missing = productionPackages().filter(({ name, version }) => !rows.has(`| ${name} | ${version} |`));
    expect(missing, 'run: node scripts/notices.mjs').toEqual([]);
  });

  it('name what travels besides packages: letters of fonts, and what exported folders hold', () => {
    const { text } = readProjectFile('THIRD_PARTY_NOTICES.md');
    for (const work of ['Inter', 'Noto Sans JP'])
      expect(text).toMatch(new RegExp(`^\\| ${work} \\| .*\\| OFL-1\\.1 \\|$`, 'm'));
    expect(text).toMatch(/^\| TensorFlow\.js \| .*tf\.min\.js\.LICENSE\.txt \| Apache-2\.0/m);
    expect(text.match(/SIL OPEN FONT LICENSE Version 1\.1/g)).toHaveLength(2);
    expect(text).toContain('The Inter Project Authors');
  });

  it('and the dependencies of package.json are explained in ARCHITECTURE.md', () => {
    const manifest = JSON.parse(readProjectFile('package.json').text) as Readonly<
      Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Readonly<Record<string, string>>>
    >;
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
    const { text } = readProjectFile('ARCHITECTURE.md');
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
