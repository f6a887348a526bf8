import type { Migration } from '../migrate.ts';

/** Selections of pictures that the user has named; they go with the run that they were made in. */
export const migration0080: Migration = {
  version: 80,
  up(db) {
    db.exec(`
      CREATE TABLE selection (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        run INTEGER NOT NULL REFERENCES run (sequence) ON DELETE CASCADE,
        name TEXT NOT NULL,
        note TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        dataset TEXT NOT NULL,
        half TEXT NOT NULL CHECK (half IN ('train', 'test')),
        places BLOB NOT NULL,
        view TEXT NOT NULL
      ) STRICT;
      CREATE INDEX selection_by_run ON selection (run);
    `);
  },
};
