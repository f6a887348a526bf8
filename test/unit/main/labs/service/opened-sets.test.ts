import { describe, expect, it } from 'vitest';
import { OpenedSets } from '../../../../../src/main/labs/service/opened-sets.ts';
import type { ImageDataset } from '../../../../../src/shared/contract/data.ts';
import { tinyImages } from '../../../../fixtures/tiny-images.ts';

/** Opens sets of 640 bytes and counts how often. */
function counted(): { readonly openings: string[]; readonly open: (id: string) => Promise<ImageDataset> } {
  const openings: string[] = [];
  const open = async (id: string): Promise<ImageDataset> => {
    openings.push(id);
    if (id === 'missing' && openings.length === 1) throw new Error('not there yet');
    return tinyImages({ trainCount: 8, testCount: 2 });
  };
  return { openings, open };
}

describe('data sets that were opened lately', () => {
  it('are opened once, also for questions that come at the same time', async () => {
    const { openings, open } = counted();
    const sets = new OpenedSets(open);
    const [first, second] = await Promise.all([sets.get('a'), sets.get('a')]);
    expect(first).toBe(second);
    expect(await sets.get('a')).toBe(first);
    expect(openings).toEqual(['a']);
  });

  it('are two at most: the one that was asked for longest ago goes', async () => {
    const { openings, open } = counted();
    const sets = new OpenedSets(open);
    for (const id of ['a', 'b', 'a', 'c', 'a']) await sets.get(id);
    expect(sets.ids).toEqual(['c', 'a']);
    expect(openings).toEqual(['a', 'b', 'c']);
  });

  it('are as few as their bytes ask for, but the last one stays', async () => {
    const { open } = counted();
    const sets = new OpenedSets(open, { bytes: 1000 });
    await sets.get('a');
    await sets.get('b');
    expect(sets.ids).toEqual(['b']);
    const tight = new OpenedSets(open, { bytes: 1 });
    await tight.get('a');
    expect(tight.ids).toEqual(['a']);
  });

  it('are opened again after a failure, and after they were replaced', async () => {
    const { openings, open } = counted();
    const sets = new OpenedSets(open);
    await expect(sets.get('missing')).rejects.toThrow('not there yet');
    await sets.get('missing');
    sets.forget('missing');
    await sets.get('missing');
    expect(openings).toHaveLength(3);
  });
});
