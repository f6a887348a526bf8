import type { DatasetInfo } from '../../../../../shared/contract/data.ts';
import { LabError } from '../../../../../shared/contract/errors.ts';
import type { RunDetail } from '../../../../../shared/contract/history.ts';
import type { MachineFacts } from '../../../../../shared/contract/lab/machine.ts';
import {
  type ComparedExperiment,
  type Comparison,
  expandComparison,
} from '../../../../../shared/spec/comparison.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import {
  estimateSpeed,
  imageCounts,
  type ImageCounts,
  plannedMs,
  type PlannedSteps,
  plannedSteps,
  type SpeedEstimate,
  type SpeedSample,
} from '../../../../../shared/spec/plan.ts';
import { type MemoryPlan, plannedMemory } from '../../../../../shared/spec/plan-memory.ts';
import { inferModel, type LayerReport } from '../../../../../shared/spec/shapes.ts';
import { api, on } from '../../../api.ts';
import { datasetList } from '../../../state/dataset-list.svelte.ts';
import { queue } from '../../../state/queue.svelte.ts';
import { service } from '../../../state/service.svelte.ts';

/** Newest runs from which speeds are taken. */
const recentRuns = 16;

/** What a run will take. */
export interface RunPlan {
  readonly counts: ImageCounts;
  readonly steps: PlannedSteps;
  readonly multiplyAdds: number;
  readonly memory: MemoryPlan;
  /** Null where no run of a like cost has been done on this machine. */
  readonly speed: SpeedEstimate | null;
  readonly durationMs: number | null;
}

/** Plans runs by the speeds that this machine has had. */
class RunPlans {
  #runs = $state.raw<readonly RunDetail[]>([]);
  #machine = $state.raw<MachineFacts | null>(null);
  /** Documents never change, and reading one anew for each of its runs takes its time. */
  readonly #experiments = new WeakMap<Comparison, readonly ComparedExperiment[]>();
  readonly #samples = $derived(this.#runs.flatMap((run) => sampleOf(run)));

  /** Null until it is known. */
  get machine(): MachineFacts | null {
    return this.#machine;
  }

  /** Plans an experiment; null where its data set is not open or its layers do not fit. */
  plan(experiment: Experiment): RunPlan | null {
    const info = datasetList.info(experiment.dataset.id);
    const reports = info === undefined ? null : reportsOf(experiment, info);
    if (info === undefined || reports === null) return null;
    const counts = imageCounts(experiment, info);
    const steps = plannedSteps(experiment, counts.train);
    const multiplyAdds = sum(reports);
    const speed = estimateSpeed({ multiplyAdds, batch: steps.batch }, this.#samples);
    const durationMs = speed && plannedMs(experiment, counts, speed.imagesPerSecond);
    return {
      counts,
      steps,
      multiplyAdds,
      memory: plannedMemory(experiment, reports, info),
      speed,
      durationMs,
    };
  }

  /** Milliseconds that all runs of a comparison take; null where one cannot be planned. */
  comparisonMs(comparison: Comparison): number | null {
    const durations = this.#expanded(comparison).map(
      ({ experiment }) => this.plan(experiment)?.durationMs ?? null,
    );
    return durations.reduce<number | null>(
      (total, duration) => (total === null || duration === null ? null : total + duration),
      0,
    );
  }

  #expanded(comparison: Comparison): readonly ComparedExperiment[] {
    const known = this.#experiments.get(comparison) ?? expandComparison(comparison);
    this.#experiments.set(comparison, known);
    return known;
  }

  /** Follows the history from now on, for as long as the window is open. */
  begin(): void {
    $effect.root(() => {
      $effect(() => {
        void queue.current?.id;
        if (service.state === 'ready') void this.#read();
      });
    });
    on('history', () => void this.#read());
  }

  /** Without the history there are no speeds; the places that need it say why. */
  async #read(): Promise<void> {
    try {
      this.#machine ??= await api.machine();
      const { lines } = await api.runs({ limit: recentRuns });
      const known = new Map(this.#runs.map((run) => [run.id, run]));
      const ended = lines.filter(({ status }) => status !== 'running');
      // The history speaks up several times in each epoch; the speeds are those of runs that have ended.
      if (ended.length === known.size && ended.every(({ id }) => known.has(id))) return;
      this.#runs = await Promise.all(ended.map(async ({ id }) => known.get(id) ?? api.run(id)));
      const sets = new Set(ended.map(({ dataset }) => dataset));
      await Promise.all([...sets].map((id) => datasetList.learn(id)));
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
    }
  }
}

/** The speed of a run; none for one of another device or of a set that is not open. */
function sampleOf({ experiment, start, end }: RunDetail): readonly SpeedSample[] {
  const { device } = queue;
  const info = datasetList.info(experiment.dataset.id);
  const imagesPerSecond = end?.imagesPerSecond ?? null;
  if (start === null || imagesPerSecond === null || info === undefined) return [];
  const isSameDevice =
    device === null || (start.device.name === device.name && start.device.threads === device.threads);
  const reports = reportsOf(experiment, info);
  if (!isSameDevice || reports === null) return [];
  const { batch } = plannedSteps(experiment, imageCounts(experiment, info).train);
  return [{ multiplyAdds: sum(reports), batch, imagesPerSecond }];
}

/** Null where the layers do not fit. */
function reportsOf(
  { model }: Experiment,
  { height, width, channels }: DatasetInfo,
): readonly LayerReport[] | null {
  try {
    return inferModel(model, [height, width, channels]);
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}

function sum(reports: readonly LayerReport[]): number {
  return reports.reduce((total, { multiplyAdds }) => total + multiplyAdds, 0);
}

/** The one planner. */
export const runPlans = new RunPlans();
runPlans.begin();
