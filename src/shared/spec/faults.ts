/** Turns what zod finds wrong into the first fault in words: where, what was found, what is allowed. */
import * as z from 'zod';
import { LabError, type ErrorDetails, type LabErrorCode } from '../contract/errors.ts';
import { nearestName } from './names.ts';
import { pathText, quote } from './quote.ts';

type RawIssue = z.core.$ZodRawIssue;

/** A fault with its path from the root of the document. */
interface Fault {
  readonly issue: RawIssue;
  readonly path: readonly PropertyKey[];
}

/** A fault that a check of ours reports. */
export interface CheckFault {
  readonly code: LabErrorCode;
  /** Path from the checked value to the fault; default: the value itself. */
  readonly path?: readonly PropertyKey[];
  /** Added to `path` and `found`. */
  readonly details?: ErrorDetails;
}

/** Reports a fault from within a check (`superRefine`) of a schema. */
export function reportFault(context: z.RefinementCtx, { path = [], ...params }: CheckFault): void {
  context.addIssue({ code: 'custom', path: [...path], params });
}

/** A name that a check of ours does not find among those that are allowed. */
export interface UnknownName {
  /** Path from the checked value to the name. */
  readonly path: readonly PropertyKey[];
  readonly found: string;
  readonly allowed: readonly string[];
}

/** Reports a name that is not known, with the nearest one that is. */
export function reportUnknownName(context: z.RefinementCtx, { path, found, allowed }: UnknownName): void {
  const nearest = nearestName(found, allowed);
  const details = { found: quote(found), allowed: allowed.join(', ') };
  if (nearest === null) reportFault(context, { code: 'spec.unknown-name', path, details });
  else reportFault(context, { code: 'spec.misspelt-name', path, details: { ...details, nearest } });
}

/**
 * Parses a value. Unlike zod it stops at one fault, the first in the order of the schema (an unknown key counts
 * before a missing one, since it is most often its misspelling).
 * @throws LabError `spec.*`
 */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const raw: RawIssue[] = [];
  const result = schema.safeParse(value, { error: (issue) => String(raw.push(issue) - 1) });
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => innermost(issue, [], raw));
  const first = faults[0];
  if (first === undefined) throw new Error('zod reported a failure without an issue');
  throw faultError(unknownKeyBeside(first, faults) ?? first);
}

/** Follows a failed choice (number or schedule, number or “all”) into the branch that the value was meant for. */
function innermost(issue: z.core.$ZodIssue, parent: readonly PropertyKey[], raw: readonly RawIssue[]): Fault {
  const path = [...parent, ...issue.path];
  const own = raw[Number(issue.message)] as RawIssue;
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { issue: own, path };
  const branches = issue.errors
    .flatMap((errors) => errors.slice(0, 1))
    .map((inner) => innermost(inner, path, raw));
  return branches.find((fault) => isMeant(fault, path)) ?? branches[0] ?? { issue: own, path };
}

function isMeant(fault: Fault, path: readonly PropertyKey[]): boolean {
  if (fault.path.length > path.length) return true;
  const { issue } = fault;
  if (issue.code === 'invalid_value') return typeof issue.input === 'string';
  if (issue.code === 'invalid_type') return issue.expected === 'int' && typeof issue.input === 'number';
  return true;
}

function unknownKeyBeside(first: Fault, faults: readonly Fault[]): Fault | undefined {
  if (first.issue.input !== undefined) return undefined;
  const parent = pathText(first.path.slice(0, -1));
  return faults.find((fault) => fault.issue.code === 'unrecognized_keys' && pathText(fault.path) === parent);
}

function faultError({ issue, path }: Fault): LabError {
  const at = { path: pathText(path), found: quote(issue.input) };
  switch (issue.code) {
    case 'unrecognized_keys':
      return unrecognizedKey(path, issue);
    case 'invalid_union':
      return unknownName(
        { ...at, input: tagOf(issue) },
        (issue['options'] as readonly unknown[] | undefined) ?? [],
      );
    case 'invalid_value':
      return unknownName({ ...at, input: issue.input }, issue.values);
    case 'invalid_type':
      return wrongType(at, issue.input, issue.expected);
    case 'too_small':
    case 'too_big':
      return outOfBounds(at, issue);
    case 'custom': {
      const fault = issue.params as CheckFault | undefined;
      return new LabError(fault?.code ?? 'spec.not-text', { ...at, ...fault?.details });
    }
    default:
      return new LabError('spec.not-text', at);
  }
}

