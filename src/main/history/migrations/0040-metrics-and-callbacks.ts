import type { Migration } from '../migrate.ts';

/** Further metrics of epochs and evaluations, and what callbacks made of a run's end; each as JSON. */
export const migration0040: Migration = {
  version: 40,
  up(db) {
    db.exec(`
      ALTER TABLE epoch ADD COLUMN metrics TEXT;
      ALTER TABLE evaluation ADD COLUMN metrics TEXT;
      ALTER TABLE run_document ADD COLUMN callbacks TEXT;
    `);
  },
};
