/** Records what an optimizer does while the loop of a run goes on beside it. */
import type { TrainOutcome } from '../../../shared/contract/engine.ts';
import type { XrayJob, XrayLayer, XrayPoint, XrayReport } from '../../../shared/contract/xray.ts';
import type { Progress } from '../checkpoint.ts';
import type { Gradients, StepResult, TrainingSession } from '../session.ts';
import type { RunControl, StepObserver } from '../train.ts';
import { findWeight, type SeenStep, type WeightPlace, weightInStep } from './chosen-weight.ts';
import { type MovedTensor, numbersOf } from './numbers.ts';

/**
 * Does the steps of a run and records some of them. A step that is recorded is the same call as one that is not: what
 * is before it, its gradients and what is after it are read by calls that change nothing.
 */
export class XrayRecorder implements StepObserver {
  readonly #session: TrainingSession;
  readonly #job: XrayJob;
  readonly #control: RunControl;
  readonly #weight: WeightPlace | null;
  readonly #points: XrayPoint[] = [];
  readonly #losses: number[] = [];
  #firstStep: number | null = null;

  /**
   * @param control - Is asked to stop after the job's last step.
   * @throws LabError `xray.no-such-weight`, `xray.no-such-place`.
   */
  constructor(session: TrainingSession, job: XrayJob, control: RunControl) {
    this.#session = session;
    this.#job = job;
    this.#control = control;
    this.#weight = job.weight && findWeight(session.model.weights, job.weight);
  }

  step(isLast: boolean, progress: Progress): StepResult {
    const { steps, stopAfter } = this.#job;
    const step = progress.iteration + 1;
    this.#firstStep ??= progress.iteration;
    const isWanted = step >= steps.from && step <= steps.to && (step - steps.from) % steps.every === 0;
    const result = isWanted ? this.#record(isLast, progress.iteration) : this.#session.step(isLast);
    const { loss, images } = result;
    this.#losses.push((progress.lossSum + loss * images) / (progress.images + images));
    if (stopAfter !== null && step >= stopAfter) this.#control.stopRequested = true;
    return result;
  }

  /** What was recorded, after the loop has ended. */
  report({ status, finalWeightsSha256 }: TrainOutcome): XrayReport {
    return {
      status,
      points: this.#points,
      firstStep: this.#firstStep ?? 0,
      losses: Float64Array.from(this.#losses),
      weightsSha256: finalWeightsSha256,
    };
  }

  #record(isLast: boolean, iteration: number): StepResult {
    const before = this.#session.optimizerState();
    let gradients: Gradients = new Map();
    const result = this.#session.step(isLast, (read) => (gradients = read));
    const seen = { iteration, before, after: this.#session.optimizerState(), gradients };
    this.#points.push({
      step: iteration + 1,
      learningRate: before.learningRate,
      loss: result.loss,
      layers: this.#layers(seen),
      weight: this.#weight && weightInStep(this.#job.experiment.optimizer, this.#weight, seen),
    });
    return result;
  }

  #layers(seen: SeenStep): XrayLayer[] {
    return this.#session.model.layers.flatMap(({ spec, weights }) => {
      const trained = weights.filter(({ key }) => seen.gradients.has(key));
      if (trained.length === 0) return [];
      const moved = trained.map(({ key }) => movedTensor(key, seen));
      const tensors = trained.map(({ key }, index) => ({
        name: key,
        ...numbersOf(moved.slice(index, index + 1)),
      }));
      return [{ layer: spec.config.name, ...numbersOf(moved), weights: tensors }];
    });
  }
}

function movedTensor(key: string, { before, after, gradients }: SeenStep): MovedTensor {
  const empty = new Float32Array();
  const now = after.weights.get(key);
  return {
    before: before.weights.get(key)?.values ?? empty,
    after: now?.values ?? empty,
    gradient: gradients.get(key) ?? empty,
    slots: now?.slots ?? {},
  };
}
