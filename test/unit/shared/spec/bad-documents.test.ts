import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeError, LabError } from '../../../../src/shared/contract/errors.ts';
import { activationNames } from '../../../../src/shared/spec/activations.ts';
import {
  experimentSchema,
  parseExperiment,
  parseExperimentText,
} from '../../../../src/shared/spec/experiment.ts';
import { initializerClassNames, initializerSchema } from '../../../../src/shared/spec/initializers.ts';
import { type LayerClassName, layerClassNames, layerSchema } from '../../../../src/shared/spec/layers.ts';
import { lossClassNames, lossSchema } from '../../../../src/shared/spec/losses.ts';
import { optimizerClassNames, optimizerSchema } from '../../../../src/shared/spec/optimizers.ts';
import { quote } from '../../../../src/shared/spec/quote.ts';
import { scheduleClassNames, scheduleSchema } from '../../../../src/shared/spec/schedules.ts';
import { badNames, badValues, branchesOf, type BadValue } from './bad-values.ts';
import { draftExperiment, withLayer } from './documents.ts';

type Config = Readonly<Record<string, unknown>>;

/** A wrong document, the path of its fault, and what must be said of it. */
interface BadDocument extends BadValue {
  readonly path: string;
  readonly document: unknown;
}

/** What each layer needs at least. A new class does not compile until it has its line. */
const needed: Readonly<Record<LayerClassName, Config>> = {
  Dense: { units: 1 },
  Flatten: {},
  Dropout: { rate: 0 },
  SpatialDropout2D: { rate: 0 },
  GaussianNoise: { stddev: 0 },
  LayerNormalization: {},
  BatchNormalization: {},
  Activation: { activation: 'relu' },
  ReLU: {},
  LeakyReLU: {},
  Rescaling: { scale: 1 },
  Conv2D: { filters: 1, kernel_size: 1 },
  DepthwiseConv2D: { kernel_size: 1 },
  SeparableConv2D: { filters: 1, kernel_size: 1 },
  ZeroPadding2D: {},
  MaxPooling2D: {},
  AveragePooling2D: {},
  GlobalAveragePooling2D: {},
  GlobalMaxPooling2D: {},
  RandomFlip: {},
  RandomTranslation: { height_factor: 0, width_factor: 0 },
  RandomRotation: { factor: 0 },
  RandomCrop: { height: 1, width: 1 },
  Residual: { layers: ['Activation'].map((class_name) => ({ class_name, config: { activation: 'relu' } })) },
};

const decay = { initial_learning_rate: 1, decay_steps: 1, decay_rate: 1 };
const neededBySchedule: Readonly<Record<(typeof scheduleClassNames)[number], Config>> = {
  InverseTimeDecay: decay,
  ExponentialDecay: decay,
  PiecewiseConstantDecay: { boundaries: [1], values: [1, 2] },
  PolynomialDecay: { initial_learning_rate: 1, decay_steps: 1 },
  CosineDecay: { initial_learning_rate: 1, decay_steps: 1 },
  RobbinsMonro: { initial_learning_rate: 1 },
};

/** The fields of one class's config. */
function fieldsOf(schema: z.ZodType, className: string): Record<string, z.ZodType> {
  const union = branchesOf(schema).find((branch) => branch instanceof z.ZodDiscriminatedUnion);
  const options = (union?.def.options ?? []) as z.ZodObject<{
    class_name: z.ZodLiteral;
    config: z.ZodObject;
  }>[];
  const option = options.find((one) => one.shape.class_name.value === className);
  return option?.shape.config.shape ?? {};
}

