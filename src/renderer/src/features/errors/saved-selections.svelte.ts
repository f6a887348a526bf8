import type { SavedSelection } from '../../../../shared/contract/history.ts';
import { api } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';
import { atlas } from './errors-atlas.svelte.ts';
import type { EvaluatedRun } from './evaluated-run.ts';

/** Pictures that are shown, with the run that predicted them. */
export interface ShownPictures {
  readonly shown: EvaluatedRun;
  /** Places among the predicted pictures, in the order in which they are shown. */
  readonly images: Uint32Array;
}

/** Selections with names: kept in the history, opened again with everything around them. */
class SavedSelections {
  #all = $state.raw<readonly SavedSelection[] | null>(null);

  /** Newest first; null until they are read. */
  get all(): readonly SavedSelection[] | null {
    return this.#all;
  }

  async read(): Promise<void> {
    await this.#try(() => undefined);
  }

  /** Keeps the pictures that are shown; false where that failed. */
  async save({ shown, images }: ShownPictures, words: { name: string; note: string }): Promise<boolean> {
    const { view } = atlas;
    if (view === null) return false;
    const { half } = shown.predicted;
    const places = placesOf({ shown, images });
    return this.#try(() => api.saveSelection({ ...words, dataset: shown.dataset.id, half, places, view }));
  }

  async setNote(id: string, note: string): Promise<void> {
    await this.#try(() => api.setSelectionNote(id, note));
  }

  async remove(id: string): Promise<void> {
    await this.#try(() => api.deleteSelection(id));
  }

  /** Changes something and reads the list again. */
  async #try(change: () => Promise<unknown> | undefined): Promise<boolean> {
    try {
      await change();
      this.#all = await api.selections();
      return true;
    } catch (error) {
      notices.problem(() => say('errors.selectionsFailed'), error);
      return false;
    }
  }
}

/** Places in the whole half of the pictures; those of the prediction where the set has changed since. */
export function placesOf({ shown, images }: ShownPictures): Int32Array<ArrayBuffer> {
  const { found } = shown.places;
  const places = found instanceof Int32Array ? found : shown.predicted.places;
  return Int32Array.from(images, (image) => places[image] ?? 0);
}

/** The one list of selections. */
export const savedSelections = new SavedSelections();
