import type { ComparisonRecord } from '../../shared/contract/history.ts';
import { findSequence } from './ids.ts';
import { type Database, promised } from './sqlite.ts';
import { checkLine, documentText } from './texts.ts';

interface ComparisonRow {
  readonly id: string;
  readonly name: string;
  readonly document: string;
  readonly created_at_ms: number;
}

/** Adds a comparison and answers its sequence; one that is there already stays as it is. */
export function insertComparison(db: Database, comparison: ComparisonRecord): number {
  const { id, name, document, createdAtMs } = comparison;
  db.prepare<[string, string, string, number]>(
    'INSERT INTO comparison (id, name, document, created_at_ms) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  ).run(id, checkLine('name', name), documentText('document', document), createdAtMs);
  return findSequence(db, 'comparison', id);
}

/** Finds a comparison by id or prefix. @throws LabError, see {@link findSequence} */
export function readComparison(db: Database, idOrPrefix: string): ComparisonRecord {
  const sequence = findSequence(db, 'comparison', idOrPrefix);
  const row = promised(
    db,
    db.prepare<[number], ComparisonRow>('SELECT * FROM comparison WHERE sequence = ?').get(sequence),
  );
  return {
    id: row.id,
    name: row.name,
    document: JSON.parse(row.document) as unknown,
    createdAtMs: row.created_at_ms,
  };
}

/** Removes comparisons that no run belongs to any more. */
export function dropEmptyComparison(db: Database, sequence: number): void {
  db.prepare<[number, number]>(
    'DELETE FROM comparison WHERE sequence = ? AND NOT EXISTS (SELECT 1 FROM run WHERE comparison = ?)',
  ).run(sequence, sequence);
}
