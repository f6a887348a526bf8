import type { DropoutStudy } from '../../../../../shared/contract/dropout-study.ts';
import type { LabErrorData } from '../../../../../shared/contract/errors.ts';
import { api, problemOf } from '../../../api.ts';

/** The study of a comparison's trained nets; kept while the window is open. */
class Study {
  #comparison = $state<string | null>(null);
  #found = $state.raw<DropoutStudy | null>(null);
  #problem = $state.raw<LabErrorData | null>(null);
  #isWorking = $state(false);
  /** Masked passes over each test picture. */
  passes = $state(20);
  /** Test picture whose scaling is shown. */
  picture = $state(0);

  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** What was found about a comparison; null before it was looked for. */
  of(comparison: string): DropoutStudy | null {
    return this.#comparison === comparison ? this.#found : null;
  }

  /** Why the last look failed. */
  problemOf(comparison: string): LabErrorData | null {
    return this.#comparison === comparison ? this.#problem : null;
  }

  /** Looks at the nets; takes seconds for each. */
  async look(comparison: string): Promise<void> {
    this.#isWorking = true;
    [this.#comparison, this.#found, this.#problem] = [comparison, null, null];
    try {
      this.#found = await api.studyDropout(comparison, { passes: this.passes, picture: this.picture });
    } catch (error) {
      this.#problem = problemOf(error);
    } finally {
      this.#isWorking = false;
    }
  }
}

/** The one study. */
export const study = new Study();
