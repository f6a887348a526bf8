/**
 * Callbacks that change the course of a run, with the arguments and defaults of Keras 3.15. Keras's `TerminateOnNaN` is
 * not among them: every run ends at a loss that is not finite.
 */
import * as z from 'zod';
import { asClassSpec, classSpec, isRecord } from './class-spec.ts';
import { reportFault, reportUnknownName } from './faults.ts';
import { furtherMetrics, isLargerBetter, type MetricSpec, metricName, resolveLogName } from './metrics.ts';
import { finite, nonNegative } from './numbers.ts';
import type { OptimizerSpec } from './optimizers.ts';
import { quote } from './quote.ts';

const MOST_EPOCHS = 100_000;
const epochs = z.int().min(0).max(MOST_EPOCHS);

/** What both callbacks watch. */
const monitor = z
  .preprocess(
    (value) => (typeof value === 'string' ? resolveLogName(value) : value),
    z.string().min(1).max(200),
  )
  .prefault('val_loss');

/** `auto`: as the name says; `val_loss` is to fall, `val_accuracy` to rise. */
const mode = z.enum(['auto', 'min', 'max']).default('auto');

const classes = [
  classSpec('EarlyStopping', {
    monitor,
    /** Least change that counts as better; its sign does not matter. */
    min_delta: finite.default(0),
    /** Epochs without a better value after which the run ends. */
    patience: epochs.default(0),
    mode,
    /** Only values better than this one begin the wait anew; null: any better value. */
    baseline: finite.nullable().default(null),
    /** Whether the run ends with the weights of its best epoch, whatever ended it. */
    restore_best_weights: z.boolean().default(false),
    /** Epochs at the begin that are not watched. */
    start_from_epoch: epochs.default(0),
  }),
  classSpec('ReduceLROnPlateau', {
    monitor,
    /** What the learning rate is multiplied by. */
    factor: z.number().gt(0).lt(1).default(0.1),
    /** Epochs without a better value after which it is. */
    patience: epochs.default(10),
    mode,
    min_delta: finite.default(1e-4),
    /** Epochs after a reduction in which nothing is waited for. */
    cooldown: epochs.default(0),
    min_lr: nonNegative.default(0),
  }),
] as const;

/** A callback; a bare name stands for its defaults. Keras's `verbose` is read over: every message is always given. */
const callbackSchema = z.preprocess(
  asClassSpec({
    names: classes.map((option) => option.shape.class_name.value),
    config: ({ verbose: _always, ...config }) => config,
  }),
  z.discriminatedUnion('class_name', classes),
);

/** A callback in normal form. */
export type CallbackSpec = z.output<typeof callbackSchema>;

/** The arguments of {@link CallbackSpec} `EarlyStopping`. */
export type EarlyStoppingConfig = Extract<CallbackSpec, { class_name: 'EarlyStopping' }>['config'];

/** The arguments of {@link CallbackSpec} `ReduceLROnPlateau`. */
export type PlateauConfig = Extract<CallbackSpec, { class_name: 'ReduceLROnPlateau' }>['config'];

/** The callbacks of an experiment, which are called in this order; one may stand for the list. */
export const callbacksSchema = z.preprocess(
  (value) => (typeof value === 'string' || isRecord(value) ? [value] : value),
  z.array(callbackSchema).max(10),
);

/** Names of {@link CallbackSpec}, in the order of Keras's documentation. */
export const callbackClassNames = classes.map((option) => option.shape.class_name.value);

/** Whether a callback takes larger values for better ones. */
export function watchesLarger({ mode, monitor }: Pick<EarlyStoppingConfig, 'mode' | 'monitor'>): boolean {
  return mode === 'auto' ? isLargerBetter(monitor.replace(/^val_/, '')) : mode === 'max';
}

/** The parts of an experiment that its callbacks depend on. */
interface Watched {
  readonly callbacks: readonly CallbackSpec[];
  readonly metrics: readonly MetricSpec[];
  readonly validation: { readonly from: string };
  readonly optimizer: OptimizerSpec;
}

/** The numbers of an epoch that a callback can watch: those of the training, and of the validation if there is one. */
export function monitorNames({
  metrics,
  validation,
}: Pick<Watched, 'metrics' | 'validation'>): readonly string[] {
  const trained = trainedNames(metrics);
  return validation.from === 'none' ? trained : [...trained.map((name) => `val_${name}`), ...trained];
}

function trainedNames(metrics: readonly MetricSpec[]): readonly string[] {
  return ['loss', 'accuracy', ...furtherMetrics(metrics).map(metricName)];
}

/** Reports callbacks that watch what the experiment does not measure, or change what they cannot change. */
export function checkCallbacks(experiment: Watched, context: z.RefinementCtx): void {
  const { metrics, optimizer } = experiment;
  const validated = trainedNames(metrics).map((name) => `val_${name}`);
  const allowed = monitorNames(experiment);
  for (const [index, { class_name: className, config }] of experiment.callbacks.entries()) {
    const found = config.monitor;
    const path = ['callbacks', index, 'config', 'monitor'];
    if (!allowed.includes(found)) {
      if (!validated.includes(found)) reportUnknownName(context, { path, found, allowed });
      else reportFault(context, { code: 'spec.nothing-validated', path, details: { found: quote(found) } });
    }
    const rate = optimizer.config.learning_rate;
    if (className === 'ReduceLROnPlateau' && typeof rate !== 'number') {
      const details = { found: rate.class_name };
      reportFault(context, { code: 'spec.plateau-and-schedule', path: ['callbacks', index], details });
    }
  }
}
