import { LabError } from '../../shared/contract/errors.ts';
import type { RunQuery, RunStatus, RunSummary } from '../../shared/contract/history.ts';
import { type Cell, fromCell } from './cells.ts';
import { searchConditions } from './search.ts';
import type { Condition } from './search.ts';
import type { Database } from './sqlite.ts';

const defaultLimit = 50;
const mostListed = 10_000;

/** A row of {@link summaryQuery}. */
export interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly dataset: string;
  readonly optimizer: string;
  readonly created_at_ms: number;
  readonly epochs_done: number;
  readonly epochs: number;
  readonly comparison_id: string | null;
  readonly variant: string | null;
  readonly test_accuracy: Cell;
  readonly test_loss: Cell;
  readonly best_val_accuracy: Cell;
  readonly tags: string;
  readonly note: string;
}

/** Selects what {@link toSummary} needs. */
export const summaryQuery = `
  SELECT id, name, status, dataset, optimizer, created_at_ms, epochs_done, epochs, variant, test_accuracy, test_loss,
    best_val_accuracy, tags, note, (SELECT id FROM comparison WHERE sequence = run.comparison) AS comparison_id
  FROM run`;

/** The line of the list for a row. */
export function toSummary(row: SummaryRow): RunSummary {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    dataset: row.dataset,
    optimizer: row.optimizer,
    createdAtMs: row.created_at_ms,
    epochsDone: row.epochs_done,
    epochs: row.epochs,
    comparisonId: row.comparison_id,
    variant: row.variant,
    testAccuracy: fromCell(row.test_accuracy),
    testLoss: fromCell(row.test_loss),
    bestValAccuracy: fromCell(row.best_val_accuracy),
    tags: JSON.parse(row.tags) as string[],
    note: row.note,
  };
}

/** The runs that meet a query, newest first. @throws LabError `history.bad-page` */
export function listRuns(db: Database, query: RunQuery): readonly RunSummary[] {
  const { limit = defaultLimit, offset = 0 } = query;
  checkNumber('limit', limit, { least: 1, most: mostListed });
  checkNumber('offset', offset, { least: 0, most: Number.MAX_SAFE_INTEGER });
  const { where, values } = whereOf(query);
  return db
    .prepare<(string | number)[], SummaryRow>(
      `${summaryQuery} ${where} ORDER BY sequence DESC LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset)
    .map(toSummary);
}

/** The rows that a query restricts to, as a clause with its bound values. */
export function whereOf(query: RunQuery): {
  readonly where: string;
  readonly values: readonly (string | number)[];
} {
  const conditions = conditionsOf(query);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
  return { where, values: conditions.flatMap(({ values }) => values) };
}

type BoundCondition = Omit<Condition, 'values'> & { readonly values: readonly (string | number)[] };

function conditionsOf(query: RunQuery): readonly BoundCondition[] {
  const equal = (sql: string, value: string | number | boolean | undefined): BoundCondition[] =>
    value === undefined ? [] : [{ sql, values: [typeof value === 'boolean' ? Number(value) : value] }];
  return [
    ...equal('status = ?', query.status),
    ...equal('dataset = ?', query.dataset),
    ...equal('optimizer = ?', query.optimizer),
    ...equal('is_starred = ?', query.isStarred),
    ...equal('is_archived = ?', query.isArchived),
    ...equal('created_at_ms >= ?', query.sinceMs),
    ...equal('EXISTS (SELECT 1 FROM json_each(run.tags) WHERE value = ?)', query.tag),
    ...equal('comparison = (SELECT sequence FROM comparison WHERE id = ?)', query.comparisonId),
    ...searchConditions(query.text ?? ''),
  ];
}

/** @throws LabError `history.bad-page` for a number outside its range. */
export function checkNumber(
  field: string,
  found: number,
  range: Readonly<{ least: number; most: number }>,
): void {
  const isInside = Number.isSafeInteger(found) && found >= range.least && found <= range.most;
  if (!isInside) throw new LabError('history.bad-page', { field, found, ...range });
}
