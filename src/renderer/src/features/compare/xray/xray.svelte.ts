import type { LabErrorData } from '../../../../../shared/contract/errors.ts';
import type { RunXray } from '../../../../../shared/contract/run-xray.ts';
import { api, problemOf } from '../../../api.ts';
import { indexOf } from './xray-series.ts';

/** The X-ray that is shown; kept while the window is open. */
class Xray {
  #found = $state.raw<RunXray | null>(null);
  #problem = $state.raw<LabErrorData | null>(null);
  #isWorking = $state(false);
  /** Step that is shown, as a place among the recorded ones. */
  at = $state(0);
  /** Last step that is done again. */
  to = $state(60);
  /** Name of the weight whose formula is filled in; empty for the first of the net. */
  weight = $state('');
  /** Its place, numbers between commas. */
  place = $state('0');

  get found(): RunXray | null {
    return this.#found;
  }

  get problem(): LabErrorData | null {
    return this.#problem;
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  /**
   * Does the first steps of a run again.
   * @param lastStep - The last one that the run has.
   */
  async take(runId: string, weight: string, lastStep: number): Promise<void> {
    this.#isWorking = true;
    [this.#found, this.#problem, this.at] = [null, null, 0];
    try {
      this.#found = await api.xrayRun(runId, {
        ...{ from: 1, to: Math.min(this.to, lastStep), every: null },
        weight: weight === '' ? null : { name: weight, index: [...indexOf(this.place)] },
      });
    } catch (error) {
      this.#problem = problemOf(error);
    } finally {
      this.#isWorking = false;
    }
  }
}

/** The one X-ray. */
export const xray = new Xray();
