import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { ErrorsSide, ErrorsView, PictureKind } from '../../../../shared/contract/errors-view.ts';
import type { RunLine } from '../../../../shared/contract/history.ts';
import { flippedImages, type FlippedImages } from '../../../../shared/metrics/flips.ts';
import type { MatrixScale } from '../../../../shared/metrics/matrix-grid.ts';
import type { StudiedPredictions } from '../../../../shared/metrics/predictions.ts';
import { api, on, problemOf } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { navigation } from '../../state/navigation.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';
import { settings } from '../../state/settings.svelte.ts';
import { EpochPlayer } from './epoch-player.svelte.ts';
import {
  atEpoch,
  type EvaluatedRun,
  haveSamePictures,
  readEvaluatedRun,
  readTraining,
} from './evaluated-run.ts';
import {
  choose,
  type Chosen,
  everything,
  fitting,
  isDiagonal,
  type Selection,
  stepBack,
} from './selection.ts';

/** Runs that the pickers offer. */
const mostRuns = 200;

/** At which level the matrix counts. */
export type Level = ErrorsView['level'];

/** Whose matrix is shown. */
export type Side = ErrorsView['side'];

/** What stands beside the matrix. */
export type Tab = ErrorsView['tab'];

/** The runs that are looked at, how, and what is chosen. It outlives the place, so that coming back finds all of it. */
class ErrorsAtlas {
  #runs = $state.raw<readonly RunLine[] | null>(null);
  #b = $state.raw<EvaluatedRun | null>(null);
  #error = $state.raw<LabErrorData | null>(null);
  #wantedA: string | null = null;
  #wantedB = $state.raw<ErrorsSide | null>(null);
  /** How A is to be looked at once it is there. */
  #wantedView: ErrorsView | null = null;
  /** B has no predictions there. */
  #isWithoutB = $state(false);
  /** The run that was asked for has no predictions. */
  #isWithout = $state(false);
  #selection = $state.raw<Selection>(everything);
  #level = $state<Level>('superclass');
  #side = $state<Side>('a');
  /** The epochs of A. */
  readonly player = new EpochPlayer();
  scale = $state<MatrixScale>('count');
  isDiagonalShown = $state(true);
  /** Figures below it are hidden. */
  threshold = $state(0);
  kind = $state<PictureKind>('wrong');
  tab = $state<Tab>('inside');

  /** Evaluated runs, newest first; null until the first answer. */
  get runs(): readonly RunLine[] | null {
    return this.#runs;
  }

  /** A at the epoch that is looked at. */
  get a(): EvaluatedRun | null {
    return this.player.shown;
  }

