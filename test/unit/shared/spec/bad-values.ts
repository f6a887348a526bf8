/** Every way in which a field may be wrong, read off its schema. */
import * as z from 'zod';

/** A wrong value for a field, and what the refusal must say. */
export interface BadValue {
  readonly value: unknown;
  /** What kind of fault it is, for the name of the test. */
  readonly fault: string;
  /** Codes of which one must come. */
  readonly codes: readonly string[];
  /** Details that the refusal must have. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const wrongTypes: Readonly<Record<string, string>> = {
  number: 'spec.not-a-number',
  int: 'spec.not-an-integer',
  boolean: 'spec.not-a-boolean',
};

/** The wrong values of a field. */
export function badValues(schema: z.ZodType): BadValue[] {
  const branches = branchesOf(schema);
  const takesNull = branches.some((branch) => branch instanceof z.ZodNull);
  const inner = branches.filter((branch) => !(branch instanceof z.ZodNull));
  // Of a number or a part (a rate or its schedule) the number is tried; parts have tests of their own.
  const numbers = inner.filter((branch) => branch instanceof z.ZodNumber);
  const own = (numbers.length > 0 ? numbers : inner).flatMap((branch) => badValuesOf(branch));
  return takesNull ? own.filter(({ value }) => value !== null) : own;
}

/** The alternatives of a field, without defaults and preparations. */
export function branchesOf(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return branchesOf(schema.def.innerType as z.ZodType);
  if (schema instanceof z.ZodNullable) return [...branchesOf(schema.def.innerType as z.ZodType), z.null()];
  if (schema instanceof z.ZodPipe) {
    const side = schema.def.in instanceof z.ZodTransform ? schema.def.out : schema.def.in;
    return branchesOf(side as z.ZodType);
  }
  if (schema instanceof z.ZodUnion && !(schema instanceof z.ZodDiscriminatedUnion))
    return schema.def.options.flatMap((option) => branchesOf(option as z.ZodType));
  return [schema];
}

function badValuesOf(schema: z.ZodType): BadValue[] {
  if (schema instanceof z.ZodNumber) return badNumbers(schema);
  if (schema instanceof z.ZodBoolean) {
    const codes = ['spec.not-a-boolean'];
    return ['yes', 1, null].map((value) => ({
      value,
      fault: 'no truth value',
      codes,
      details: { found: JSON.stringify(value) },
    }));
  }
  if (schema instanceof z.ZodEnum) return badNames(schema.options.map(String));
  if (schema instanceof z.ZodTuple || schema instanceof z.ZodArray) return badLists(schema);
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodObject) return badObjects();
  return [];
}

function badNumbers(schema: z.ZodNumber): BadValue[] {
  const isWhole = schema.format === 'safeint';
  const kind = isWhole ? 'int' : 'number';
  const codes = [wrongTypes[kind] ?? '', 'spec.not-a-number', 'spec.unknown-name', 'spec.misspelt-name'];
  const words = ['0,01', '０．５', 'many', true, null, {}].map((value) => ({
    value,
    fault: 'no number',
    codes: [...codes, 'spec.not-an-object', 'spec.missing', 'spec.not-a-list'],
  }));
  const fraction = {
    value: 1.5,
    fault: 'no whole number',
    codes: ['spec.not-an-integer'],
    details: { found: '1.5' },
  };
  return [...words, ...(isWhole ? [fraction] : []), ...beyond(schema)];
}

/** Values outside the bounds, among them those that float32 cannot hold. */
function beyond(schema: z.ZodNumber): BadValue[] {
  const checks = (schema.def.checks ?? []).map((check) => check._zod.def as unknown as Bound);
  const least = checks.filter(({ check }) => check === 'greater_than').map(({ value }) => value);
  const most = checks.filter(({ check }) => check === 'less_than').map(({ value }) => value);
  const below = least.length === 0 ? [] : [lower(Math.min(...least)), -1e308];
  const above = most.length === 0 ? [] : [Math.max(...most) * 2 + 1, 1e308];
  const open = checks.filter(({ inclusive }) => inclusive === false);
  const low = ['spec.too-small', 'spec.not-above'];
  const high = ['spec.too-large', 'spec.not-below', 'spec.not-an-integer'];
  return [
    ...below.map((value) => ({ value, fault: 'too small', codes: [...low, 'spec.not-an-integer'] })),
    ...above.map((value) => ({ value, fault: 'too large', codes: high })),
    ...open.map(({ value, check }) => ({
      value,
      fault: 'on an open bound',
      codes: check === 'greater_than' ? ['spec.not-above'] : ['spec.not-below'],
      details: { bound: value },
    })),
  ];
}

function lower(bound: number): number {
  return bound - Math.max(1, Math.abs(bound));
}

interface Bound {
  readonly check: string;
  readonly value: number;
  readonly inclusive?: boolean;
}

/** Names that are nearly right must be answered with the right one. */
export function badNames(names: readonly string[]): BadValue[] {
  const nearly = names.map((name) => ({
    value: `${name.slice(0, 2)}${name.slice(1)}`,
    fault: 'misspelt',
    codes: ['spec.misspelt-name'],
    details: { nearest: name },
  }));
  const strange = {
    value: 'qqqqqqqqqqqq',
    fault: 'unknown',
    codes: ['spec.unknown-name'],
    details: { allowed: names.join(', ') },
  };
  const number = { value: 3, fault: 'no name', codes: ['spec.unknown-name', 'spec.not-an-object'] };
  return [...nearly, strange, number];
}

/** A list that may be empty is not at fault for being so. */
function badLists(schema: z.ZodType): BadValue[] {
  const codes = [
    'spec.not-a-list',
    'spec.wrong-length',
    'spec.not-an-integer',
    'spec.not-a-number',
    'spec.too-few',
  ];
  const empty = schema.safeParse([]).success ? [] : [[]];
  return [...empty, ['a'], {}, 'wide', true].map((value) => ({
    value,
    fault: 'no such list',
    codes: [...codes, 'spec.too-small', 'spec.missing', 'spec.unknown-name', 'spec.not-an-object'],
  }));
}

function badObjects(): BadValue[] {
  const codes = ['spec.not-an-object', 'spec.unknown-name', 'spec.missing', 'spec.misspelt-name'];
  return [7, true, [], 'qqqqqqqqqqqq'].map((value) => ({ value, fault: 'no such part', codes }));
}
