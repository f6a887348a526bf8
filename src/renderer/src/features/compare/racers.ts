/** The racers of a comparison with what is known of their runs, from the document, the history and the queue. */
import type { ComparedRun } from '../../../../shared/contract/comparison-report.ts';
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { RunDetail, RunStatus } from '../../../../shared/contract/history.ts';
import type { Job, JobRun } from '../../../../shared/contract/queue.ts';
import { type Comparison, expandComparison } from '../../../../shared/spec/comparison.ts';
import { differenceText, whatDiffers } from '../../../../shared/spec/differences.ts';
import type { Experiment } from '../../../../shared/spec/experiment.ts';
import { looksOf, type RacerLook } from './looks.ts';

/** One run of a racer. */
export interface RacerRun {
  readonly seed: number;
  /** Null before it has begun. */
  readonly runId: string | null;
  readonly status: 'waiting' | RunStatus;
  /** Why it could not come to its end. */
  readonly error: LabErrorData | null;
  /** As the history has it; null until it is read. */
  readonly detail: RunDetail | null;
}

/** A variant of a comparison, or a single run that is laid over others. */
export interface Racer {
  readonly name: string;
  /** What sets it apart from the others, such as `lr 0.01 · momentum 0.9`. */
  readonly settings: string;
  readonly look: RacerLook;
  readonly experiment: Experiment;
  /** One for each seed. */
  readonly runs: readonly RacerRun[];
}

/** What is known of a comparison. */
export interface KnownRuns {
  /** In the order in which they were made. */
  readonly runs: readonly ComparedRun[];
  /** The job that trains the comparison, or the newest that did. */
  readonly job: Job | null;
}

/** A racer before anything is known of its runs. */
export type PlannedRacer = Omit<Racer, 'runs'> & { readonly seeds: readonly number[] };

/** The racers that a document plans, in its order. */
export function plannedRacers(comparison: Comparison): readonly PlannedRacer[] {
  const { seeds, variants } = comparison;
  const first = expandComparison(comparison).slice(0, variants.length);
  const experiments = first.map(({ experiment }) => experiment);
  const looks = looksOf(experiments);
  const settings = settingTexts(experiments);
  return first.map(({ name, experiment }, place) => ({
    ...{ name, experiment, seeds },
    settings: settings[place] ?? '',
    look: looks[place] as RacerLook,
  }));
}

/** Planned racers with what is known of their runs. */
export function withRuns(planned: readonly PlannedRacer[], known: KnownRuns): readonly Racer[] {
  return planned.map(({ seeds, ...racer }) => ({
    ...racer,
    runs: seeds.map((seed) => runOf(racer.name, seed, known)),
  }));
}

/** Runs that were chosen one by one, each a racer of its own. */
export function racersOfRuns(runs: readonly RunDetail[]): readonly Racer[] {
  const looks = looksOf(runs.map(({ experiment }) => experiment));
  const names = distinctNames(runs);
  const settings = settingTexts(runs.map(({ experiment }) => experiment));
  return runs.map((detail, place) => ({
    name: names[place] ?? detail.name,
    settings: settings[place] ?? '',
    look: looks[place] as RacerLook,
    experiment: detail.experiment,
    runs: [{ seed: detail.experiment.seed, runId: detail.id, status: detail.status, error: null, detail }],
  }));
}

/** The job of a comparison that counts: the one at work, else the newest. */
export function jobOfComparison(jobs: readonly Job[], comparison: string): Job | null {
  const of = jobs.filter((job) => job.comparison === comparison);
  return of.find(({ status }) => ['running', 'paused', 'stopping'].includes(status)) ?? of.at(-1) ?? null;
}

function runOf(variant: string, seed: number, { runs, job }: KnownRuns): RacerRun {
  const planned = job?.runs.find((run) => run.variant === variant && run.seed === seed) ?? null;
  const alike = runs.filter((each) => each.variant === variant && each.run.experiment.seed === seed);
  const detail =
    alike.find(({ run }) => run.id === planned?.runId)?.run ??
    alike.findLast(({ run }) => run.status === 'completed' || run.status === 'diverged')?.run ??
    alike.at(-1)?.run ??
    null;
  const runId = planned?.runId ?? detail?.id ?? null;
  return { seed, runId, status: statusOf(planned, detail), error: planned?.error ?? null, detail };
}

/** The queue knows a state before the history is read again; a finished job leaves its waiting runs missing. */
function statusOf(planned: JobRun | null, detail: RunDetail | null): RacerRun['status'] {
  if (planned !== null && planned.status !== 'waiting') return planned.status;
  return detail?.status ?? 'waiting';
}

function distinctNames(runs: readonly RunDetail[]): readonly string[] {
  const names = runs.map(({ name, variant }) => (variant === null ? name : variant));
  return names.map((name, place) => {
    const isAlone = names.filter((other) => other === name).length === 1;
    return isAlone ? name : `${name} · ${runs[place]?.id.slice(0, 4) ?? ''}`;
  });
}

/** The settings of an optimizer that are worth a line beside a racer's name. */
const shortNames: Readonly<Record<string, string>> = {
  learning_rate: 'lr',
  momentum: 'μ',
  rho: 'ρ',
  beta_1: 'β₁',
  beta_2: 'β₂',
  weight_decay: 'wd',
};

/** What sets each experiment apart; for optimizers their learning rate and what is not plain about them. */
function settingTexts(experiments: readonly Experiment[]): readonly string[] {
  const differs = whatDiffers(experiments).filter(({ path }) => path !== 'seed');
  return experiments.map((experiment, place) => {
    const parts = differs.map(({ path, values }) =>
      path === 'optimizer' ? optimizerText(experiment) : `${lastName(path)} ${differenceText(values[place])}`,
    );
    return (parts.length === 0 ? [optimizerText(experiment)] : parts).join(' · ');
  });
}

function optimizerText({ optimizer }: Experiment): string {
  const entries = Object.entries(optimizer.config).filter(
    ([key, value]) => key in shortNames && value !== null && value !== 0 && !isUsual(key, value),
  );
  return entries.map(([key, value]) => `${shortNames[key] ?? key} ${differenceText(value)}`).join(' · ');
}

/** Adam's betas as everybody has them say nothing. */
function isUsual(key: string, value: unknown): boolean {
  return (key === 'beta_1' && value === 0.9) || (key === 'beta_2' && value === 0.999);
}

function lastName(path: string): string {
  const name = path.split('.').at(-1) ?? path;
  return shortNames[name] ?? name;
}
