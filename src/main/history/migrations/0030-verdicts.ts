import type { Migration } from '../migrate.ts';

/** What repetitions proved: one row on each of the two runs, which outlives the other run. */
export const migration0030: Migration = {
  version: 30,
  up(db) {
    db.exec(`
      CREATE TABLE verdict (
        sequence INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run (sequence) ON DELETE CASCADE,
        document TEXT NOT NULL
      ) STRICT;
      CREATE INDEX verdict_by_run ON verdict (run);
    `);
  },
};
