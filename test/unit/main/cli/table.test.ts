import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../../src/main/cli/table.ts';
import { displayWidth } from '../../../../src/main/cli/text-width.ts';

describe('a text table', () => {
  it('aligns columns with Japanese and Latin cells', () => {
    const lines = formatTable(
      [{ title: '名前' }, { title: 'n', align: 'right' }],
      [
        ['犬小屋', '7'],
        ['dog', '1234'],
      ],
    );
    expect(lines).toEqual(['名前       n', '──────  ────', '犬小屋     7', 'dog     1234']);
    expect(displayWidth(lines[2] ?? '')).toBe(displayWidth(lines[3] ?? ''));
  });

  it('shows a missing cell as empty and keeps a cell with a line break on its line', () => {
    expect(formatTable([{ title: 'a' }, { title: 'b' }], [['x\ny']])).toEqual(['a    b', '───  ─', 'x y']);
  });
});
