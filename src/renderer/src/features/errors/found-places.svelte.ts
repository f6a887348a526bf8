import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import { problemOf } from '../../api.ts';

/** Where pictures stand in their half of the set. It is found while everything else is shown: the set has to be opened. */
export class FoundPlaces {
  #found = $state.raw<Int32Array | LabErrorData | null>(null);

  constructor(search: Promise<Int32Array>) {
    search.then(
      (places) => (this.#found = places),
      (error: unknown) => (this.#found = problemOf(error)),
    );
  }

  /** The places, or why the pictures cannot be shown; null while they are looked for. */
  get found(): Int32Array | LabErrorData | null {
    return this.#found;
  }
}