  /** Why B cannot be compared with A; null where it can, or there is no B. */
  readonly misfit: 'without' | 'other-pictures' | null = $derived.by(() => {
    if (this.#isWithoutB) return 'without';
    return this.#b && this.a && !haveSamePictures(this.#b, this.a) ? 'other-pictures' : null;
  });

  /** The run that A is compared with; null for none, or where it does not fit. */
  get b(): EvaluatedRun | null {
    return this.misfit === null ? this.#b : null;
  }

  /** What B was chosen to be. */
  get chosenB(): ErrorsSide | null {
    return this.#wantedB;
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
    return this.a?.study.superclasses === null ? 'class' : this.#level;
  }

  get side(): Side {
    return this.b === null ? 'a' : this.#side;
  }

  /** The predictions whose figures and pictures are shown: B's where its matrix is, else A's. */
  get shown(): EvaluatedRun | null {
    return this.side === 'b' ? this.b : this.a;
  }

  /** What is taken away from the shown predictions. */
  get minus(): StudiedPredictions | null {
    return this.side === 'difference' ? (this.b?.study ?? null) : null;
  }

  readonly flipped: FlippedImages | null = $derived.by(() =>
    this.a && this.b ? flippedImages(this.a.study.isRight, this.b.study.isRight) : null,
  );

  /** Everything that is to be found again; null while no run is shown. */
  readonly view: ErrorsView | null = $derived.by(() => {
    if (this.a === null) return null;
    return {
      a: { run: this.a.run.id, epoch: this.player.epoch },
      b: this.#wantedB,
      level: this.#level,
      side: this.#side,
      scale: this.scale,
      isDiagonalShown: this.isDiagonalShown,
      threshold: this.threshold,
      kind: this.kind,
      tab: this.tab,
      selection: this.#selection,
    };
  });

  /** Follows the history from now on; answers a function that ends it. What was shown last time comes again. */
  begin(): () => void {
    const last = settings.value.errors;
    if (this.#wantedA === null && navigation.run === null && last !== null) this.open(last);
    void this.#readRuns();
    const stop = on('queue', (event) => {
      if (event.type === 'jobs') void this.#follow();
    });
    return () => {
      stop();
      this.player.pause();
    };
  }

  /** Looks at a run as it was looked at before. */
  open(view: ErrorsView): void {
    this.#wantedView = view;
    if (this.player.shown?.run.id === view.a.run) void this.#takeView(view.a.run);
    else navigation.run = view.a.run;
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
      const training = this.#takeA(read);
      if (this.#wantedB?.run === runId) await this.compareWith(null);
      await training;
      await this.#takeView(runId);
    } catch (error) {
      if (this.#wantedA !== runId) return;
      void this.player.take(null);
      if (this.#wantedView?.a.run === runId) this.#forgetView();
      else this.#error = problemOf(error);
    }
  }

  /** Chooses B: a run, or an epoch of one; null for none. */
  async compareWith(side: ErrorsSide | null): Promise<void> {
    this.#wantedB = side;
    this.#isWithoutB = false;
    if (side === null) return this.#takeB(null);
    try {
      const read = await this.#read(side);
      if (this.#wantedB !== side) return;
      this.#isWithoutB = read === null;
      this.#takeB(read);
    } catch (error) {
      if (this.#wantedB !== side) return;
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
    const { superclassOf } = this.a?.dataset.taxonomy ?? { superclassOf: null };
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

  async #read({ run, epoch }: ErrorsSide): Promise<EvaluatedRun | null> {
    if (this.a?.run.id === run && this.player.training) return this.player.at(epoch);
    const end = await readEvaluatedRun(run);
    if (end === null || epoch === null) return end;
    const training = await readTraining(run);
    return training && atEpoch(end, training, epoch);
  }

  /** What is chosen stays for another run of the same classes. Answers when its epochs are there. */
  #takeA(read: EvaluatedRun | null): Promise<void> {
    const names = (run: EvaluatedRun | null): string => JSON.stringify(run?.dataset.taxonomy ?? null);
    if (names(read) !== names(this.a)) this.back(true);
    return this.player.take(read);
  }

  #takeB(read: EvaluatedRun | null): void {
    this.#b = read;
    if (read === null && (this.kind === 'onlyA' || this.kind === 'onlyB')) this.kind = 'wrong';
  }

  async #takeView(runId: string): Promise<void> {
    const view = this.#wantedView;
    if (view?.a.run !== runId || this.a === null) return;
    this.#wantedView = null;
    this.player.go(view.a.epoch);
    this.#level = view.level;
    this.#side = view.side;
    this.scale = view.scale;
    this.isDiagonalShown = view.isDiagonalShown;
    this.threshold = view.threshold;
    this.tab = view.tab;
    this.#selection = fitting(view.selection, this.a.dataset.taxonomy);
    await this.compareWith(view.b);
    if (this.b !== null || view.kind === 'wrong' || view.kind === 'right') this.kind = view.kind;
  }

  /** The run of last time is gone: the newest one is shown. */
  #forgetView(): void {
    this.#wantedView = null;
    this.#wantedA = null;
    navigation.run = null;
  }
}

/** The one state of the place. */
export const atlas = new ErrorsAtlas();
