import type { Migration } from '../migrate.ts';

/** What nets said of the same pictures from epoch to epoch; every BLOB is deflated. */
export const migration0070: Migration = {
  version: 70,
  up(db) {
    db.exec(`
      CREATE TABLE watched_pictures (
        run INTEGER PRIMARY KEY REFERENCES run (sequence) ON DELETE CASCADE,
        half TEXT NOT NULL CHECK (half IN ('train', 'test')),
        places BLOB NOT NULL,
        labels BLOB NOT NULL
      ) STRICT;

      CREATE TABLE epoch_predictions (
        run INTEGER NOT NULL REFERENCES run (sequence) ON DELETE CASCADE,
        epoch INTEGER NOT NULL,
        classes BLOB NOT NULL,
        confidences BLOB NOT NULL,
        PRIMARY KEY (run, epoch)
      ) STRICT;
    `);
  },
};
