import { untrack } from 'svelte';
import type { ComparisonReport } from '../../../../shared/contract/comparison-report.ts';
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { RunDetail } from '../../../../shared/contract/history.ts';
import type { Job } from '../../../../shared/contract/queue.ts';
import { type Comparison, parseComparison } from '../../../../shared/spec/comparison.ts';
import { api, on, problemOf } from '../../api.ts';
import type { RecordedCurve } from '../../charts/learning-curves.ts';
import { navigation } from '../../state/navigation.svelte.ts';
import { queue } from '../../state/queue.svelte.ts';
import { service } from '../../state/service.svelte.ts';
import { workbench } from '../../state/workbench.svelte.ts';
import { jobOfComparison, plannedRacers, type Racer, racersOfRuns, withRuns } from './racers.ts';

/** What the place shows: a comparison of the history, one that is about to begin, or runs laid over each other. */
export type Shown =
  | { readonly kind: 'comparison'; readonly id: string }
  | { readonly kind: 'beginning'; readonly jobId: string }
  | { readonly kind: 'runs'; readonly ids: readonly string[] };

const active: readonly Job['status'][] = ['running', 'paused', 'stopping', 'waiting'];

/** The race that Compare shows, kept up by the queue and the history. */
class Race {
  #shown = $state.raw<Shown | null>(null);
  #document = $state.raw<Comparison | null>(null);
  #report = $state.raw<ComparisonReport | null>(null);
  #runs = $state.raw<readonly RunDetail[]>([]);
  #problem = $state.raw<LabErrorData | null>(null);
  /** Whether the form is open over what is shown. */
  isPlanning = $state(false);

  readonly #job = $derived.by(() => {
    const shown = this.#shown;
    if (shown?.kind === 'comparison') return jobOfComparison(queue.jobs, shown.id);
    if (shown?.kind === 'beginning') return queue.jobs.find(({ id }) => id === shown.jobId) ?? null;
    return null;
  });
  readonly #planned = $derived(this.#document === null ? [] : plannedRacers(this.#document));
  readonly #racers = $derived.by((): readonly Racer[] => {
    if (this.#shown?.kind === 'runs') return racersOfRuns(this.#runs);
    return withRuns(this.#planned, { runs: this.#report?.runs ?? [], job: this.#job });
  });

  get shown(): Shown | null {
    return this.#shown;
  }

  /** The document of the comparison; null for single runs, and until it is read. */
  get document(): Comparison | null {
    return this.#shown?.kind === 'runs' ? null : this.#document;
  }

  get report(): ComparisonReport | null {
    return this.#report;
  }

  get racers(): readonly Racer[] {
    return this.#racers;
  }

  /** The job that trains the comparison, or did last in this session. */
  get job(): Job | null {
    return this.#job;
  }

  get isTraining(): boolean {
    return this.#job !== null && active.includes(this.#job.status);
  }

  /** Why it could not be read. */
  get problem(): LabErrorData | null {
    return this.#problem;
  }

  /** What a run has recorded so far; null until it is loaded. */
  recorded(runId: string | null): RecordedCurve | null {
    return runId === null ? null : (queue.curve(runId) ?? null);
  }

  /** What a racer's runs have recorded so far. */
  curvesOf(racer: Racer): readonly RecordedCurve[] {
    return racer.runs.flatMap(({ runId, detail }) => {
      const curve = runId === null ? undefined : queue.curve(runId);
      if (curve === undefined) return [];
      const stepsPerEpoch = curve.stepsPerEpoch ?? detail?.start?.proof?.stepsPerEpoch ?? null;
      return [{ ...curve, stepsPerEpoch }];
    });
  }

  /** Follows queue, history and navigation from now on, for as long as the window is open. */
  begin(): void {
    $effect.root(() => {
      $effect(() => this.#followQueue());
      $effect(() => {
        const { comparison } = navigation;
        if (comparison !== null) untrack(() => this.#show({ kind: 'comparison', id: comparison }));
      });
      $effect(() => {
        const { runs } = navigation;
        if (runs.length > 0) untrack(() => this.#show({ kind: 'runs', ids: runs }));
      });
      $effect(() => {
        // Read again when a run has come to another state, or the service to a new life.
        void [this.#job?.runs.map(({ status }) => status).join()];
        if (this.#shown !== null && service.state === 'ready') void this.#read(this.#shown);
      });
    });
    on('history', ({ runIds }) => {
      const shown = this.#shown;
      const isShown = this.#racers.some(({ runs }) => runs.some(({ runId }) => runIds.includes(runId ?? '')));
      if (shown !== null && isShown) void this.#read(shown);
    });
  }

  /** Reads again what could not be read. */
  retry(): void {
    if (this.#shown !== null) void this.#read(this.#shown);
  }

  /** Leaves what is shown, for the way to another comparison. */
  leave(): void {
    [this.#shown, this.#document, this.#report, this.#runs] = [null, null, null, []];
    [navigation.comparison, navigation.runs] = [null, []];
  }

  /** A comparison that begins is shown, and again under its id as soon as it has one. */
  #followQueue(): void {
    const job = queue.jobs.findLast(
      ({ kind, status }) => (kind === 'compare' || kind === 'continue') && active.includes(status),
    );
    if (job === undefined) return;
    const next: Shown =
      job.comparison === null
        ? { kind: 'beginning', jobId: job.id }
        : { kind: 'comparison', id: job.comparison };
    const key = `${next.kind} ${job.id}`;
    if (key === this.#followed) return;
    this.#followed = key;
    untrack(() => this.#show(next));
  }
  #followed = '';

  #show(next: Shown): void {
    this.isPlanning = false;
    if (JSON.stringify(next) === JSON.stringify(this.#shown)) return;
    this.#shown = next;
    this.#problem = null;
    if (next.kind === 'beginning') this.#document = workbench.comparison;
    if (next.kind !== 'comparison' || this.#report?.comparison !== next.id) this.#report = null;
    if (next.kind !== 'runs') navigation.runs = [];
    if (next.kind === 'comparison') navigation.comparison = next.id;
  }

  async #read(shown: Shown): Promise<void> {
    try {
      if (shown.kind === 'runs') await this.#readRuns(shown);
      else if (shown.kind === 'comparison') await this.#readComparison(shown);
    } catch (error) {
      if (shown === this.#shown) this.#problem = problemOf(error);
    }
  }

  async #readComparison(shown: Shown & { kind: 'comparison' }): Promise<void> {
    const [record, report] = await Promise.all([api.comparison(shown.id), api.comparisonReport(shown.id)]);
    if (shown !== this.#shown) return;
    const document = parseComparison(record.document);
    [this.#document, this.#report, this.#problem] = [document, report, null];
    if (!this.isPlanning) workbench.layComparison(document);
    await loadCurves(this.#racers);
  }

  async #readRuns(shown: Shown & { kind: 'runs' }): Promise<void> {
    const runs = await Promise.all(shown.ids.map((id) => api.run(id)));
    if (shown !== this.#shown) return;
    [this.#runs, this.#problem] = [runs, null];
    await loadCurves(this.#racers);
  }
}

async function loadCurves(racers: readonly Racer[]): Promise<void> {
  const ids = racers.flatMap(({ runs }) => runs.flatMap(({ runId }) => runId ?? []));
  await Promise.all(ids.map((id) => queue.loadCurve(id)));
}

/** The one race that is shown. */
export const race = new Race();
race.begin();
