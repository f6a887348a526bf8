/** Columns of the list that the user chooses: any figure, further metric or setting of a run. */
import type { ColumnNames, ColumnValue, FigureColumn, RunColumn } from '../../shared/contract/history.ts';
import { settingPath } from '../../shared/contract/history-rpc.ts';
import type { Database } from './sqlite.ts';

/** An expression over a query whose rows have `chosen`, the sequence of a run, with its bound values. */
export interface ColumnSql {
  readonly sql: string;
  readonly values: readonly string[];
}

const ofRun = (column: string): string => `(SELECT ${column} FROM run WHERE sequence = chosen)`;
const ofDocument = (value: string): string => `(SELECT ${value} FROM run_document WHERE run = chosen)`;
const ofLastEpoch = (column: string): string =>
  `(SELECT ${column} FROM epoch WHERE run = chosen ORDER BY epoch DESC LIMIT 1)`;

const figures: Readonly<Record<FigureColumn, string>> = {
  test_loss: ofRun('test_loss'),
  test_accuracy: ofRun('test_accuracy'),
  test_superclass_accuracy: ofRun('test_superclass_accuracy'),
  best_val_accuracy: ofRun('best_val_accuracy'),
  loss: ofLastEpoch('loss'),
  accuracy: ofLastEpoch('accuracy'),
  val_loss: ofLastEpoch('val_loss'),
  val_accuracy: ofLastEpoch('val_accuracy'),
  epochs_done: ofRun('epochs_done'),
  duration_ms: '(SELECT sum(duration_ms) FROM epoch WHERE run = chosen)',
  images_per_second: ofDocument('images_per_second'),
  parameters: ofDocument("json_extract(start, '$.parameterCount')"),
};

/** SQLite extracts truth values as 0 and 1; they stay words here. */
const settingSql =
  "iif(json_type(experiment, ?) IN ('true', 'false'), json_type(experiment, ?), json_extract(experiment, ?))";

/** The value of a column. A setting that is a list or an object is its JSON text. */
export function columnSql(column: RunColumn): ColumnSql {
  switch (column.kind) {
    case 'figure':
      return { sql: figures[column.name], values: [] };
    case 'metric':
      return {
        sql: '(SELECT json_extract(metrics, ?) FROM evaluation WHERE run = chosen)',
        values: [`$.${column.name}`],
      };
    case 'setting': {
      const path = `$.${column.name}`;
      return { sql: ofDocument(settingSql), values: [path, path, path] };
    }
  }
}

/** Orders by a column: numbers before texts, runs without a value and those whose value is no number last. */
export function columnOrder(column: RunColumn, isRising: boolean): ColumnSql {
  const { sql, values } = columnSql(column);
  const direction = isRising ? 'ASC' : 'DESC';
  return { sql: `nullif(${sql}, 'NaN') ${direction} NULLS LAST, sequence DESC`, values };
}

/** What a cell of a column holds; figures that are no number are NaN, infinite ones of metrics come as words. */
export function columnValue({ kind }: RunColumn, cell: ColumnValue): ColumnValue {
  return kind !== 'setting' && typeof cell === 'string' ? Number(cell) : cell;
}

/** Newest runs whose documents are looked through for names of columns. */
const recentRuns = 300;

/** The names of settings and further metrics that the newest runs have. */
export function readColumnNames(db: Database): ColumnNames {
  const settings = namesIn(
    db,
    `SELECT DISTINCT substr(fullkey, 3) AS name
     FROM (SELECT experiment FROM run_document ORDER BY run DESC LIMIT ?), json_tree(experiment)
     WHERE atom IS NOT NULL AND type NOT IN ('object', 'array')`,
  );
  const metrics = namesIn(
    db,
    `SELECT DISTINCT key AS name
     FROM (SELECT metrics FROM evaluation WHERE metrics IS NOT NULL ORDER BY run DESC LIMIT ?), json_each(metrics)`,
  );
  const apart = ['tatami', 'version', 'name'];
  return { metrics, settings: settings.filter((name) => settingPath.test(name) && !apart.includes(name)) };
}

function namesIn(db: Database, sql: string): readonly string[] {
  const rows = db.prepare<[number], { name: string }>(sql).all(recentRuns);
  // SQLite puts words with an underscore into quotes.
  return rows.map(({ name }) => name.replace(/"(\w+)"/g, '$1')).toSorted();
}
