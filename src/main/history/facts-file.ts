import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const factsSchema = z.object({ runs: z.int().nonnegative(), isDamaged: z.boolean().default(false) });

/**
 * What is known of a history apart from the database itself. An emptied database file looks to SQLite like a sound
 * new one; only this says that there were runs.
 */
export type HistoryFacts = z.infer<typeof factsSchema>;

/** The file with the facts, beside the database. */
export function factsPath(historyFile: string): string {
  return `${historyFile}.facts.json`;
}

/** The facts about a history; null where none were kept or they cannot be read. */
export function readFacts(historyFile: string): HistoryFacts | null {
  try {
    return factsSchema.parse(JSON.parse(readFileSync(factsPath(historyFile), 'utf8')));
  } catch {
    return null;
  }
}

/** Replaces the facts as a whole. To be called while the database is locked for writing, so that none are older. */
export function writeFacts(historyFile: string, facts: HistoryFacts): void {
  const temporary = `${factsPath(historyFile)}.tmp`;
  writeFileSync(temporary, JSON.stringify(facts));
  renameSync(temporary, factsPath(historyFile));
}
