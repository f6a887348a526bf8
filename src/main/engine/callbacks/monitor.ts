/** What callbacks have in common: the number that they watch, and whether it has become better. */
import type { EpochRecord } from '../../../shared/contract/engine.ts';
import { type EarlyStoppingConfig, watchesLarger } from '../../../shared/spec/callbacks.ts';

/** Where a callback stands; a resumed run goes on from it. */
export interface MonitorState {
  /** Epochs since the value was better. */
  readonly wait: number;
  /** The best value so far; null before the first one. */
  readonly best: number | null;
  /** Epoch of the best value, counted from 1; null before the first one. */
  readonly bestEpoch: number | null;
  /** Epochs in which nothing is waited for. */
  readonly cooldown: number;
}

/** Where every callback begins. */
export const firstState: MonitorState = { wait: 0, best: null, bestEpoch: null, cooldown: 0 };

/** The number that a callback watches; null where the epoch has none. */
export function monitoredValue(record: EpochRecord, monitor: string): number | null {
  switch (monitor) {
    case 'loss':
    case 'accuracy':
    case 'val_loss':
    case 'val_accuracy':
      return record[monitor];
    default:
      return record.metrics?.[monitor] ?? null;
  }
}

/**
 * Whether a value is better than a reference by more than `min_delta`; any value is better than none. Keras compares
 * in float32, so values that are equal there are no improvement. NaN is never better, and nothing is better than NaN.
 */
export function isImprovement(
  config: Pick<EarlyStoppingConfig, 'monitor' | 'mode' | 'min_delta'>,
  value: number,
  reference: number | null,
): boolean {
  if (reference === null) return true;
  const delta = Math.abs(config.min_delta);
  return watchesLarger(config)
    ? Math.fround(value - delta) > Math.fround(reference)
    : Math.fround(value + delta) < Math.fround(reference);
}
