import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  baseOf,
  featuredLabs,
  groupedLabs,
  isFound,
} from '../../../../../../src/renderer/src/features/lab/strip/lab-list.ts';
import { type Lab, parseAnyDocument, parseLab } from '../../../../../../src/shared/spec/labs.ts';

const folder = new URL('../../../../../../resources/labs/', import.meta.url);
const files = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown,
);
const labs = files
  .map(parseLab)
  .toSorted((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity)) as readonly Lab[];

describe('The strip of ready-made labs', () => {
  it('begins with the CNN of the slides and has the optimizer race', () => {
    const ids = featuredLabs(labs, null, 6).map(({ id }) => id);
    expect(ids[0]).toBe('mnist-cnn-slides');
    expect(ids).toContain('optimizer-race');
    expect(ids).toHaveLength(6);
  });

  it('always has the lab that is on the bench', () => {
    expect(featuredLabs(labs, 'batch-size', 6).map(({ id }) => id)).toContain('batch-size');
    expect(featuredLabs(labs, 'batch-size', 6)).toHaveLength(6);
    expect(featuredLabs(labs.slice(0, 2), null, 6)).toHaveLength(2);
  });

  it('lists all labs in the order of the lecture, under the headings of the slides', () => {
    const groups = groupedLabs(labs);
    expect(groups.flatMap((group) => group.labs)).toStrictEqual(labs);
    for (const [index, group] of groups.entries())
      expect(group.slide).not.toBe(groups[index - 1]?.slide ?? '');
  });

  it('finds a lab by words of either language', () => {
    const found = (search: string) => labs.filter((lab) => isFound(lab, search)).map(({ id }) => id);
    expect(found('オプティマイザー 競')).toContain('optimizer-race');
    expect(found('RACE optimizers')).toContain('optimizer-race');
    expect(found('ＣＮＮ')).toContain('mnist-cnn');
    expect(found('nothing of this kind')).toStrictEqual([]);
    expect(found('')).toHaveLength(labs.length);
  });

  it('knows the data set of a comparison by its base', () => {
    const race = labs.find(({ id }) => id === 'optimizer-race') as Lab;
    expect(baseOf(race.document).dataset.id).toBe('mnist');
  });

  it('opens the file of a lab as its document', () => {
    for (const file of files) expect(parseAnyDocument(file)).toStrictEqual(parseLab(file).document);
  });
});
