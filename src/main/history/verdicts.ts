/** What repetitions proved, kept on both runs. */
import type { RecordedVerdict } from '../../shared/contract/history.ts';
import { findSequence } from './ids.ts';
import type { Database } from './sqlite.ts';
import { documentText } from './texts.ts';

/** Keeps a verdict on the run that was repeated and on its repetition. @throws LabError, see {@link findSequence} */
export function recordVerdict(db: Database, verdict: RecordedVerdict): void {
  for (const id of [verdict.original, verdict.repetition])
    keepVerdict(db, findSequence(db, 'run', id), verdict);
}

/** Keeps a verdict on one run. */
export function keepVerdict(db: Database, run: number, verdict: RecordedVerdict): void {
  const text = documentText('verdict', verdict);
  db.prepare<[number, string]>('INSERT INTO verdict (run, document) VALUES (?, ?)').run(run, text);
}

/** The verdicts on a run, oldest first. */
export function readVerdicts(db: Database, run: number): readonly RecordedVerdict[] {
  return db
    .prepare<[number], string>('SELECT document FROM verdict WHERE run = ? ORDER BY sequence')
    .pluck()
    .all(run)
    .map((text) => JSON.parse(text) as RecordedVerdict);
}
