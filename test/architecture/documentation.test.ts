import { describe, expect, it } from 'vitest';
import { exportedThings } from './measures.ts';
import { sourceFiles } from './project-files.ts';

describe('documentation', () => {
  it('stands before at least 95 % of what shared and main export', async ({ annotate }) => {
    const things = sourceFiles('src/shared', 'src/main').flatMap(exportedThings);
    const bare = things.filter(({ isDocumented }) => !isDocumented).map(({ place }) => place);
    const share = 1 - bare.length / things.length;
    await annotate(`${things.length} exports: ${(100 * share).toFixed(1)} % documented`);
    expect(share, `without a doc comment: ${bare.join(', ')}`).toBeGreaterThanOrEqual(0.95);
  });

  it('is missed where a plain comment stands instead', () => {
    const text = '/** Doc. */\nexport const a = 1;\n\n// Not a doc comment.\nexport function b() {}\n';
    expect(exportedThings({ path: 'x.ts', text })).toEqual([
      { place: 'x.ts:2 a', isDocumented: true },
      { place: 'x.ts:5 b', isDocumented: false },
    ]);
  });
});
