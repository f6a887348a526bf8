import { deflateSync, inflateSync } from 'node:zlib';
import { errorsViewSchema } from '../../shared/contract/errors-view.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { NewSelection, SavedSelection } from '../../shared/contract/history.ts';
import { fromBlob, toBlob } from './cells.ts';
import { findSequence, newId } from './ids.ts';
import type { Database } from './sqlite.ts';
import { checkLine, checkNote, documentText } from './texts.ts';

interface SelectionRow {
  readonly id: string;
  readonly run: string;
  readonly name: string;
  readonly note: string;
  readonly created_at_ms: number;
  readonly dataset: string;
  readonly half: SavedSelection['half'];
  readonly places: Uint8Array;
  readonly view: string;
}

/** Keeps a selection; answers its id. @throws LabError `history.no-such-run`, `history.too-long`, `history.unprintable`. */
export function insertSelection(db: Database, selection: NewSelection, createdAtMs: number): string {
  const { view, name, note, dataset, half, places } = selection;
  const id = newId();
  db.prepare<[string, number, string, string, number, string, string, Uint8Array, string]>(
    `INSERT INTO selection (id, run, name, note, created_at_ms, dataset, half, places, view)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    findSequence(db, 'run', view.a.run),
    checkLine('name', name),
    checkNote(note),
    createdAtMs,
    dataset,
    half,
    deflateSync(toBlob(places)),
    documentText('view', view),
  );
  return id;
}

/** All selections, newest first. */
export function readSelections(db: Database): readonly SavedSelection[] {
  return db
    .prepare<[], SelectionRow>(
      `SELECT selection.id, run.id AS run, selection.name, selection.note, selection.created_at_ms,
         selection.dataset, half, places, view
       FROM selection JOIN run ON run.sequence = selection.run ORDER BY selection.sequence DESC`,
    )
    .all()
    .map((row) => ({
      id: row.id,
      name: row.name,
      note: row.note,
      createdAtMs: row.created_at_ms,
      dataset: row.dataset,
      half: row.half,
      places: new Int32Array(fromBlob(inflateSync(row.places))),
      view: errorsViewSchema.parse(JSON.parse(row.view)),
    }));
}

/** Replaces a selection's note. @throws LabError `history.no-such-selection`, `history.too-long`. */
export function setSelectionNote(db: Database, id: string, note: string): void {
  const { changes } = db
    .prepare<[string, string]>('UPDATE selection SET note = ? WHERE id = ?')
    .run(checkNote(note), id);
  if (changes === 0) throw new LabError('history.no-such-selection', { id });
}

/** Forgets a selection; one that is gone already is no fault. */
export function deleteSelection(db: Database, id: string): void {
  db.prepare<[string]>('DELETE FROM selection WHERE id = ?').run(id);
}
