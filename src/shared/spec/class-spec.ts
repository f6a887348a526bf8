/** The common form of layers, losses, optimizers and the like in documents: Keras's `{class_name, config}`. */
import * as z from 'zod';
import { resolveName } from './names.ts';

/** Schema of one class: `{class_name, config}` with exactly the given config keys. */
export function classSpec<const Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) {
  return z.strictObject({ class_name: z.literal(name), config: z.strictObject(shape) });
}

/** What {@link asClassSpec} may read besides class names. */
export interface ClassSpelling {
  readonly names: readonly string[];
  /** Plain names (lower case, no underscores) that stand for a class, such as `mse`. */
  readonly aliases?: ReadonlyMap<string, string>;
  /** Whether a bare name stands for the class with its defaults. Default true. */
  readonly isNameEnough?: boolean;
  /** Changes a config before it is checked, for keys of older Keras versions. */
  readonly config?: (config: Readonly<Record<string, unknown>>, className: string) => Record<string, unknown>;
}

/**
 * Reads the short forms of a class: a bare name, another case, an alias, an absent config.
 * Anything else passes unchanged, for the schema to judge.
 */
export function asClassSpec(spelling: ClassSpelling): (value: unknown) => unknown {
  return (value) => {
    if (typeof value === 'string' && spelling.isNameEnough !== false) {
      return asClassSpec(spelling)({ class_name: value });
    }
    if (!isRecord(value) || typeof value['class_name'] !== 'string') return value;
    const className = resolveName(value['class_name'], spelling.names, spelling.aliases);
    const config = value['config'] ?? {};
    const adapted = isRecord(config) && spelling.config ? spelling.config(config, className) : config;
    return { ...value, class_name: className, config: adapted };
  };
}

/** Whether a value is a plain object (not null, not an array). */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
