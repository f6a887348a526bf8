import type { PlateauConfig } from '../../../shared/spec/callbacks.ts';
import { isImprovement, type MonitorState } from './monitor.ts';

/** What {@link reduceOnPlateau} makes of an epoch. */
export interface PlateauStep {
  readonly state: MonitorState;
  /** Learning rate of the epochs that follow. */
  readonly rate: number;
}

/**
 * Keras 3.15's `ReduceLROnPlateau` at the end of an epoch: where the value has not become better for `patience`
 * epochs, the learning rate is multiplied by `factor`, down to `min_lr`; then `cooldown` epochs pass unwatched.
 *
 * Source: keras/src/callbacks/reduce_lr_on_plateau.py.
 *
 * @param epoch Counted from 1.
 * @param value The watched number; null where the epoch has none, and nothing happens.
 * @param rate Learning rate of the epoch that ends.
 */
export function reduceOnPlateau(
  config: PlateauConfig,
  state: MonitorState,
  { epoch, value, rate }: Readonly<{ epoch: number; value: number | null; rate: number }>,
): PlateauStep {
  if (value === null) return { state, rate };
  const isCooling = state.cooldown > 0;
  const cooldown = isCooling ? state.cooldown - 1 : 0;
  const waited = isCooling ? 0 : state.wait;
  if (isImprovement(config, value, state.best)) {
    return { state: { wait: 0, best: value, bestEpoch: epoch, cooldown }, rate };
  }
  if (cooldown > 0) return { state: { ...state, wait: waited, cooldown }, rate };
  const wait = waited + 1;
  const isDue = wait >= config.patience && Math.fround(rate) > Math.fround(config.min_lr);
  if (!isDue) return { state: { ...state, wait, cooldown }, rate };
  return { state: { ...state, wait: 0, cooldown: config.cooldown }, rate: reducedRate(config, rate) };
}

/** Keras keeps the rate in float32 and multiplies in float64. */
function reducedRate({ factor, min_lr: least }: PlateauConfig, rate: number): number {
  return shortest(Math.fround(Math.max(Math.fround(rate) * factor, least)));
}

/** The shortest decimal number that is the given one in float32: 0.01 for 0.009999999776482582. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
