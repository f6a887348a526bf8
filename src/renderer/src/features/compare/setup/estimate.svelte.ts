import { expandComparison, type Comparison } from '../../../../../shared/spec/comparison.ts';
import type { DatasetInfo } from '../../../../../shared/contract/data.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import {
  estimateSpeed,
  imageCounts,
  plannedMs,
  plannedSteps,
  type SpeedSample,
  type Work,
} from '../../../../../shared/spec/plan.ts';
import { inferModel } from '../../../../../shared/spec/shapes.ts';
import { api } from '../../../api.ts';

/** Finished runs whose speed is looked at. */
const mostSamples = 8;

/** How long comparisons will take, from the speed of runs that this machine has done. */
class Estimates {
  readonly #sets = new Map<string, Promise<DatasetInfo>>();
  #samples: Promise<readonly SpeedSample[]> | null = null;

  /** Milliseconds for all runs of a comparison; null where nothing like it has been trained yet. */
  async milliseconds(comparison: Comparison): Promise<number | null> {
    const samples = await (this.#samples ??= this.#readSamples());
    let sum = 0;
    for (const { experiment } of expandComparison(comparison)) {
      const set = await this.#set(experiment.dataset.id);
      const speed = estimateSpeed(workOf(experiment, set), samples);
      if (speed === null) return null;
      sum += plannedMs(experiment, imageCounts(experiment, set), speed.imagesPerSecond);
    }
    return sum;
  }

  /** Reads the speeds again: something has been trained meanwhile. */
  forget(): void {
    this.#samples = null;
  }

  #set(id: string): Promise<DatasetInfo> {
    const known = this.#sets.get(id) ?? api.dataset(id);
    this.#sets.set(id, known);
    return known;
  }

  async #readSamples(): Promise<readonly SpeedSample[]> {
    const { lines } = await api.runs({ status: 'completed', limit: mostSamples });
    const samples: SpeedSample[] = [];
    for (const { id } of lines) {
      const { experiment, end } = await api.run(id);
      const speed = end?.imagesPerSecond ?? null;
      const set = await this.#set(experiment.dataset.id).catch(() => null);
      if (speed !== null && set !== null)
        samples.push({ ...workOf(experiment, set), imagesPerSecond: speed });
    }
    return samples;
  }
}

function workOf(experiment: Experiment, set: DatasetInfo): Work {
  const reports = inferModel(experiment.model, [set.height, set.width, set.channels]);
  const { train } = imageCounts(experiment, set);
  return {
    multiplyAdds: reports.reduce((sum, report) => sum + report.multiplyAdds, 0),
    batch: plannedSteps(experiment, train).batch,
  };
}

/** The one memory of speeds. */
export const estimates = new Estimates();
