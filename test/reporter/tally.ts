/** The table of what was compared with Keras: tests count, the reporter prints. */

/** How far one subject (a class of layers, an optimizer) was from Keras. */
export interface TallyRow {
  /** The topic, such as `layers`. */
  readonly topic: string;
  /** What was compared, such as `Conv2D`. */
  readonly subject: string;
  readonly cases: number;
  /** Single values compared. */
  readonly numbers: number;
  /** Largest difference, in `unit`. */
  readonly largest: number;
  /**
   * `relative`: of the largest magnitude of a tensor; `absolute`: of probabilities; `errors`: standard errors of a draw; `exact`: no
   * difference passes.
   */
  readonly unit: 'relative' | 'absolute' | 'errors' | 'exact';
}

declare module 'vitest' {
  interface TaskMeta {
    /** What the tests of a file compared with Keras. */
    tally?: readonly TallyRow[];
  }
}

const titles: readonly string[] = ['Compared with Keras', '', 'cases', 'numbers', 'largest difference'];

/** The table as lines of plain text, with one line for each topic and its subjects below; empty without rows. */
export function tallyLines(rows: readonly TallyRow[]): string[] {
  if (rows.length === 0) return [];
  const topics = [...new Set(rows.map(({ topic }) => topic))];
  const cells = topics.flatMap((topic) => {
    const own = rows.filter((row) => row.topic === topic);
    return [cellsOf(topic, '', sumOf(own)), ...own.map((row) => cellsOf('', row.subject, row))];
  });
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [line(titles), ...cells.map(line)];
}

function cellsOf(topic: string, subject: string, row: Omit<TallyRow, 'topic' | 'subject'>): string[] {
  return [topic, subject, String(row.cases), row.numbers.toLocaleString('en'), largestText(row)];
}

function sumOf(rows: readonly TallyRow[]): Omit<TallyRow, 'topic' | 'subject'> {
  return {
    cases: rows.reduce((sum, row) => sum + row.cases, 0),
    numbers: rows.reduce((sum, row) => sum + row.numbers, 0),
    largest: Math.max(...rows.map(({ largest }) => largest)),
    unit: rows[0]?.unit ?? 'relative',
  };
}

function largestText({ largest, unit }: Pick<TallyRow, 'largest' | 'unit'>): string {
  if (unit === 'relative' || unit === 'absolute') return largest.toExponential(1);
  if (unit === 'errors') return `${largest.toFixed(1)} standard errors`;
  return largest === 0 ? 'none' : String(largest);
}
