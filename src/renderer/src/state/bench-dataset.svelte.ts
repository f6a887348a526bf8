import type { DatasetInfo } from '../../../shared/contract/data.ts';
import type { LabErrorData } from '../../../shared/contract/errors.ts';
import { api, problemOf } from '../api.ts';

/** What is known about the data set of the experiment on the bench: the size of its pictures and its classes. */
class BenchDataset {
  #info = $state.raw<DatasetInfo | null>(null);
  #problem = $state.raw<LabErrorData | null>(null);
  #wanted: string | null = null;

  /** Null until the set is open, and where it cannot be. */
  get info(): DatasetInfo | null {
    return this.#info;
  }

  /** Why the set is not open, such as that it has to be imported first. */
  get problem(): LabErrorData | null {
    return this.#problem;
  }

  /** Height, width, channels; null while unknown. */
  get inputShape(): readonly number[] | null {
    return this.#info && [this.#info.height, this.#info.width, this.#info.channels];
  }

  /** Opens a set unless it is the one that is open. */
  async open(id: string, isAgain = false): Promise<void> {
    if (this.#wanted === id && !isAgain) return;
    this.#wanted = id;
    this.#problem = null;
    if (this.#info?.id !== id) this.#info = null;
    try {
      const info = await api.dataset(id);
      if (this.#wanted === id) this.#info = info;
    } catch (error) {
      if (this.#wanted === id) this.#problem = problemOf(error);
    }
  }
}

/** The data set on the bench. */
export const benchDataset = new BenchDataset();
