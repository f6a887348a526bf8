import type { Migration } from '../migrate.ts';

/**
 * The first form of the history. Rows are ordered by `sequence`, never by the clock. What the list shows stands in
 * `run`, which stays small; documents, curves and evaluations stand apart. Numbers that may be NaN are of type ANY
 * (see `cells.ts`).
 */
export const migration0010: Migration = {
  version: 10,
  up(db) {
    db.exec(`
      CREATE TABLE comparison (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE run (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        status TEXT NOT NULL
          CHECK (status IN ('running', 'interrupted', 'failed', 'completed', 'stopped', 'diverged')),
        owner TEXT,
        dataset TEXT NOT NULL,
        optimizer TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        epochs INTEGER NOT NULL,
        epochs_done INTEGER NOT NULL DEFAULT 0,
        best_val_accuracy ANY,
        test_loss ANY,
        test_accuracy ANY,
        test_superclass_accuracy ANY,
        comparison INTEGER REFERENCES comparison (sequence),
        variant TEXT,
        repeat_of TEXT,
        tags TEXT NOT NULL DEFAULT '[]',
        note TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX run_by_comparison ON run (comparison);

      CREATE TABLE run_document (
        run INTEGER PRIMARY KEY REFERENCES run (sequence) ON DELETE CASCADE,
        experiment TEXT NOT NULL,
        start TEXT,
        end_status TEXT,
        final_weights_sha256 TEXT,
        images_per_second ANY,
        diverged_at_step INTEGER,
        failure TEXT
      ) STRICT;

      CREATE TABLE epoch (
        run INTEGER NOT NULL REFERENCES run (sequence) ON DELETE CASCADE,
        epoch INTEGER NOT NULL,
        last_step INTEGER NOT NULL,
        loss ANY NOT NULL,
        accuracy ANY NOT NULL,
        val_loss ANY,
        val_accuracy ANY,
        learning_rate ANY NOT NULL,
        duration_ms ANY NOT NULL,
        PRIMARY KEY (run, epoch)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE curve_point (
        run INTEGER NOT NULL REFERENCES run (sequence) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        loss ANY NOT NULL,
        accuracy ANY NOT NULL,
        time_ms ANY NOT NULL,
        PRIMARY KEY (run, step)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE checkpoint (
        sequence INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run (sequence) ON DELETE CASCADE,
        file TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        step_in_epoch INTEGER NOT NULL,
        step INTEGER NOT NULL,
        size_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('epoch', 'stop', 'best', 'final')),
        UNIQUE (run, file)
      ) STRICT;

      CREATE TABLE evaluation (
        run INTEGER PRIMARY KEY REFERENCES run (sequence) ON DELETE CASCADE,
        count INTEGER NOT NULL,
        top_k INTEGER NOT NULL,
        loss ANY NOT NULL,
        accuracy ANY NOT NULL,
        superclass_accuracy ANY,
        labels BLOB NOT NULL,
        top_classes BLOB NOT NULL,
        top_probabilities BLOB NOT NULL
      ) STRICT;

      CREATE VIRTUAL TABLE run_search USING fts5(text, tokenize = 'trigram case_sensitive 1');
    `);
  },
};