function unrecognizedKey(
  path: readonly PropertyKey[],
  issue: RawIssue & { code: 'unrecognized_keys' },
): LabError {
  const key = String(issue.keys[0]);
  if (key !== 'decay') return unknownKey(path, key, keysOf(issue.inst));
  const found = quote((issue.input as Readonly<Record<string, unknown>>)[key]);
  return new LabError('spec.keras2-decay', { path: pathText([...path, key]), found });
}

/** The refusal of a key, with the nearest of the keys that are allowed in its place. */
export function unknownKey(
  parent: readonly PropertyKey[],
  key: string,
  allowed: readonly string[],
): LabError {
  const nearest = nearestName(key, allowed);
  const details = { path: pathText([...parent, key]), allowed: allowed.join(', ') };
  return nearest === null
    ? new LabError('spec.unknown-key', details)
    : new LabError('spec.misspelt-key', { ...details, nearest });
}

function unknownName(at: { path: string; input: unknown }, options: readonly unknown[]): LabError {
  const { path, input } = at;
  if (input === undefined) return new LabError('spec.missing', { path });
  const names = options.map(String);
  const nearest = typeof input === 'string' ? nearestName(input, names) : null;
  const details = { path, found: quote(input), allowed: names.join(', ') };
  return nearest === null
    ? new LabError('spec.unknown-name', details)
    : new LabError('spec.misspelt-name', { ...details, nearest });
}

function wrongType(at: { path: string; found: string }, input: unknown, expected: string): LabError {
  if (at.path === '') return new LabError('spec.not-a-document', at);
  if (input === undefined) return new LabError('spec.missing', { path: at.path });
  return new LabError(typeCodes[expected] ?? 'spec.not-text', at);
}

const typeCodes: Readonly<Record<string, LabErrorCode>> = {
  number: 'spec.not-a-number',
  int: 'spec.not-an-integer',
  string: 'spec.not-text',
  boolean: 'spec.not-a-boolean',
  object: 'spec.not-an-object',
  record: 'spec.not-an-object',
  array: 'spec.not-a-list',
  tuple: 'spec.not-a-list',
};

function outOfBounds(
  at: { path: string; found: string },
  issue: RawIssue & { code: 'too_small' | 'too_big' },
): LabError {
  const { input, inst } = issue;
  const isSmall = issue.code === 'too_small';
  const bound = Number(isSmall ? issue.minimum : issue.maximum);
  if (typeof input === 'string') {
    const code = isSmall ? 'spec.empty-text' : 'spec.long-text';
    return new LabError(code, { path: at.path, found: input.length, bound });
  }
  if (inst instanceof z.ZodTuple && Array.isArray(input)) {
    return new LabError('spec.wrong-length', {
      path: at.path,
      found: input.length,
      bound: inst.def.items.length,
    });
  }
  if (Array.isArray(input)) {
    return new LabError(isSmall ? 'spec.too-few' : 'spec.too-many', {
      path: at.path,
      found: input.length,
      bound,
    });
  }
  const inclusive = isSmall ? 'spec.too-small' : 'spec.too-large';
  const exclusive = isSmall ? 'spec.not-above' : 'spec.not-below';
  return new LabError(issue.inclusive === false ? exclusive : inclusive, { ...at, bound });
}

function keysOf(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The value of the key that chooses the class, such as `class_name`. */
function tagOf(issue: RawIssue & { code: 'invalid_union' }): unknown {
  const tag = issue['discriminator'];
  const { input } = issue;
  if (typeof tag !== 'string' || typeof input !== 'object' || input === null) return input;
  return Object.hasOwn(input, tag) ? (input as Readonly<Record<string, unknown>>)[tag] : undefined;
}
