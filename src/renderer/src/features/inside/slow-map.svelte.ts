import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { InspectReport } from '../../../../shared/contract/inspect.ts';
import type { Inspection } from '../../../../shared/contract/lab/inspect.ts';
import { problemOf } from '../../api.ts';
import { inside } from './inside.svelte.ts';
import { type SlowKind, slowMap, type SlowMapValues, slowPictures } from './slow-maps.ts';

/** A map that was made, and of which look. */
interface MadeMap extends SlowMapValues {
  readonly kind: SlowKind;
  readonly of: Inspection;
}

/** How far a map is. */
export interface SlowProgress {
  readonly done: number;
  readonly total: number;
  /** Null before the first look has been timed. */
  readonly remainingMs: number | null;
}

/** The map under way, one look after the other, so that it ends at once and a training goes on beside it. */
class SlowMap {
  #made = $state.raw<MadeMap | null>(null);
  #progress = $state.raw<SlowProgress | null>(null);
  #error = $state.raw<LabErrorData | null>(null);
  #turn = 0;

  /** Null while no map is under way. */
  get progress(): SlowProgress | null {
    return this.#progress;
  }

  get error(): LabErrorData | null {
    return this.#error;
  }

  /** The map of a look; null where it was not made. */
  of(kind: SlowKind, inspection: Inspection): SlowMapValues | null {
    return this.#made?.kind === kind && this.#made.of === inspection ? this.#made : null;
  }

  /** Ends the work; what is done is thrown away. */
  cancel(): void {
    this.#turn += 1;
    this.#progress = null;
  }

  /** Makes the map of what is looked at now, unless it is there. */
  async make(kind: SlowKind, inspection: Inspection): Promise<void> {
    const picture = inside.seenPicture;
    this.cancel();
    this.#error = null;
    if (picture === null || this.of(kind, inspection) !== null) return;
    const turn = this.#turn;
    const pictures = slowPictures(kind, picture);
    const looks: InspectReport[] = [];
    const begunMs = performance.now();
    try {
      for (const each of pictures) {
        const done = looks.length;
        const perLook = done === 0 ? null : (performance.now() - begunMs) / done;
        const total = pictures.length;
        this.#progress = { done, total, remainingMs: perLook && perLook * (total - done) };
        looks.push(await inside.lookAt(each, inspection.reasons.classIndex));
        if (turn !== this.#turn) return;
      }
      this.#made = { kind, of: inspection, ...slowMap(kind, picture, inspection, looks) };
    } catch (error) {
      if (turn === this.#turn) this.#error = problemOf(error);
    }
    if (turn === this.#turn) this.#progress = null;
  }
}

/** The one map that is made. */
export const slow = new SlowMap();
