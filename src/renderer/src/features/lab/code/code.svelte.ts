import { experimentCode } from '../../../../../shared/python/experiment.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import { workbench } from '../../../state/workbench.svelte.ts';
import type { Range } from './python-values.ts';
import { readCode, type PlacedFault } from './read-code.ts';

/** The text beside the model: it follows the experiment, and changes it where it can be read. */
class Code {
  #text = $state('');
  #faults = $state.raw<readonly PlacedFault[]>([]);
  #layers = $state.raw<readonly Range[]>([]);
  #inputShape: readonly number[] | null = null;
  /** The experiment that the text says, in one line. */
  #said = '';

  get text(): string {
    return this.#text;
  }

  /** What is wrong with the text; the experiment then stays as it was. */
  get faults(): readonly PlacedFault[] {
    return this.#faults;
  }

  /** Where each layer stands in the text. */
  get layers(): readonly Range[] {
    return this.#layers;
  }

  /** Writes the code of an experiment, unless the text says just this experiment already. */
  follow(experiment: Experiment | null, inputShape: readonly number[] | null): void {
    const isNewShape = inputShape?.join() !== this.#inputShape?.join();
    this.#inputShape = inputShape;
    if (experiment === null || inputShape === null) return;
    if (!isNewShape && this.#said === JSON.stringify(experiment)) return;
    this.#write(experiment, inputShape);
  }

  /** Takes over a text that the user has written. */
  take(text: string): void {
    const { experiment } = workbench;
    const inputShape = this.#inputShape;
    this.#text = text;
    if (experiment === null || inputShape === null) return;
    const reading = readCode(text, { experiment, inputShape });
    this.#faults = reading.faults;
    this.#layers = reading.layers;
    const changed = reading.experiment;
    if (changed === null) return;
    this.#said = JSON.stringify(changed);
    workbench.change(() => changed, 'code');
  }

  /** Goes back to the code of the experiment as it is. */
  restore(): void {
    const { experiment } = workbench;
    if (experiment !== null && this.#inputShape !== null) this.#write(experiment, this.#inputShape);
  }

  #write(experiment: Experiment, inputShape: readonly number[]): void {
    this.#said = JSON.stringify(experiment);
    this.#text = experimentCode(experiment, inputShape).text;
    this.#faults = [];
    this.#layers = readCode(this.#text, { experiment, inputShape }).layers;
  }
}

/** The one text. */
export const code = new Code();
