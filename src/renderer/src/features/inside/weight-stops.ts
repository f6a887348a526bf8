import type { CheckpointRecord } from '../../../../shared/contract/engine.ts';
import type { WeightsChoice } from '../../../../shared/contract/inspect.ts';

/** A stop of the epoch slider. */
export interface WeightStop {
  readonly choice: WeightsChoice;
  /** Null for the weights before training. */
  readonly checkpoint: CheckpointRecord | null;
}

/** Where the slider stops: before training, then each checkpoint that is kept by rising step, one for each step. */
export function weightStops(checkpoints: readonly CheckpointRecord[]): readonly WeightStop[] {
  const byStep = new Map(checkpoints.map((checkpoint) => [checkpoint.step, checkpoint]));
  const kept = [...byStep.values()].filter(({ step }) => step > 0).toSorted((a, b) => a.step - b.step);
  return [
    { choice: 'start', checkpoint: null },
    ...kept.map((checkpoint) => ({ choice: { file: checkpoint.file }, checkpoint })),
  ];
}

/** The place of a choice among the stops; the end is the last one. */
export function stopOf(choice: WeightsChoice, stops: readonly WeightStop[]): number {
  if (choice === 'end') return stops.length - 1;
  if (choice === 'start') return 0;
  const at = stops.findIndex(({ checkpoint }) => checkpoint?.file === choice.file);
  return at < 0 ? stops.length - 1 : at;
}
