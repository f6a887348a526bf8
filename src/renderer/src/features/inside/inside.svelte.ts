import type { DatasetInfo } from '../../../../shared/contract/data.ts';
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { RunDetail, RunLine } from '../../../../shared/contract/history.ts';
import type { InspectedPicture, WeightsChoice } from '../../../../shared/contract/inspect.ts';
import type { Inspection } from '../../../../shared/contract/lab/inspect.ts';
import type { Pictures } from '../../../../shared/contract/lab/data.ts';
import type { NearestPictures } from '../../../../shared/contract/neighbours.ts';
import { inferModel, type LayerReport } from '../../../../shared/spec/shapes.ts';
import { api, problemOf } from '../../api.ts';
import { changedPicture, noChange, type PictureChange } from './changed-picture.ts';
import type { Region } from './receptive-field.ts';

/** A picture to look at, and where it comes from. */
export interface ShownPicture {
  readonly picture: InspectedPicture;
  readonly source: 'test' | 'train' | 'drawn' | 'own';
  /** Place in its half of the set, and true class; null for pictures of one's own. */
  readonly index: number | null;
  readonly label: number | null;
}

/** A map, or a value of a vector, in the output of a layer. */
export interface MapSelection {
  readonly layer: number;
  readonly map: number;
}

/** A net that has been opened, with its data set. */
export interface OpenedNet {
  readonly run: RunDetail;
  readonly dataset: DatasetInfo;
  readonly reports: readonly LayerReport[];
}

/** Runs in the list for choosing. */
const mostRuns = 100;

/** The look inside: which net, which picture, and what the net makes of it. */
class Inside {
  #runs = $state.raw<readonly RunLine[] | null>(null);
  #net = $state.raw<OpenedNet | null>(null);
  #shown = $state.raw<ShownPicture | null>(null);
  #inspection = $state.raw<Inspection | null>(null);
  #error = $state.raw<LabErrorData | null>(null);
  #classIndex = $state<number | null>(null);
  #wantedRun: string | null = null;
  #weights = $state.raw<WeightsChoice>('end');
  #change = $state.raw<PictureChange>(noChange);
  #originalInspection = $state.raw<Inspection | null>(null);
  #isLooking = false;
  #isLookWanted = false;
  /** The map that is shown enlarged. */
  selection = $state.raw<MapSelection>({ layer: 0, map: 0 });
  /** Part of the picture that the value under the pointer sees; null where none is pointed at. */
  seen = $state.raw<Region | null>(null);

  /** Runs with a net, newest first; null until they are read. */
  get runs(): readonly RunLine[] | null {
    return this.#runs;
  }

  get net(): OpenedNet | null {
    return this.#net;
  }

  get shown(): ShownPicture | null {
    return this.#shown;
  }

  /** What the net makes of the picture; the last answer stays until the next one is there. */
  get inspection(): Inspection | null {
    return this.#inspection;
  }

  get error(): LabErrorData | null {
    return this.#error;
  }

  /** The class whose reasons were asked for; null for the most probable one. */
  get classIndex(): number | null {
    return this.#classIndex;
  }

  /** Whose weights the net is looked at with. */
  get weights(): WeightsChoice {
    return this.#weights;
  }

  /** What is done to the picture before the net sees it. */
  get change(): PictureChange {
    return this.#change;
  }

  /** What the net made of the picture before anything was done to it; null while it was not shown that. */
  get originalInspection(): Inspection | null {
    return this.#originalInspection;
  }

  /** The picture as the net is shown it. */
  get seenPicture(): InspectedPicture | null {
    return this.#shown && changedPicture(this.#shown.picture, this.#change);
  }

  /** Reads which runs there are. */
  async readRuns(): Promise<void> {
    try {
      const { lines } = await api.runs({ order: 'newest', limit: mostRuns });
      this.#runs = lines.filter(({ epochsDone }) => epochsDone > 0);
    } catch (error) {
      this.#error = problemOf(error);
    }
  }

