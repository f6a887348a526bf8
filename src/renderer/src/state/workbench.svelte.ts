import { LabError, type LabErrorData } from '../../../shared/contract/errors.ts';
import type { Comparison } from '../../../shared/spec/comparison.ts';
import { parseExperiment, type Experiment } from '../../../shared/spec/experiment.ts';
import type { Lab } from '../../../shared/spec/labs.ts';
import { api } from '../api.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';
import { queue } from './queue.svelte.ts';
import { say } from '../i18n/say.svelte.ts';

const mostUndo = 200;

/** The documents on the bench: the experiment that Lab shows and changes, and the comparison that Compare does. */
class Workbench {
  #labs = $state.raw<readonly Lab[]>([]);
  #labId = $state<string | null>(null);
  #experiment = $state.raw<Experiment | null>(null);
  #comparison = $state.raw<Comparison | null>(null);
  #past = $state.raw<readonly Experiment[]>([]);
  #future = $state.raw<readonly Experiment[]>([]);
  #lastField: string | null = null;

  /** The ready-made labs, in the order of the lecture. */
  get labs(): readonly Lab[] {
    return this.#labs;
  }

  /** Id of the ready-made lab that is on the bench, also after changes to it. */
  get labId(): string | null {
    return this.#labId;
  }

  /** The experiment, always valid by itself; whether its layers fit is for `inferModel` to say. */
  get experiment(): Experiment | null {
    return this.#experiment;
  }

  get comparison(): Comparison | null {
    return this.#comparison;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Reads the ready-made labs and puts the slides' CNN on the bench, unless something lies there. */
  async begin(): Promise<void> {
    this.#labs = await api.labs();
    const first = this.#labs.find(({ id }) => id === 'mnist-cnn-slides') ?? this.#labs[0];
    if (first !== undefined && this.#experiment === null) this.take(first);
  }

  /** Puts a ready-made lab on the bench. */
  take(lab: Lab): void {
    this.#labId = lab.id;
    if (lab.document.tatami === 'experiment') this.lay(lab.document);
    else this.layComparison(lab.document);
  }

  /** Puts a document of the user's own on the bench. */
  open(document: Experiment | Comparison): void {
    this.#labId = null;
    if (document.tatami === 'experiment') this.lay(document);
    else this.layComparison(document);
  }

  /** Puts an experiment on the bench; undo brings the one before it back. */
  lay(experiment: Experiment): void {
    this.#keep();
    this.#lastField = null;
    this.#experiment = experiment;
  }

  /** Puts a comparison on the bench. */
  layComparison(comparison: Comparison): void {
    this.#comparison = comparison;
  }

  /**
   * Changes the experiment by a function from a document to a document; answers what is wrong with the result, and
   * then leaves the experiment as it was.
   * @param field Changes of one field that follow each other are undone in one step.
   */
  change(edit: (document: Experiment) => unknown, field: string | null = null): LabErrorData | null {
    const experiment = this.#experiment;
    if (experiment === null) return null;
    try {
      const changed = parseExperiment(edit(experiment));
      if (JSON.stringify(changed) === JSON.stringify(experiment)) return null;
      if (field === null || field !== this.#lastField) this.#keep();
      this.#lastField = field;
      this.#experiment = changed;
      return null;
    } catch (error) {
      if (error instanceof LabError) return error.toData();
      throw error;
    }
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (before === undefined || this.#experiment === null) return;
    this.#future = [...this.#future, this.#experiment];
    this.#past = this.#past.slice(0, -1);
    this.#lastField = null;
    this.#experiment = before;
  }

  redo(): void {
    const after = this.#future.at(-1);
    if (after === undefined || this.#experiment === null) return;
    this.#past = [...this.#past, this.#experiment];
    this.#future = this.#future.slice(0, -1);
    this.#lastField = null;
    this.#experiment = after;
  }

  /** Trains what the place shows: the comparison in Compare, the experiment anywhere else. */
  async run(): Promise<void> {
    const isComparison = navigation.place === 'compare';
    const request = isComparison
      ? ({ kind: 'compare', comparison: this.#comparison } as const)
      : ({ kind: 'run', experiment: this.#experiment } as const);
    try {
      await queue.add(request);
    } catch (error) {
      notices.problem(() => say('frame.somethingFailed'), error);
    }
  }

  /** One click on a ready-made lab: it lies on the bench, its place opens, it runs. */
  async runLab(lab: Lab): Promise<void> {
    this.take(lab);
    navigation.open(lab.document.tatami === 'experiment' ? 'lab' : 'compare');
    await this.run();
  }

  #keep(): void {
    if (this.#experiment === null) return;
    this.#past = [...this.#past.slice(1 - mostUndo), this.#experiment];
    this.#future = [];
  }
}

/** The one workbench. */
export const workbench = new Workbench();
