/** The experiment document: everything that determines a run. Same document, same device: same bits. */
import * as z from 'zod';
import { callbacksSchema, checkCallbacks } from './callbacks.ts';
import { parseDocumentText } from './document-text.ts';
import { DOCUMENT_VERSION, parseDocument } from './document.ts';
import { reportFault } from './faults.ts';
import { lossSchema } from './losses.ts';
import { metricsSchema } from './metrics.ts';
import { modelSchema } from './model.ts';
import { count, finite } from './numbers.ts';
import { optimizerSchema } from './optimizers.ts';
import { identifier, title } from './text.ts';

const MOST_IMAGES = 10_000_000;

/** A number of images; null or `all` for all of them. */
const imageCount = z.preprocess(
  (value) => (value === 'all' ? null : value),
  count(MOST_IMAGES).nullable().default(null),
);

const dataset = z.preprocess(
  (value) => (typeof value === 'string' ? { id: value } : value),
  z.strictObject({
    /** Id of a data set, such as `mnist`. */
    id: identifier,
    /** Training images (validation images among them), drawn by the seed, evenly over the classes. */
    train: imageCount,
    /** Test images, drawn likewise. */
    test: imageCount,
  }),
);

const validation = z.preprocess(
  (value) => (typeof value === 'string' ? { from: value } : value),
  z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('train'), split: z.number().gt(0).lt(1) }),
    z.strictObject({ from: z.literal('test') }),
    z.strictObject({ from: z.literal('none') }),
  ]),
);

const hash = z.string().superRefine((text, context) => {
  if (!/^[0-9a-f]{64}$/.test(text)) reportFault(context, { code: 'spec.bad-hash' });
});

/** Weights that a run begins from in place of ones drawn by the seed. */
const initialWeights = z.strictObject({
  /** SHA-256 of all weights in Keras's order, little-endian float32: it names the stored weights and proves them. */
  sha256: hash,
  /** Where they came from, for people: a file's name, or a run. */
  source: title(200).optional(),
});

/** A seed of all random numbers: 0 to 2^53 - 1; 0 is a seed like any other. */
export const seedSchema = z.int().min(0);

const fields = z.strictObject({
  tatami: z.literal('experiment'),
  version: z.literal(DOCUMENT_VERSION),
  /** Name for people. */
  name: title(200).default('experiment'),
  dataset,
  /** Each pixel (0 to 255) enters as `pixel * scale + offset`. */
  preprocessing: z.strictObject({ scale: finite.default(1 / 255), offset: finite.default(0) }).prefault({}),
  /** Where validation images come from: the end of the training images (a share), the test images, or nowhere. */
  validation: validation.prefault({ from: 'test' }),
  model: modelSchema,
  loss: lossSchema,
  metrics: metricsSchema.prefault(['accuracy']),
  optimizer: optimizerSchema,
  /** Weights to begin from; absent where the seed draws them. */
  initial_weights: initialWeights.optional(),
  /** 1 to 100,000 passes over the training images; 0, to evaluate only, where there are weights to begin from. */
  epochs: z.int().min(0).max(100_000).default(1),
  /** Images per step; `all` (or more than there are) is plain gradient descent on all training images. */
  batch_size: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.toLowerCase() : value),
      z.union([count(1_000_000), z.literal('all')]),
    )
    .prefault(32),
  /** Whether the training images are put in a new order before each epoch. */
  shuffle: z.boolean().default(true),
  seed: seedSchema.default(0),
  /** What may end the run early or lower its learning rate, by the numbers of each epoch. */
  callbacks: callbacksSchema.prefault([]),
});

/** An experiment. Keras's defaults hold where Keras has one (epochs 1, batch size 32, shuffling). */
export const experimentSchema = fields.superRefine((experiment, context) => {
  checkCallbacks(experiment, context);
  if (experiment.epochs > 0 || experiment.initial_weights !== undefined) return;
  reportFault(context, { code: 'spec.too-small', path: ['epochs'], details: { found: '0', bound: 1 } });
});

/** An experiment in normal form: every default written out. Parsing it again gives the same value. */
export type Experiment = z.output<typeof experimentSchema>;

/**
 * Reads an experiment document into normal form.
 * @throws LabError `spec.*` for the first fault, with its path, what was found and what is allowed.
 */
export function parseExperiment(value: unknown): Experiment {
  return parseDocument(experimentSchema, 'experiment', value);
}

/** Reads the text of an experiment document (JSON, at most 1,000,000 characters). @throws LabError `spec.*`. */
export function parseExperimentText(text: string): Experiment {
  return parseExperiment(parseDocumentText(text));
}
