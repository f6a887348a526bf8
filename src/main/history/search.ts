import type { Experiment } from '../../shared/spec/experiment.ts';
import { openedLayers } from '../../shared/spec/residual.ts';
import { type Database, promised } from './sqlite.ts';

interface SearchRow {
  readonly name: string;
  readonly variant: string | null;
  readonly note: string;
  readonly tags: string;
  readonly dataset: string;
  readonly optimizer: string;
  readonly experiment: string;
}

/** A condition on `run.sequence` with its bound values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly string[];
}

/** The trigram index finds any part of a word from this length on; shorter terms are looked for in all texts. */
const leastIndexed = 3;

const mostTerms = 20;

/** Writes the searchable text of a run anew: name, variant, note, tags, data set, optimizer and classes of layers. */
export function indexRun(db: Database, run: number): void {
  const query = db.prepare<[number], SearchRow>(
    `SELECT name, variant, note, tags, dataset, optimizer, experiment
     FROM run JOIN run_document ON run_document.run = run.sequence WHERE sequence = ?`,
  );
  const row = promised(db, query.get(run));
  const { model } = JSON.parse(row.experiment) as Experiment;
  const layers = [...model.layers, ...openedLayers(model.layers)].map((layer) => layer.class_name);
  const tags = JSON.parse(row.tags) as string[];
  const parts = [row.name, row.variant ?? '', row.note, ...tags, row.dataset, row.optimizer, ...layers];
  forgetRun(db, run);
  db.prepare<[number, string]>('INSERT INTO run_search (rowid, text) VALUES (?, ?)').run(
    run,
    normalise(parts.join('\n')),
  );
}

/** Takes a run out of the index. */
export function forgetRun(db: Database, run: number): void {
  db.prepare<[number]>('DELETE FROM run_search WHERE rowid = ?').run(run);
}

/**
 * One condition for each term of a search text; a run has to meet them all. A term is found anywhere in a word, for
 * Japanese has no spaces; letter case and full or half width make no difference. No character has a meaning of its
 * own: the text is never read as a query language.
 */
export function searchConditions(text: string): readonly Condition[] {
  const terms = normalise(text)
    .split(/\s+/)
    .filter((term) => term !== '');
  return terms.slice(0, mostTerms).map((term) =>
    [...term].length < leastIndexed
      ? { sql: 'sequence IN (SELECT rowid FROM run_search WHERE instr(text, ?) > 0)', values: [term] }
      : {
          sql: 'sequence IN (SELECT rowid FROM run_search WHERE run_search MATCH ?)',
          values: [`"${term.replaceAll('"', '""')}"`],
        },
  );
}

function normalise(text: string): string {
  return text.replaceAll('\u0000', '').normalize('NFKC').toLowerCase();
}
