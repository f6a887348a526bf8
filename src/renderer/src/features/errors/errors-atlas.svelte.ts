import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { RunLine } from '../../../../shared/contract/history.ts';
import { areSameImages, flippedImages, type FlippedImages } from '../../../../shared/metrics/flips.ts';
import type { MatrixScale } from '../../../../shared/metrics/matrix-grid.ts';
import type { StudiedPredictions } from '../../../../shared/metrics/predictions.ts';
import { api, on, problemOf } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';
import { type EvaluatedRun, readEvaluatedRun } from './evaluated-run.ts';
import {
  choose,
  type Chosen,
  everything,
  isDiagonal,
  type PictureKind,
  type Selection,
  stepBack,
} from './selection.ts';

/** Runs that the pickers offer. */
const mostRuns = 200;

/** At which level the matrix counts. */
export type Level = keyof Selection;

/** Whose matrix is shown. */
export type Side = 'a' | 'b' | 'difference';

/** What stands beside the matrix. */
export type Tab = 'inside' | 'classes' | 'confidence' | 'difference';

/** The runs that are looked at, how, and what is chosen. It outlives the place, so that coming back finds all of it. */
class ErrorsAtlas {
  #runs = $state.raw<readonly RunLine[] | null>(null);
  #a = $state.raw<EvaluatedRun | null>(null);
  #b = $state.raw<EvaluatedRun | null>(null);
  #error = $state.raw<LabErrorData | null>(null);
  #wantedA: string | null = null;
  #wantedB = $state<string | null>(null);
  /** Why B cannot be compared with A; null where it can, or there is no B. */
  #misfit = $state<'without' | 'other-pictures' | null>(null);
  /** The run that was asked for has no predictions. */
  #isWithout = $state(false);
  #selection = $state.raw<Selection>(everything);
  #level = $state<Level>('superclass');
  #side = $state<Side>('a');
  scale = $state<MatrixScale>('count');
  isDiagonalShown = $state(true);
  kind = $state<PictureKind>('wrong');
  tab = $state<Tab>('inside');

  /** Evaluated runs, newest first; null until the first answer. */
  get runs(): readonly RunLine[] | null {
    return this.#runs;
  }

  get a(): EvaluatedRun | null {
    return this.#a;
  }

  /** The run that A is compared with; null for none, or where it does not fit. */
  get b(): EvaluatedRun | null {
    return this.#b;
  }

  /** Id of the run that B was chosen to be. */
  get chosenB(): string | null {
    return this.#wantedB;
  }

  get misfit(): 'without' | 'other-pictures' | null {
    return this.#misfit;
  }

  get isWithout(): boolean {
    return this.#isWithout;
  }

  get error(): LabErrorData | null {
    return this.#error;
  }

  get selection(): Selection {
    return this.#selection;
  }

  /** The level of the large matrix: classes where the set has no superclasses. */
  get level(): Level {
    return this.#a?.study.superclasses === null ? 'class' : this.#level;
  }

  get side(): Side {
    return this.#b === null ? 'a' : this.#side;
  }

  /** The predictions whose figures and pictures are shown: B's where its matrix is, else A's. */
  get shown(): EvaluatedRun | null {
    return this.side === 'b' ? this.#b : this.#a;
  }

  /** What is taken away from the shown predictions. */
  get minus(): StudiedPredictions | null {
    return this.side === 'difference' ? (this.#b?.study ?? null) : null;
  }

  readonly flipped: FlippedImages | null = $derived.by(() =>
    this.#a && this.#b ? flippedImages(this.#a.study.isRight, this.#b.study.isRight) : null,
  );

  /** Follows the history from now on; answers a function that ends it. */
  begin(): () => void {
    void this.#readRuns();
    return on('queue', (event) => {
      if (event.type === 'jobs') void this.#follow();
    });
  }

  /** Shows all pictures of one kind, whatever was chosen. */
  showAll(kind: PictureKind): void {
    this.back(true);
    this.kind = kind;
  }

  /** Shows a run as A, B staying where it fits. */
  async show(runId: string): Promise<void> {
    this.#wantedA = runId;
    this.#error = null;
    try {
      const read = await readEvaluatedRun(runId);
      if (this.#wantedA !== runId) return;
      this.#isWithout = read === null;
      this.#takeA(read);
      await this.compareWith(this.#wantedB === runId ? null : this.#wantedB);
    } catch (error) {
      if (this.#wantedA !== runId) return;
      this.#a = null;
      this.#error = problemOf(error);
    }
  }

  /** Chooses B; null for none. */
  async compareWith(runId: string | null): Promise<void> {
    this.#wantedB = runId;
    this.#misfit = null;
    if (runId === null) return this.#takeB(null);
    try {
      const read = await readEvaluatedRun(runId);
      if (this.#wantedB !== runId) return;
      const isSame = read && this.#a && areSameTests(read, this.#a);
      this.#misfit = read === null ? 'without' : isSame ? null : 'other-pictures';
      this.#takeB(isSame ? read : null);
    } catch (error) {
      if (this.#wantedB !== runId) return;
      this.#wantedB = null;
      this.#takeB(null);
      notices.problem(() => say('errors.cannotRead'), error);
    }
  }

  setLevel(level: Level): void {
    this.#level = level;
  }

  setSide(side: Side): void {
    this.#side = side;
  }

  /** Chooses a cell, row or column; the pictures are its wrong ones, or the right ones of a cell that has only those. */
  choose(level: Level, chosen: Chosen): void {
    const { superclassOf } = this.#a?.dataset.taxonomy ?? { superclassOf: null };
    this.#selection = choose(this.#selection, level, chosen, superclassOf);
    if (this.kind === 'wrong' || this.kind === 'right') {
      this.kind = isDiagonal(this.#selection.class) ? 'right' : 'wrong';
    }
  }

  /** One step back, or to everything. */
  back(isWhole = false): void {
    this.#selection = isWhole ? everything : stepBack(this.#selection);
    if (this.kind === 'right') this.kind = 'wrong';
  }

  /** A run that had no predictions may have ended by now. */
  async #follow(): Promise<void> {
    await this.#readRuns();
    const wanted = this.#wantedA;
    if (this.#isWithout && wanted !== null && this.#runs?.some(({ id }) => id === wanted))
      await this.show(wanted);
  }

  async #readRuns(): Promise<void> {
    try {
      const { lines } = await api.runs({ order: 'newest', isArchived: false, limit: mostRuns });
      this.#runs = lines.filter(({ testAccuracy }) => testAccuracy !== null);
    } catch (error) {
      this.#error = problemOf(error);
    }
  }

  /** What is chosen stays for another run of the same classes. */
  #takeA(read: EvaluatedRun | null): void {
    const names = (run: EvaluatedRun | null): string => JSON.stringify(run?.dataset.taxonomy ?? null);
    if (names(read) !== names(this.#a)) this.back(true);
    this.#a = read;
  }

  #takeB(read: EvaluatedRun | null): void {
    this.#b = read;
    if (read === null && (this.kind === 'onlyA' || this.kind === 'onlyB')) this.kind = 'wrong';
  }
}

function areSameTests(one: EvaluatedRun, other: EvaluatedRun): boolean {
  return (
    one.dataset.id === other.dataset.id &&
    areSameImages(one.study.evaluation.labels, other.study.evaluation.labels)
  );
}

/** The one state of the place. */
export const atlas = new ErrorsAtlas();
