import type { Diagnosis } from '../../../shared/contract/diagnosis.ts';
import type { LabErrorData } from '../../../shared/contract/errors.ts';
import type { RunDetail } from '../../../shared/contract/history.ts';
import { api, problemOf } from '../api.ts';

/** What is known of the diagnosis of a run. */
export type KnownDiagnosis =
  | { readonly state: 'working' }
  | { readonly state: 'done'; readonly diagnosis: Diagnosis }
  | { readonly state: 'failed'; readonly error: LabErrorData };

/** Diagnoses of the runs that were looked at; a run that has gone on meanwhile is diagnosed anew. */
class Diagnoses {
  #known = $state.raw<ReadonlyMap<string, KnownDiagnosis>>(new Map());

  /** Null for a run that nobody has asked about. */
  of(run: RunDetail): KnownDiagnosis | null {
    return this.#known.get(keyOf(run)) ?? null;
  }

  /** Diagnoses a run that has ended, unless that was done or is under way. */
  async ask(run: RunDetail): Promise<void> {
    const known = this.of(run);
    if (known !== null && known.state !== 'failed') return;
    this.#note(run, { state: 'working' });
    try {
      this.#note(run, { state: 'done', diagnosis: await api.diagnose(run.id) });
    } catch (error) {
      this.#note(run, { state: 'failed', error: problemOf(error) });
    }
  }

  #note(run: RunDetail, known: KnownDiagnosis): void {
    this.#known = new Map([...this.#known, [keyOf(run), known]]);
  }
}

function keyOf({ id, status, epochsDone }: RunDetail): string {
  return `${id} ${status} ${epochsDone}`;
}

/** The one store of diagnoses. */
export const diagnoses = new Diagnoses();
