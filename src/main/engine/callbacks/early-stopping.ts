import type { EarlyStoppingConfig } from '../../../shared/spec/callbacks.ts';
import { isImprovement, type MonitorState } from './monitor.ts';

/** What {@link earlyStopping} makes of an epoch. */
export interface EarlyStoppingStep {
  readonly state: MonitorState;
  /** Whether the epoch is the best so far: its weights are those to keep. */
  readonly isBest: boolean;
  /** Whether the run shall end with this epoch. */
  readonly isOver: boolean;
}

/**
 * Keras 3.15's `EarlyStopping` at the end of an epoch: it ends a run whose value has not become better for `patience`
 * epochs. With a `baseline`, a value that is better than all before but not than the baseline does not begin the wait
 * anew, though the run does not end with it. The first epoch never ends a run.
 *
 * Source: keras/src/callbacks/early_stopping.py.
 *
 * @param epoch Counted from 1.
 * @param value The watched number; null where the epoch has none, and nothing happens.
 */
export function earlyStopping(
  config: EarlyStoppingConfig,
  state: MonitorState,
  { epoch, value }: Readonly<{ epoch: number; value: number | null }>,
): EarlyStoppingStep {
  if (value === null || epoch <= config.start_from_epoch) return { state, isBest: false, isOver: false };
  const wait = state.wait + 1;
  if (!isImprovement(config, value, state.best)) {
    return { state: { ...state, wait }, isBest: false, isOver: wait >= config.patience && epoch > 1 };
  }
  const isAnew = config.baseline === null || isImprovement(config, value, config.baseline);
  const better = { ...state, wait: isAnew ? 0 : wait, best: value, bestEpoch: epoch };
  return { state: better, isBest: true, isOver: false };
}
