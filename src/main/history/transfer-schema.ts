import * as z from 'zod';
import { runStartSchema } from '../../shared/contract/history-rpc.ts';
import { experimentSchema } from '../../shared/spec/experiment.ts';

/** A number in JSON, where NaN and the infinities stand as words. */
const anyNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const numberOrNull = anyNumber.nullable();
const whole = z.int().nonnegative();
const text = z.string().max(20_000);
const id = z.string().regex(/^[0-9a-z]{12}$/);
const metricName = z.string().max(200);
const column = z.array(anyNumber).max(10_000_000);

const ended = z.enum(['interrupted', 'failed', 'completed', 'stopped', 'diverged']);

const callbackEnding = z.strictObject({
  stoppedEarly: z
    .strictObject({ epoch: whole, monitor: text, best: numberOrNull, bestEpoch: whole.nullable() })
    .nullable(),
  restoredEpoch: whole.nullable(),
});

const end = z.strictObject({
  status: ended,
  finalWeightsSha256: text.nullable(),
  imagesPerSecond: numberOrNull,
  divergedAtStep: whole.nullable(),
  failure: text.nullable(),
  callbacks: callbackEnding.optional(),
});

const epochRecord = z.strictObject({
  epoch: z.int().positive(),
  loss: anyNumber,
  accuracy: anyNumber,
  val_loss: numberOrNull,
  val_accuracy: numberOrNull,
  metrics: z.record(metricName, numberOrNull).optional(),
  learning_rate: anyNumber,
  durationMs: anyNumber,
});

const run = z.strictObject({
  id,
  name: text,
  status: z.union([ended, z.literal('running')]),
  createdAtMs: whole,
  variant: text.nullable(),
  repeatOf: text.nullable(),
  tags: z.array(text).max(1000),
  note: text,
  experiment: experimentSchema,
  start: runStartSchema.nullable(),
  end: end.nullable(),
  epochRecords: z.array(epochRecord).max(100_000),
});

const comparison = z.strictObject({ id, name: text, document: z.unknown(), createdAtMs: whole });

const curve = z.strictObject({
  step: z.array(whole).max(10_000_000),
  loss: column,
  accuracy: column,
  timeMs: column,
});

/** The typed arrays stand as base64 of their little-endian bytes. */
const evaluation = z.strictObject({
  count: z.int().min(0).max(10_000_000),
  topK: z.int().min(1).max(1000),
  loss: anyNumber,
  accuracy: anyNumber,
  superclassAccuracy: numberOrNull,
  metrics: z.record(metricName, anyNumber).optional(),
  labels: z.base64(),
  topClasses: z.base64(),
  topProbabilities: z.base64(),
});

/** As `TrainingPredictions`, with the typed arrays as base64. */
const predictions = z.strictObject({
  half: z.enum(['train', 'test']),
  count: z.int().min(0).max(10_000_000),
  places: z.base64(),
  labels: z.base64(),
  epochs: z
    .array(z.strictObject({ epoch: z.int().positive(), classes: z.base64(), confidences: z.base64() }))
    .max(1000),
});

/**
 * An exported run. Its checkpoints are not in it: they are files of the machine that trained; nor are the verdicts of
 * its repetitions: they speak of two runs, of which the other stays behind.
 */
export const exportSchema = z.strictObject({
  tatami: z.literal('run'),
  version: z.literal(1),
  run,
  comparison: comparison.nullable(),
  curve,
  evaluation: evaluation.nullable(),
  predictions: predictions.optional(),
});

/** An exported run as checked. */
export type ExportedRun = z.output<typeof exportSchema>;