  /** Opens a run's net; its first picture is for the list of pictures to choose. */
  async open(runId: string): Promise<void> {
    if (this.#wantedRun === runId && this.#error === null) return;
    this.#wantedRun = runId;
    this.#error = null;
    try {
      const run = await api.run(runId);
      const dataset = await api.dataset(run.experiment.dataset.id);
      if (this.#wantedRun !== runId) return;
      const isOtherSet = this.#net?.dataset.sha256 !== dataset.sha256;
      const { height, width, channels } = dataset;
      const reports = inferModel(run.experiment.model, [height, width, channels]);
      this.#net = { run, dataset, reports };
      this.#inspection = null;
      this.#originalInspection = null;
      this.#change = noChange;
      this.#classIndex = null;
      this.#weights = 'end';
      this.selection = { layer: 0, map: 0 };
      if (isOtherSet) this.#shown = null;
      else if (this.#shown) await this.#look(this.#shown);
    } catch (error) {
      if (this.#wantedRun === runId) this.#error = problemOf(error);
    }
  }

  /** Shows the net a picture. */
  async show(picture: ShownPicture): Promise<void> {
    this.#classIndex = null;
    this.#change = noChange;
    await this.#look(picture);
  }

  /** Asks why a class; null for the most probable one. */
  async explain(classIndex: number | null): Promise<void> {
    this.#classIndex = classIndex;
    if (this.#shown) await this.#look(this.#shown);
  }

  /** Shows the net the picture with something done to it. */
  async applyChange(change: PictureChange): Promise<void> {
    this.#change = change;
    if (this.#shown) await this.#look(this.#shown);
  }

  /** A look at a picture beside the one that is shown, with the same weights; nothing here changes. */
  async lookAt(picture: InspectedPicture, classIndex: number): Promise<Inspection> {
    return api.inspect(this.#net?.run.id ?? '', picture, classIndex, this.#weights);
  }

  /** The training pictures most like the one that is shown, with their pixels; null without a picture. */
  async nearest(
    net: OpenedNet,
  ): Promise<{ readonly nearest: NearestPictures; readonly pictures: Pictures } | null> {
    const picture = this.seenPicture;
    if (picture === null) return null;
    const nearest = await api.nearestPictures(net.run.id, picture, this.#weights);
    const indices = nearest.pictures.map(({ index }) => index);
    return { nearest, pictures: await api.pictures(net.dataset.id, 'train', indices) };
  }

  /** Looks with other weights of the run. */
  async takeWeights(weights: WeightsChoice): Promise<void> {
    this.#weights = weights;
    this.#originalInspection = null;
    if (this.#shown) await this.#look(this.#shown);
  }

  /** Tries again what failed last. */
  async retry(): Promise<void> {
    const wanted = this.#wantedRun;
    if (this.#runs === null) await this.readRuns();
    if (wanted !== null) await this.open(wanted);
  }

  /** Shows the net a picture; of pictures that come while it looks only the last one is looked at. */
  async #look(shown: ShownPicture): Promise<void> {
    this.#shown = shown;
    this.seen = null;
    this.#isLookWanted = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#isLookWanted) {
        this.#isLookWanted = false;
        await this.#lookOnce();
      }
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookOnce(): Promise<void> {
    const { run } = this.#net ?? {};
    if (run === undefined || this.#shown === null) return;
    try {
      const [{ picture }, change] = [this.#shown, this.#change];
      const shown = changedPicture(picture, change);
      const inspection = await api.inspect(run.id, shown, this.#classIndex, this.#weights);
      if (this.#net?.run.id !== run.id) return;
      this.#inspection = inspection;
      if (change === noChange) this.#originalInspection = inspection;
      this.#error = null;
    } catch (error) {
      if (this.#net?.run.id === run.id) this.#error = problemOf(error);
    }
  }
}

/** The one look inside; it stays while other places are open. */
export const inside = new Inside();
