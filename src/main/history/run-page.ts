/** Pages of the window's list: lines with what they draw, runs of a comparison as one line where asked. */
import type {
  ColumnValue,
  PageQuery,
  RunColumn,
  RunFacets,
  RunLine,
  RunPage,
} from '../../shared/contract/history.ts';
import { type Cell, fromCell } from './cells.ts';
import { columnOrder, type ColumnSql, columnSql, columnValue } from './run-columns.ts';
import { checkNumber, type SummaryRow, summaryQuery, toSummary, whereOf } from './run-list.ts';
import type { Database } from './sqlite.ts';

const defaultLimit = 50;
const mostLines = 500;

/** Most values of a line's course. */
const mostCourse = 60;

interface LineRow extends SummaryRow {
  readonly run_count: number;
  readonly is_starred: number;
  readonly is_archived: number;
  readonly test_superclass_accuracy: Cell;
  readonly duration_ms: number | null;
  readonly course: string;
  readonly device: 'cpu' | 'gpu' | null;
  readonly [column: `column_${number}`]: ColumnValue;
}

/** Runs that stand for themselves have a key of their own, those of a comparison share one. */
const groupKey = "CASE WHEN comparison IS NULL THEN 'run ' || sequence ELSE 'comparison ' || comparison END";

const orders: Readonly<Record<NonNullable<PageQuery['order']>, string>> = {
  newest: 'sequence DESC',
  name: 'name COLLATE NOCASE, sequence DESC',
  accuracy: "CASE WHEN typeof(test_accuracy) = 'real' THEN test_accuracy END DESC NULLS LAST, sequence DESC",
  duration: 'duration_ms DESC NULLS LAST, sequence DESC',
};

/** @throws LabError `history.bad-page`. */
export function readPage(db: Database, query: PageQuery): RunPage {
  const { limit = defaultLimit, offset = 0, isGrouped = false, columns = [] } = query;
  checkNumber('limit', limit, { least: 1, most: mostLines });
  checkNumber('offset', offset, { least: 0, most: Number.MAX_SAFE_INTEGER });
  const { where, values } = whereOf(query);
  const chosen = isGrouped
    ? `SELECT max(sequence) AS chosen, count(*) AS run_count FROM run ${where} GROUP BY ${groupKey}`
    : `SELECT sequence AS chosen, 1 AS run_count FROM run ${where}`;
  const total = db
    .prepare<(string | number)[], { lines: number }>(`SELECT count(*) AS lines FROM (${chosen})`)
    .get(...values);
  const order = orderOf(query);
  const cells = columns.map((column) => columnSql(column));
  const rows = db
    .prepare<(string | number)[], LineRow>(
      `SELECT summary.*, run_count, ${cells.map(({ sql }, place) => `${sql} AS column_${place},`).join(' ')}
         (SELECT json_extract(start, '$.device.kind') FROM run_document WHERE run = chosen) AS device,
         (SELECT json_group_array(coalesce(val_accuracy, accuracy) ORDER BY epoch) FROM epoch WHERE run = chosen) AS course
       FROM (${summaryWithMarks(chosen)} ORDER BY ${order.sql} LIMIT ? OFFSET ?) AS summary`,
    )
    .all(...cells.flatMap((cell) => cell.values), ...values, ...order.values, limit, offset);
  return { total: total?.lines ?? 0, lines: rows.map((row) => toLine(row, columns)) };
}

function orderOf({ sortBy, order = 'newest' }: PageQuery): ColumnSql {
  return sortBy ? columnOrder(sortBy.column, sortBy.isRising) : { sql: orders[order], values: [] };
}

function summaryWithMarks(chosen: string): string {
  const columns = `SELECT chosen, run_count, sequence, is_starred, is_archived, test_superclass_accuracy,
    (SELECT sum(duration_ms) FROM epoch WHERE run = sequence) AS duration_ms,`;
  const body = summaryQuery.replace(/^\s*SELECT/u, columns);
  return `${body} JOIN (${chosen}) ON chosen = sequence`;
}

/** The values that runs have, most frequent first. */
export function readFacets(db: Database): RunFacets {
  const values = (sql: string): string[] =>
    db
      .prepare<[], { value: string }>(sql)
      .all()
      .map(({ value }) => value);
  const counted = (column: string): string =>
    `SELECT ${column} AS value FROM run GROUP BY ${column} ORDER BY count(*) DESC, value LIMIT 200`;
  const runs = db.prepare<[], { runs: number }>('SELECT count(*) AS runs FROM run').get();
  return {
    datasets: values(counted('dataset')),
    optimizers: values(counted('optimizer')),
    tags: values(
      'SELECT value FROM run, json_each(run.tags) GROUP BY value ORDER BY count(*) DESC, value LIMIT 200',
    ),
    runs: runs?.runs ?? 0,
  };
}

function toLine(row: LineRow, columns: readonly RunColumn[]): RunLine {
  const course = (JSON.parse(row.course) as (number | 'NaN')[]).map(Number);
  return {
    ...toSummary(row),
    runCount: row.run_count,
    isStarred: row.is_starred === 1,
    isArchived: row.is_archived === 1,
    course: thinnedTo(course, mostCourse),
    durationMs: row.duration_ms ?? 0,
    superclassAccuracy: fromCell(row.test_superclass_accuracy),
    device: row.device,
    values: columns.map((column, place) => columnValue(column, row[`column_${place}`] ?? null)),
  };
}

/** Every n-th value and the last. */
function thinnedTo(values: readonly number[], most: number): readonly number[] {
  const stride = Math.ceil(values.length / most);
  return values.filter((_, index) => (values.length - 1 - index) % stride === 0);
}
