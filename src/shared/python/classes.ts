/** Python source text for the parts of an experiment: initializers, regularizers, losses, optimizers, schedules. */
import type { Experiment } from '../spec/experiment.ts';
import { callbacksSchema, type CallbackSpec } from '../spec/callbacks.ts';
import { isRecord } from '../spec/class-spec.ts';
import { initializerSchema } from '../spec/initializers.ts';
import { snakeCase } from '../spec/layer-names.ts';
import { lossSchema } from '../spec/losses.ts';
import { optimizerSchema } from '../spec/optimizers.ts';
import { regularizerSchema } from '../spec/regularizers.ts';
import { pythonCall, pythonFloats, pythonString, pythonValue } from './literals.ts';

/** The module of Keras that holds the classes of an argument; null for an argument that is a plain value. */
function moduleOf(argument: string): string | null {
  if (argument.endsWith('_initializer')) return 'initializers';
  if (argument.endsWith('_regularizer')) return 'regularizers';
  return argument === 'learning_rate' ? 'optimizers.schedules' : null;
}

/** The rate of the lecture's slides, which Keras does not have: Robbins and Monro 1951. */
const ownSchedule = 'RobbinsMonro';

/** Arguments that count; everywhere else Keras wants floats, and refuses `momentum=0`. */
const countingArguments: readonly string[] = [
  ...['decay_steps', 'warmup_steps', 'boundaries', 'ema_overwrite_frequency'],
  ...['patience', 'cooldown', 'start_from_epoch', 'k'],
];

/** The value of a named argument; a `{class_name, config}` becomes a call with every argument written out. */
export function argumentValue(argument: string, value: unknown, indent: string): string {
  const module = moduleOf(argument);
  if (module === null || !isRecord(value)) return pythonValue(value);
  const className = String(value['class_name']);
  const config = isRecord(value['config']) ? value['config'] : {};
  const name = className === ownSchedule ? className : `${module}.${className}`;
  return pythonCall(name, namedArguments(config, indent), indent);
}

/** `name=value` for each entry of a config other than a layer's. */
export function namedArguments(config: Readonly<Record<string, unknown>>, indent: string): string[] {
  return Object.entries(config).map(([name, value]) => {
    const isPlain = !isRecord(value) && !countingArguments.includes(name);
    return `${name}=${isPlain ? pythonFloats(value) : argumentValue(name, value, `${indent}    `)}`;
  });
}

/** Schemas of the classes that Keras also knows by a name alone. */
const schemasOfNames = [initializerSchema, regularizerSchema, lossSchema];

/**
 * The shortest expression for a value: a name for a class with Keras's defaults (`"he_normal"`), else a call of the
 * class, without its module, with the arguments that differ (`L2(l2=0.001)`).
 */
export function shortValue(value: unknown): string {
  if (!isRecord(value)) return pythonValue(value);
  const className = String(value['class_name']);
  const config = isRecord(value['config']) ? value['config'] : {};
  if (isDefault(value)) return pythonString(snakeCase(className));
  return `${className}(${namedArguments(config, '').join(', ')})`;
}

/** The shortest call that makes an experiment's optimizer: its learning rate, and what differs from Keras 3's defaults. */
export function shortOptimizer({ optimizer }: Experiment): string {
  const { class_name: className, config } = optimizer;
  const defaults = new Map<string, unknown>(Object.entries(optimizerSchema.parse(className).config));
  const args = Object.entries(config)
    .filter(([name, value]) => name === 'learning_rate' || defaults.get(name) !== value)
    .map(([name, value]) => `${name}=${shortArgument(name, value)}`);
  return `${className}(${args.join(', ')})`;
}

function shortArgument(name: string, value: unknown): string {
  if (isRecord(value)) return shortValue(value);
  return countingArguments.includes(name) ? pythonValue(value) : pythonFloats(value);
}

/** The shortest call of a callback: what differs from Keras's defaults. */
export function shortCallback({ class_name: className, config }: CallbackSpec): string {
  const [bare] = callbacksSchema.parse(className);
  const defaults = new Map<string, unknown>(Object.entries(bare?.config ?? {}));
  const args = Object.entries(config)
    .filter(([name, value]) => defaults.get(name) !== value)
    .map(([name, value]) => `${name}=${shortArgument(name, value)}`);
  return `${className}(${args.join(', ')})`;
}

/** Whether a class carries Keras's defaults and Keras finds it by its name. */
function isDefault(value: Readonly<Record<string, unknown>>): boolean {
  if (value['class_name'] === 'L1L2') return false;
  const parsed = schemasOfNames.map((schema) => schema.safeParse(value['class_name']));
  return parsed.some(({ success, data }) => success && JSON.stringify(data) === JSON.stringify(value));
}

/** The call that makes an experiment's optimizer, with every argument. */
export function optimizerCall({ optimizer }: Experiment): string {
  const args = namedArguments(optimizer.config, '');
  return `optimizers.${optimizer.class_name}(\n${args.map((argument) => `    ${argument},\n`).join('')})`;
}

/** The call that makes an experiment's loss, with every argument. */
export function lossCall({ loss }: Experiment): string {
  return pythonCall(`losses.${loss.class_name}`, namedArguments(loss.config, ''));
}

/** The classes that an experiment needs and Keras lacks, as source text; empty where it needs none. */
export function ownClasses({ optimizer }: Experiment, docstring: string): string {
  const rate = optimizer.config.learning_rate;
  if (typeof rate === 'number' || rate.class_name !== ownSchedule) return '';
  return `class RobbinsMonro(optimizers.schedules.LearningRateSchedule):
    ${pythonString(docstring)}

    def __init__(self, initial_learning_rate, alpha):
        self.initial_learning_rate = initial_learning_rate
        self.alpha = alpha

    def __call__(self, step):
        steps_done = keras.ops.cast(step, "float32")
        return self.initial_learning_rate / (self.alpha * (steps_done + 1.0))

    def get_config(self):
        return {"initial_learning_rate": self.initial_learning_rate, "alpha": self.alpha}


`;
}
