import type { BatchPoint, EpochRecord, TrainEvent } from '../../shared/contract/engine.ts';
import type { HistoryPort } from '../../shared/contract/history.ts';
import type { LiveCurve } from '../../shared/contract/queue.ts';

/** What is known of a run since it began or went on. */
interface Course {
  seq: number;
  /** Step and epoch up to which the history has the curve of an earlier part of the run. */
  readonly firstStep: number;
  readonly firstEpoch: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly points: BatchPoint[];
  readonly epochs: EpochRecord[];
}

/**
 * The curves of the runs that are trained now, so that a window that opens late finds them whole. The history is
 * written behind the events; what it has for sure is what lay before the first of them.
 */
export class LiveCurves {
  readonly #history: Pick<HistoryPort, 'run' | 'curve'>;
  readonly #courses = new Map<string, Course>();

  constructor(history: Pick<HistoryPort, 'run' | 'curve'>) {
    this.#history = history;
  }

  /** Takes the next event of a run. */
  note(event: TrainEvent): void {
    if (event.type === 'started') this.#courses.set(event.runId, courseOf(event));
    const course = this.#courses.get(event.runId);
    if (course === undefined) return;
    course.seq = event.seq;
    if (event.type === 'batches') course.points.push(...event.points);
    if (event.type === 'epoch') course.epochs.push(event.record);
  }

  /** The run is not trained any more: the history has all of it. */
  end(runId: string): void {
    this.#courses.delete(runId);
  }

  /** The curve of a run so far, also of one that has ended. @throws LabError `history.no-such-run`. */
  async curve(runId: string): Promise<LiveCurve> {
    const before = this.#courses.get(runId);
    const kept = before?.firstStep === 0 ? null : await this.#keptOf(runId);
    const course = this.#courses.get(runId);
    if (course !== undefined) return liveCurve(runId, course, kept);
    const hasEndedMeanwhile = before !== undefined;
    return kept === null || hasEndedMeanwhile ? this.#keptOf(runId) : kept;
  }

  async #keptOf(runId: string): Promise<LiveCurve> {
    const { id, epochs, start, epochRecords } = await this.#history.run(runId);
    const stepsPerEpoch = start?.proof?.stepsPerEpoch ?? null;
    const totalSteps = stepsPerEpoch === null ? null : stepsPerEpoch * epochs;
    const points = await this.#history.curve(id);
    return { runId: id, seq: -1, stepsPerEpoch, totalSteps, points, epochs: epochRecords };
  }
}

function courseOf(event: Extract<TrainEvent, { type: 'started' }>): Course {
  const { seq, firstStep, stepsPerEpoch, totalSteps } = event;
  const firstEpoch = Math.floor(firstStep / stepsPerEpoch);
  return { seq, firstStep, firstEpoch, stepsPerEpoch, totalSteps, points: [], epochs: [] };
}

function liveCurve(runId: string, course: Course, kept: LiveCurve | null): LiveCurve {
  const { seq, stepsPerEpoch, totalSteps, firstStep, firstEpoch } = course;
  const points = kept?.points.filter(({ step }) => step <= firstStep) ?? [];
  const epochs = kept?.epochs.filter(({ epoch }) => epoch <= firstEpoch) ?? [];
  return {
    ...{ runId, seq, stepsPerEpoch, totalSteps },
    points: [...points, ...course.points],
    epochs: [...epochs, ...course.epochs],
  };
}
