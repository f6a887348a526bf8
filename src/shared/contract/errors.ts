/**
 * The one error type of Tatami. An error is a value with a code; its words (Japanese and English) live in the
 * catalogues of `errors/`, so that every boundary (window, command line, process) can show it in the reader's
 * language. A message says what happened and what was expected; a hint says what to do.
 */
import type { ErrorEntry, Language, Words } from './errors/entry.ts';
import { archiveErrors } from './errors/archive.ts';
import { codeErrors } from './errors/code.ts';
import { commandErrors } from './errors/command.ts';
import { dataErrors } from './errors/data.ts';
import { dropoutErrors } from './errors/dropout.ts';
import { engineErrors } from './errors/engine.ts';
import { exportErrors } from './errors/export.ts';
import { historyErrors } from './errors/history.ts';
import { importErrors } from './errors/import.ts';
import { inspectErrors } from './errors/inspect.ts';
import { processErrors } from './errors/process.ts';
import { specErrors } from './errors/spec.ts';
import { windowErrors } from './errors/window.ts';
import { planeErrors } from './errors/plane.ts';
import { xrayErrors } from './errors/xray.ts';

/** Every error code of Tatami with its words. */
export const errorCatalogue = {
  ...archiveErrors,
  ...codeErrors,
  ...commandErrors,
  ...dataErrors,
  ...dropoutErrors,
  ...engineErrors,
  ...exportErrors,
  ...historyErrors,
  ...importErrors,
  ...inspectErrors,
  ...processErrors,
  ...specErrors,
  ...windowErrors,
  ...planeErrors,
  ...xrayErrors,
} as const satisfies Record<string, ErrorEntry>;

/** A code of the catalogue, such as `data.wrong-size`. */
export type LabErrorCode = keyof typeof errorCatalogue;

/** The values that a message quotes: found, expected, path, unit written out. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** The form of a {@link LabError} that crosses a process boundary. */
export interface LabErrorData {
  readonly code: LabErrorCode;
  readonly details: ErrorDetails;
}

/** An expected failure with a catalogued code; anything else that is thrown is a bug. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: LabErrorCode;
  readonly details: ErrorDetails;

  constructor(code: LabErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(fillWords(errorCatalogue[code].message, 'en', details), cause === undefined ? {} : { cause });
    this.code = code;
    this.details = details;
  }

  /** The plain value that crosses a process boundary. */
  toData(): LabErrorData {
    return { code: this.code, details: this.details };
  }
}

/** Rebuilds the error on the other side of a process boundary. */
export function labErrorFromData(data: LabErrorData): LabError {
  return new LabError(data.code, data.details);
}

/** The message and hint of an error in the reader's language, for the terminal unless said otherwise. */
export function describeError(
  error: LabErrorData,
  language: Language,
  where: 'terminal' | 'window' = 'terminal',
): { message: string; hint: string } {
  const entry: ErrorEntry = errorCatalogue[error.code];
  const hint = where === 'window' ? (entry.windowHint ?? entry.hint) : entry.hint;
  return {
    message: fillWords(entry.message, language, error.details),
    hint: fillWords(hint, language, error.details),
  };
}

/** Replaces `{name}` in the sentence by the detail of that name; an unknown name stays visible. */
export function fillWords(words: Words, language: Language, details: ErrorDetails): string {
  return words[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

/** Ends a switch over a union: a new member then fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
