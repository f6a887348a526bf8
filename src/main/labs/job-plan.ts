/** What each kind of job plans, checked before its turn, and how it is done when its turn has come. */
import { assertNever, type LabErrorData } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import type { JobKind, JobRequest, JobRun } from '../../shared/contract/queue.ts';
import { parseComparison } from '../../shared/spec/comparison.ts';
import { type Experiment, parseExperiment } from '../../shared/spec/experiment.ts';
import {
  compareExperiments,
  type ComparisonWatch,
  continueComparison,
  planContinuation,
  threadsOf,
} from './compare.ts';
import { isLeft, planComparison, type PlannedRun } from './comparison-plan.ts';
import type { ComparisonReport } from '../../shared/contract/comparison-report.ts';
import type { LabPorts } from './ports.ts';
import { findRepeatable, repeatRun } from './repeat.ts';
import { findResumable, resumeRun } from './resume.ts';
import { runExperiment } from './run-experiment.ts';

/** A job that can be done. */
export interface JobPlan {
  readonly kind: JobKind;
  readonly title: string;
  /** Id of the comparison where it is in the history already. */
  readonly comparison: string | null;
  readonly runs: readonly JobRun[];
  /** Threads of one operation with which its runs were trained before; null for as many as there are. */
  readonly threads: number | null;
  /** Does the job. @returns What is wrong though every run had its turn, or null. @throws What the use case throws. */
  train(ports: LabPorts, watch: ComparisonWatch): Promise<LabErrorData | null>;
}

/**
 * Plans a job.
 * @throws LabError `spec.*` for a document at fault; `history.*` and `command.*` for a run or comparison that is not
 *   there or that nothing can be done with.
 */
export async function planJob(history: LabPorts['history'], request: JobRequest): Promise<JobPlan> {
  switch (request.kind) {
    case 'run':
      return planRun(parseExperiment(request.experiment));
    case 'compare':
      return planCompare(request.comparison);
    case 'continue':
      return planContinue(history, request.comparison);
    case 'resume': {
      const run = await findResumable(history, request.run);
      return {
        ...{ kind: request.kind, runs: [jobRun(run.variant ?? run.name, run.experiment, run)] },
        ...factsOf(run),
        train: (ports, watch) => trainOne(watch, resumeRun(ports, run.id, watch)),
      };
    }
    case 'repeat': {
      const run = await findRepeatable(history, request.run);
      return {
        ...{ kind: request.kind, runs: [jobRun(run.variant ?? run.name, run.experiment, null)] },
        ...{ ...factsOf(run), comparison: null },
        train: (ports, watch) =>
          trainOne(
            watch,
            repeatRun(ports, run.id, watch).then(({ repetition }) => repetition),
          ),
      };
    }
    default:
      return assertNever(request);
  }
}

function planRun(experiment: Experiment): JobPlan {
  const { name } = experiment;
  return {
    ...{ kind: 'run', title: name, comparison: null, threads: null },
    runs: [jobRun(name, experiment, null)],
    train: (ports, watch) => trainOne(watch, runExperiment(ports, { name, experiment }, watch)),
  };
}

function planCompare(document: unknown): JobPlan {
  const comparison = parseComparison(document);
  return {
    ...{ kind: 'compare', title: comparison.name, comparison: null, threads: null },
    runs: planComparison(comparison, []).map(plannedJobRun),
    train: async (ports, watch) => problemOf(await compareExperiments(ports, comparison, watch)),
  };
}

async function planContinue(history: LabPorts['history'], idOrPrefix: string): Promise<JobPlan> {
  const { record, planned } = await planContinuation(history, idOrPrefix);
  return {
    ...{ kind: 'continue', title: record.name, comparison: record.id, threads: threadsOf(planned) },
    runs: planned.map(plannedJobRun),
    train: async (ports, watch) => problemOf(await continueComparison(ports, record.id, watch)),
  };
}

function factsOf(run: RunDetail): Pick<JobPlan, 'title' | 'comparison' | 'threads'> {
  return { title: run.name, comparison: run.comparisonId, threads: run.start?.device.threads ?? null };
}

async function trainOne(watch: ComparisonWatch, training: Promise<RunDetail>): Promise<null> {
  watch.onEnded?.(await training, null);
  return null;
}

function problemOf({ start }: ComparisonReport): LabErrorData | null {
  return start.fault;
}

function plannedJobRun(planned: PlannedRun): JobRun {
  const { variant, experiment, run } = planned;
  return jobRun(variant, experiment, run, isLeft(planned));
}

/** @param isWaiting - Whether it has its turn still to come, whatever the history has of it. */
function jobRun(
  variant: string,
  { seed, epochs }: Experiment,
  run: RunDetail | null,
  isWaiting = true,
): JobRun {
  return {
    ...{ variant, seed, epochs, epochsDone: run?.epochsDone ?? 0, runId: run?.id ?? null },
    status: run === null || isWaiting ? 'waiting' : run.status,
    error: null,
  };
}
