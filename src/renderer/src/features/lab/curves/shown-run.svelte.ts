import { untrack } from 'svelte';
import type { LabErrorData } from '../../../../../shared/contract/errors.ts';
import type { RunDetail, RunSummary } from '../../../../../shared/contract/history.ts';
import { api, on, problemOf } from '../../../api.ts';
import { navigation } from '../../../state/navigation.svelte.ts';
import { queue } from '../../../state/queue.svelte.ts';
import type { RunCurve } from '../../../state/run-curve.ts';
import { service } from '../../../state/service.svelte.ts';
import { jobOfRun, type RunOutcome, runOutcome } from './outcome.ts';

/** Runs among which the one before is looked for. */
const recentRuns = 50;

/** The run whose curves Lab shows: the one that trains, else the one that trained or was chosen last. */
class ShownRun {
  #id = $state<string | null>(null);
  #detail = $state.raw<RunDetail | null>(null);
  #before = $state.raw<RunDetail | null>(null);
  #problem = $state.raw<LabErrorData | null>(null);
  readonly #curve = $derived(this.#id === null ? null : curveOf(this.#id, this.detail));
  readonly #curveBefore = $derived(this.#before === null ? null : curveOf(this.#before.id, this.#before));

  get id(): string | null {
    return this.#id;
  }

  /** Null until it is read. */
  get detail(): RunDetail | null {
    return this.#detail?.id === this.#id ? this.#detail : null;
  }

  /** The finished run on the same data set before this one; null without. */
  get before(): RunDetail | null {
    return this.#before;
  }

  /** Why the run could not be read. */
  get problem(): LabErrorData | null {
    return this.#problem;
  }

  get curve(): RunCurve | null {
    return this.#curve;
  }

  get curveBefore(): RunCurve | null {
    return this.#curveBefore;
  }

  get outcome(): RunOutcome {
    return this.#id === null ? { kind: 'unknown' } : runOutcome(this.#id, queue.jobs, this.detail);
  }

  /** Follows queue and navigation from now on, for as long as the window is open. */
  begin(): void {
    $effect.root(() => {
      $effect(() => {
        const trained = queue.current?.progress?.runId ?? null;
        if (trained !== null) this.#id = trained;
        else this.#id ??= queue.jobs.flatMap(({ runIds }) => runIds).at(-1) ?? null;
      });
      $effect(() => {
        const { run } = navigation;
        if (run !== null && untrack(() => queue.current?.progress) == null) this.#id = run;
      });
      $effect(() => {
        // Read again when the run has come to another state, or the service to a new life.
        void [this.#statusInQueue(), service.state];
        if (this.#id !== null && service.state === 'ready') void this.#read(this.#id);
      });
    });
    on('history', ({ runIds }) => {
      if (this.#id !== null && runIds.includes(this.#id)) void this.#read(this.#id);
    });
  }

  #statusInQueue(): string | null {
    const id = this.#id;
    if (id === null) return null;
    return jobOfRun(queue.jobs, id)?.runs.find(({ runId }) => runId === id)?.status ?? null;
  }

  async #read(id: string): Promise<void> {
    try {
      const [detail] = await Promise.all([api.run(id), queue.loadCurve(id)]);
      const before = await runBefore(detail);
      if (id !== this.#id) return;
      [this.#detail, this.#before, this.#problem] = [detail, before, null];
    } catch (error) {
      if (id === this.#id) this.#problem = problemOf(error);
    }
  }
}

/** A curve with the length of its epochs, which the history keeps with the run's start. */
function curveOf(id: string, detail: RunDetail | null): RunCurve | null {
  const curve = queue.curve(id);
  if (curve === undefined) return null;
  return { ...curve, stepsPerEpoch: curve.stepsPerEpoch ?? detail?.start?.proof?.stepsPerEpoch ?? null };
}

/** Lines of the history come newest first. */
async function runBefore(detail: RunDetail): Promise<RunDetail | null> {
  const { lines } = await api.runs({ dataset: detail.dataset, limit: recentRuns });
  const isBefore = (run: RunSummary): boolean =>
    run.id !== detail.id && run.createdAtMs <= detail.createdAtMs && run.epochsDone > 0;
  const before = lines.find(isBefore);
  if (before === undefined) return null;
  await queue.loadCurve(before.id);
  return api.run(before.id);
}

/** The one run that Lab shows. */
export const shownRun = new ShownRun();
shownRun.begin();
