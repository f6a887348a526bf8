/** What all kinds of documents have in common: `tatami` names the kind, `version` its edition. */
import type * as z from 'zod';
import { LabError } from '../contract/errors.ts';
import { isRecord } from './class-spec.ts';
import { checkDepth } from './document-text.ts';
import { parseWith } from './faults.ts';
import { quote } from './quote.ts';

/** The newest edition of documents that this program reads, and the one that it writes. */
export const DOCUMENT_VERSION = 1;

/** The kinds of documents. */
export type DocumentKind = 'experiment' | 'comparison';

/** The kind that a value claims to be, or null. */
export function documentKind(value: unknown): DocumentKind | null {
  const kind = isRecord(value) ? value['tatami'] : null;
  return kind === 'experiment' || kind === 'comparison' ? kind : null;
}

/**
 * Reads a document of one kind into normal form.
 * @throws LabError `spec.not-a-document`, `spec.wrong-document`, `spec.newer`, `spec.too-deep` and, for the first
 * fault inside, the other `spec.*` codes with the path.
 */
export function parseDocument<Schema extends z.ZodType>(
  schema: Schema,
  expected: DocumentKind,
  value: unknown,
): z.output<Schema> {
  checkDepth(value);
  if (!isRecord(value)) throw new LabError('spec.not-a-document', { found: quote(value) });
  if (value['tatami'] !== expected) {
    throw new LabError('spec.wrong-document', { expected, found: quote(value['tatami'] ?? null) });
  }
  const version = value['version'];
  if (typeof version === 'number' && version > DOCUMENT_VERSION) {
    throw new LabError('spec.newer', { found: version, known: DOCUMENT_VERSION });
  }
  return parseWith(schema, value);
}
