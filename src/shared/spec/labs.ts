/** Ready-made labs: documents with a title and a description in both languages. */
import * as z from 'zod';
import type { Language } from '../contract/errors/entry.ts';
import { isRecord } from './class-spec.ts';
import { parseComparison, type Comparison } from './comparison.ts';
import { checkDepth } from './document-text.ts';
import { documentKind } from './document.ts';
import { parseExperiment, type Experiment } from './experiment.ts';
import { parseWith } from './faults.ts';
import { count } from './numbers.ts';
import { identifier, title } from './text.ts';

const words = z.strictObject({ ja: title(500), en: title(500) });

/** The file of a ready-made lab. */
export const labSchema = z.strictObject({
  /** Name for commands, equal to the file's name without `.json`. */
  id: identifier,
  /** Place among the labs of the lecture; a lab without one comes after them. */
  order: count(10_000).optional(),
  title: words,
  /** What a student does and sees. */
  description: words,
  /** Heading of the lecture's slide that the lab belongs to. */
  slide: title(200).optional(),
  document: z.unknown(),
});

/** A ready-made lab. */
export interface Lab {
  readonly id: string;
  /** Rises in the order of the lecture; null for a lab that stands outside it. */
  readonly order: number | null;
  readonly title: Readonly<Record<Language, string>>;
  readonly description: Readonly<Record<Language, string>>;
  readonly slide: string | null;
  readonly document: Experiment | Comparison;
}

/** Reads a ready-made lab with its document in normal form. @throws LabError `spec.*`. */
export function parseLab(value: unknown): Lab {
  checkDepth(value);
  const { document, slide, order, ...texts } = parseWith(labSchema, value);
  const read = documentKind(document) === 'comparison' ? parseComparison : parseExperiment;
  return { ...texts, order: order ?? null, slide: slide ?? null, document: read(document) };
}

/** Reads a document that a user brings: an experiment, a comparison, or the one in a lab. @throws LabError `spec.*`. */
export function parseAnyDocument(value: unknown): Experiment | Comparison {
  if (documentKind(value) === 'comparison') return parseComparison(value);
  const isLab = isRecord(value) && 'document' in value && !('tatami' in value);
  return isLab ? parseLab(value).document : parseExperiment(value);
}