/** Every wrong value of every field of a class, in a document that is right otherwise. */
function badConfigs(
  schema: z.ZodType,
  given: { readonly className: string; readonly config: Config; readonly path: string },
  documentWith: (part: unknown) => unknown,
): BadDocument[] {
  const { className, config, path } = given;
  const part = (changed: Config): unknown =>
    documentWith({ class_name: className, config: { ...config, ...changed } });
  const fields = Object.entries(fieldsOf(schema, className)).filter(([name]) => name !== 'name');
  const wrong = fields.flatMap(([name, field]) =>
    badValues(field).map((bad) => ({
      ...bad,
      path: `${path}.${name}`,
      document: part({ [name]: bad.value }),
    })),
  );
  const misspelt = fields.map(([name]) => ({
    ...{ value: name, fault: 'misspelt', codes: ['spec.misspelt-key'], details: { nearest: name } },
    path: `${path}.${name}x`,
    document: part({ [`${name}x`]: 1 }),
  }));
  const unknown = {
    value: 1,
    fault: 'unknown',
    codes: ['spec.unknown-key'],
    path: `${path}.qqqqqqqq`,
    document: part({ qqqqqqqq: 1 }),
  };
  const missing = Object.keys(config).map((name) => ({
    ...{ value: undefined, fault: 'missing', codes: ['spec.missing'], path: `${path}.${name}` },
    document: part({ [name]: undefined }),
  }));
  return [...wrong, ...misspelt, unknown, ...missing];
}

const inLayer = (layer: unknown): unknown => withLayer(0, layer);
const inOptimizer = (optimizer: unknown): unknown => draftExperiment({ optimizer });
const inSchedule = (learning_rate: unknown): unknown =>
  inOptimizer({ class_name: 'SGD', config: { learning_rate } });
const inLoss = (loss: unknown): unknown => draftExperiment({ loss });
const inInitializer = (kernel_initializer: unknown): unknown =>
  inLayer({ class_name: 'Dense', config: { units: 1, kernel_initializer } });

const configs: readonly BadDocument[] = [
  ...layerClassNames.flatMap((className) =>
    badConfigs(
      layerSchema,
      { className, config: needed[className], path: 'model.layers[0].config' },
      inLayer,
    ),
  ),
  ...optimizerClassNames.flatMap((className) =>
    badConfigs(optimizerSchema, { className, config: {}, path: 'optimizer.config' }, inOptimizer),
  ),
  ...scheduleClassNames.flatMap((className) =>
    badConfigs(
      scheduleSchema,
      { className, config: neededBySchedule[className], path: 'optimizer.config.learning_rate.config' },
      inSchedule,
    ),
  ),
  ...lossClassNames.flatMap((className) =>
    badConfigs(lossSchema, { className, config: {}, path: 'loss.config' }, inLoss),
  ),
  ...initializerClassNames.flatMap((className) =>
    badConfigs(
      initializerSchema,
      { className, config: {}, path: 'model.layers[0].config.kernel_initializer.config' },
      inInitializer,
    ),
  ),
];

const named = (
  names: readonly string[],
  path: string,
  documentWith: (name: unknown) => unknown,
): BadDocument[] =>
  badNames(names)
    .filter(({ value }) => typeof value === 'string')
    .map((bad) => ({ ...bad, path, document: documentWith(bad.value) }));

/** Misspelt and unknown names of every class. */
const names: readonly BadDocument[] = [
  ...named(layerClassNames, 'model.layers[0].class_name', (class_name) =>
    inLayer({ class_name, config: {} }),
  ),
  ...named(optimizerClassNames, 'optimizer.class_name', inOptimizer),
  ...named(lossClassNames, 'loss.class_name', inLoss),
  ...named(scheduleClassNames, 'optimizer.config.learning_rate.class_name', (class_name) =>
    inSchedule({ class_name, config: {} }),
  ),
  ...named(initializerClassNames, 'model.layers[0].config.kernel_initializer.class_name', inInitializer),
  ...named(activationNames, 'model.layers[0].config.activation', (activation) =>
    inLayer({ class_name: 'Activation', config: { activation } }),
  ),
];

/** Wrong values of the fields of the document itself. */
const topFields: readonly BadDocument[] = Object.entries(experimentSchema.shape)
  .filter(
    ([name]) => !['tatami', 'version', 'name', 'dataset', 'validation', 'metrics', 'loss'].includes(name),
  )
  .flatMap(([name, field]) =>
    badValues(field as z.ZodType).map((bad) => ({
      ...bad,
      path: name,
      document: draftExperiment({ [name]: bad.value }),
    })),
  );

