import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import { parseExperiment, type Experiment } from '../../../../shared/spec/experiment.ts';
import type { LayerSpec } from '../../../../shared/spec/layers.ts';
import { benchDataset } from '../../state/bench-dataset.svelte.ts';
import { workbench } from '../../state/workbench.svelte.ts';
import { withLayers, withSettings, type ListEdit } from './builder/list-edits.ts';
import { adviceFor, viewModel, type Advice, type ModelView } from './builder/model-view.ts';

const empty: ModelView = { reports: [], fault: null };

/** How a click or key extends the selection. */
export type SelectionMode = 'only' | 'toggle' | 'range';

/** The layers on the bench: which are selected, their sizes and faults, and a change that is only being tried. */
class Bench {
  #active = $state(0);
  #anchor = 0;
  #selected = $state.raw<readonly number[]>([0]);
  #trial = $state.raw<Experiment | null>(null);
  /** Rises when the inspector is to take the focus. */
  inspections = $state(0);
  /** Whether the code is unfolded. */
  isCodeOpen = $state(true);

  readonly view = $derived.by(() => viewOf(workbench.experiment));
  /** Sizes that a change which is only tried would give; null while nothing is tried. */
  readonly trialView = $derived.by(() => (this.#trial === null ? null : viewOf(this.#trial)));
  readonly advice = $derived.by((): readonly Advice[] => {
    const { experiment } = workbench;
    const { info } = benchDataset;
    if (experiment === null || info === null || this.view.fault) return [];
    return adviceFor(experiment, this.view.reports, info.taxonomy.classes.length);
  });
  readonly multiplyAdds = $derived(this.view.reports.reduce((sum, report) => sum + report.multiplyAdds, 0));

  get layers(): readonly LayerSpec[] {
    return workbench.experiment?.model.layers ?? [];
  }

  /** Place of the layer that the inspector shows; -1 stands for the input. */
  get active(): number {
    return Math.min(this.#active, this.layers.length - 1);
  }

  get activeLayer(): LayerSpec | null {
    return this.layers[this.active] ?? null;
  }

  /** The layer as a change that is only tried has it. */
  get trialLayer(): LayerSpec | null {
    return this.#trial?.model.layers[this.active] ?? null;
  }

  /** Places of the selected layers, rising. */
  get selected(): readonly number[] {
    return this.#selected.filter((place) => place < this.layers.length);
  }

  isSelected(place: number): boolean {
    return this.#selected.includes(place);
  }

  select(place: number, mode: SelectionMode = 'only'): void {
    this.#trial = null;
    this.#active = Math.max(-1, Math.min(place, this.layers.length - 1));
    if (mode === 'only' || this.#active < 0) {
      this.#selected = this.#active < 0 ? [] : [this.#active];
      this.#anchor = this.#active;
    } else if (mode === 'range') {
      const [from, to] = [Math.min(this.#anchor, this.#active), Math.max(this.#anchor, this.#active)];
      this.#selected = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    } else {
      const rest = this.#selected.filter((other) => other !== place);
      const added = rest.length === this.#selected.length ? [...rest, place] : rest;
      this.#selected = added.toSorted((a, b) => a - b);
      this.#anchor = place;
    }
  }

  selectAll(): void {
    this.#selected = this.layers.map((_, place) => place);
  }

  /** Changes the list of layers; answers what is wrong with it. */
  edit(edited: ListEdit): LabErrorData | null {
    const error = workbench.change((experiment) => withLayers(experiment, edited.layers));
    if (error === null && edited.selected.length > 0) {
      this.#selected = edited.selected;
      this.#active = edited.selected[0] ?? 0;
      this.#anchor = this.#active;
    }
    return error;
  }

  /** Changes the whole document; answers what is wrong with it. */
  change(edit: (experiment: Experiment) => unknown): LabErrorData | null {
    this.#trial = null;
    return workbench.change(edit);
  }

  /** Changes settings of the shown layer; several changes of one field are undone together. */
  set(changes: Readonly<Record<string, unknown>>): LabErrorData | null {
    this.#trial = null;
    const place = this.active;
    const field = `${place} ${Object.keys(changes).join()}`;
    return workbench.change((experiment) => withSettings(experiment, place, changes), field);
  }

  /** Tries settings of the shown layer without changing anything; null ends the trial. */
  attempt(changes: Readonly<Record<string, unknown>> | null): void {
    const { experiment } = workbench;
    this.#trial = null;
    if (changes === null || experiment === null) return;
    try {
      const tried = parseExperiment(withSettings(experiment, this.active, changes));
      if (JSON.stringify(tried.model) !== JSON.stringify(experiment.model)) this.#trial = tried;
    } catch {
      // What cannot be read cannot be tried; the field says so when it is taken over.
    }
  }
}

function viewOf(experiment: Experiment | null): ModelView {
  const { inputShape } = benchDataset;
  return experiment === null || inputShape === null ? empty : viewModel(experiment.model, inputShape);
}

/** The one bench. */
export const bench = new Bench();
