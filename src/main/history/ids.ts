import { randomBytes } from 'node:crypto';
import { LabError } from '../../shared/contract/errors.ts';
import type { LabErrorCode } from '../../shared/contract/errors.ts';
import type { Database } from './sqlite.ts';

/** 32 lowercase letters and digits without i, l, o and u, which are misread. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idLength = 12;

/** Shortest beginning of an id that names a run. */
const leastPrefix = 4;

/** Most candidates that the message about an ambiguous prefix lists. */
const mostCandidates = 10;

/** A random id: 12 characters, 60 bits. */
export function newId(): string {
  return Array.from(randomBytes(idLength), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** The tables whose rows have ids, with the codes for an id that fits none or several of them. */
const errorCodes = {
  run: { none: 'history.no-such-run', several: 'history.ambiguous-run' },
  comparison: { none: 'history.no-such-comparison', several: 'history.ambiguous-comparison' },
} as const satisfies Record<string, Record<string, LabErrorCode>>;

interface Found {
  readonly sequence: number;
  readonly id: string;
}

/**
 * The row with this id, or the only row whose id begins so.
 * @throws LabError `history.no-such-…`, `history.ambiguous-…` (lists the candidates), `history.short-prefix`
 */
export function findSequence(db: Database, table: keyof typeof errorCodes, idOrPrefix: string): number {
  const exact = db
    .prepare<[string], number>(`SELECT sequence FROM ${table} WHERE id = ?`)
    .pluck()
    .get(idOrPrefix);
  if (exact !== undefined) return exact;
  const prefix = idOrPrefix.trim().toLowerCase();
  const id = idOrPrefix.slice(0, 40);
  if (prefix.length < leastPrefix) throw new LabError('history.short-prefix', { id, least: leastPrefix });
  const candidates = db
    .prepare<[string, string, number], Found>(
      `SELECT sequence, id FROM ${table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`,
    )
    .all(prefix, `${prefix}\u{10FFFF}`, mostCandidates + 1);
  const [only, second] = candidates;
  if (only === undefined) throw new LabError(errorCodes[table].none, { id });
  if (second === undefined) return only.sequence;
  throw new LabError(errorCodes[table].several, { id, candidates: listOf(candidates) });
}

function listOf(candidates: readonly Found[]): string {
  const shown = candidates.slice(0, mostCandidates).map((candidate) => candidate.id);
  return candidates.length > mostCandidates ? `${shown.join(', ')}, …` : shown.join(', ');
}