/** The values that people and hostile files are known to bring (learning rates, sizes, epochs, seeds, versions). */
const known: readonly [path: string, value: unknown, document: unknown, code: string][] = [
  ...[0, -1, 5e-324].map((value) => rate(value, 'spec.too-small')),
  rate(1e308, 'spec.too-large'),
  ...['0,01', '０．０１'].map((value) => rate(value, 'spec.not-a-number')),
  top('batch_size', 0, 'spec.too-small'),
  top('batch_size', 1.5, 'spec.not-an-integer'),
  top('batch_size', -32, 'spec.too-small'),
  top('epochs', 0, 'spec.too-small'),
  top('epochs', 1e9, 'spec.too-large'),
  top('seed', -1, 'spec.too-small'),
  top('seed', 2 ** 53 + 2, 'spec.too-large'),
  top('seed', 0.5, 'spec.not-an-integer'),
  top('version', 999, 'spec.newer'),
  top('name', 'a\u202Eb', 'spec.bad-text'),
  top('name', 'a\u0000b', 'spec.bad-text'),
  top('name', 'a\nb', 'spec.bad-text'),
  top('name', 'x'.repeat(1_000_000), 'spec.long-text'),
];

function rate(value: unknown, code: string): (typeof known)[number] {
  const document = inOptimizer({ class_name: 'SGD', config: { learning_rate: value } });
  return ['optimizer.config.learning_rate', value, document, code];
}

function top(name: string, value: unknown, code: string): (typeof known)[number] {
  return [name, value, draftExperiment({ [name]: value }), code];
}

function errorOf(document: unknown): LabError {
  try {
    parseExperiment(document);
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error(`accepted: ${quote(document)}`);
}

/** Path, value found and what is allowed stand in the words of both languages, and no blank is left. */
function expectWords(error: LabError, path: string): void {
  for (const language of ['ja', 'en'] as const) {
    const { message, hint } = describeError(error, language);
    expect(message).toContain(path);
    expect(`${message} ${hint}`).not.toMatch(/\{(path|found|bound|allowed|nearest|code)\}/);
  }
}

const title = ({ path, value, fault }: BadDocument): string => `${path} = ${quote(value)} (${fault})`;

describe('A document with one wrong field is refused with path, value and what is allowed', () => {
  it.each([...configs, ...names, ...topFields].map((bad) => [title(bad), bad] as const))('%s', (_, bad) => {
    const error = errorOf(bad.document);
    expect(bad.codes, error.message).toContain(error.code);
    const path = String(error.details['path']);
    expect(path.startsWith(bad.path), `${path} for ${bad.path}`).toBe(true);
    expectWords(error, path);
    expect(error.details).toMatchObject(bad.details ?? {});
  });

  it.each(
    known.map(([path, value, document, code]) => [path, quote(value).slice(0, 30), document, code] as const),
  )('%s = %s', (path, _, document, code) => {
    const error = errorOf(document);
    expect(error.code).toBe(code);
    if (code === 'spec.newer') return;
    expect(error.details['path']).toBe(path);
    expectWords(error, path);
  });

  it('covers hundreds of faults', () => {
    expect(configs.length + names.length + topFields.length).toBeGreaterThan(1000);
  });
});

describe('What may look wrong but is right', () => {
  it.each([
    ['seed 0', { seed: 0 }],
    ['seed 2^32', { seed: 2 ** 32 }],
    ['seed 2^53 - 1', { seed: 2 ** 53 - 1 }],
    ['batch size 1', { batch_size: 1 }],
    ['batch size 50,001', { batch_size: 50_001 }],
    ['a formula as a name', { name: '=HYPERLINK("x")' }],
    ['markup as a name', { name: '<img onerror=x>' }],
  ])('%s is kept as it is', (_, changes) => {
    expect(parseExperiment(draftExperiment(changes))).toMatchObject(changes);
  });

  it('is not a document of a gigabyte, which is refused unread', () => {
    expect(() => parseExperimentText(' '.repeat(1_000_001))).toThrow(/at most 1000000|1000001/);
  });
});
