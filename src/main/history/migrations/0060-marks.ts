import type { Migration } from '../migrate.ts';

/** Stars, and runs that are put away: what the user marks in the list. */
export const migration0060: Migration = {
  version: 60,
  up(db) {
    db.exec(`
      ALTER TABLE run ADD COLUMN is_starred INTEGER NOT NULL DEFAULT 0 CHECK (is_starred IN (0, 1));
      ALTER TABLE run ADD COLUMN is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1));
    `);
  },
};
