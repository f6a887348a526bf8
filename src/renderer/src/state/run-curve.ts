/** The curve of a run as the page draws it, continued by the events of its training. */
import type { BatchPoint, EpochRecord, TrainEvent } from '../../../shared/contract/engine.ts';
import type { LiveCurve } from '../../../shared/contract/queue.ts';

/** What the page has of a run. */
export interface RunCurve {
  readonly runId: string;
  readonly stepsPerEpoch: number | null;
  readonly totalSteps: number | null;
  readonly points: readonly BatchPoint[];
  readonly epochs: readonly EpochRecord[];
}

/**
 * A curve with what an event adds to it. A run that goes on from a checkpoint and whose curve is not here stays unknown:
 * what lies before has to be read first.
 */
export function continued(curve: RunCurve | undefined, event: TrainEvent): RunCurve | undefined {
  switch (event.type) {
    case 'started': {
      const { runId, stepsPerEpoch, totalSteps, firstStep } = event;
      if (curve === undefined && firstStep > 0) return undefined;
      const points = (curve?.points ?? []).filter(({ step }) => step <= firstStep);
      const epochs = (curve?.epochs ?? []).filter(({ epoch }) => epoch * stepsPerEpoch <= firstStep);
      return { runId, stepsPerEpoch, totalSteps, points, epochs };
    }
    case 'batches':
      return curve && { ...curve, points: [...curve.points, ...event.points] };
    case 'epoch':
      return curve && { ...curve, epochs: [...curve.epochs, event.record] };
    default:
      return curve;
  }
}

/** A curve that was read, and the events since then that overtook the answer: no point is lost, none comes twice. */
export function caughtUp(
  { seq, ...read }: LiveCurve,
  meanwhile: readonly TrainEvent[],
): { readonly seq: number; readonly curve: RunCurve } {
  const missed = meanwhile.filter((event) => event.seq > seq);
  const curve = missed.reduce<RunCurve>((known, event) => continued(known, event) ?? known, read);
  return { seq: missed.at(-1)?.seq ?? seq, curve };
}
