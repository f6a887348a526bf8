import type { LabErrorData } from '../../../../../shared/contract/errors.ts';
import type { PlaneProgress, RacePlane } from '../../../../../shared/contract/loss-plane.ts';
import { api, on, problemOf } from '../../../api.ts';

/** The measured loss plane of a comparison; kept while the window is open. */
class RacePlaneState {
  #comparison: string | null = null;
  #plane = $state.raw<RacePlane | null>(null);
  #problem = $state.raw<LabErrorData | null>(null);
  #progress = $state.raw<PlaneProgress | null>(null);
  #begunMs = 0;
  #isWorking = $state(false);
  /** Training pictures over which each loss is the mean. */
  images = $state(200);
  /** Points on each side. */
  side = $state(21);

  get plane(): RacePlane | null {
    return this.#plane;
  }

  get problem(): LabErrorData | null {
    return this.#problem;
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  get progress(): PlaneProgress | null {
    return this.#progress;
  }

  /** Milliseconds that the rest will take at the pace so far; null before there is one. */
  get remainingMs(): number | null {
    const progress = this.#progress;
    if (progress === null || progress.done === 0) return null;
    const each = (performance.now() - this.#begunMs) / progress.done;
    return each * (progress.total - progress.done);
  }

  /** Shows the plane of a comparison; that of another one is put away. */
  show(comparison: string): void {
    if (this.#comparison === comparison) return;
    [this.#comparison, this.#plane, this.#problem] = [comparison, null, null];
  }

  /** Measures the plane; a stop answers what there is. */
  async measure(comparison: string): Promise<void> {
    this.show(comparison);
    [this.#isWorking, this.#problem, this.#progress] = [true, null, null];
    const end = on('plane', (progress) => {
      if (progress.id !== comparison) return;
      if (this.#progress === null) this.#begunMs = performance.now();
      this.#progress = progress;
    });
    try {
      const plane = await api.lossPlane(comparison, { side: this.side, images: this.images });
      if (this.#comparison === comparison) this.#plane = plane;
    } catch (error) {
      this.#problem = problemOf(error);
    } finally {
      end();
      this.#isWorking = false;
    }
  }
}

/** The one plane. */
export const racePlane = new RacePlaneState();
