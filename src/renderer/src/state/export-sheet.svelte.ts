/** The sheet with which a trained net is taken away: for which run it is open, what was chosen and what came of it. */
import type { WindowExport } from '../../../shared/contract/app.ts';
import type { LabErrorData } from '../../../shared/contract/errors.ts';
import type { ExportChoices } from '../../../shared/contract/lab/exports.ts';
import type { ExportFormatId, ExportOptions } from '../../../shared/contract/trained-model.ts';
import { api, problemOf } from '../api.ts';
import { language } from '../i18n/say.svelte.ts';

/** A run whose net is to leave. */
export interface LeavingRun {
  readonly id: string;
  readonly name: string;
}

/** What came of a format's export. */
export type ExportOutcome =
  | { readonly state: 'writing' }
  | { readonly state: 'written'; readonly report: WindowExport }
  | { readonly state: 'failed'; readonly error: LabErrorData };

/** See the head of this file. */
class ExportSheet {
  #run = $state.raw<LeavingRun | null>(null);
  #choices = $state.raw<ExportChoices | null>(null);
  #error = $state.raw<LabErrorData | null>(null);
  #folder = $state('');
  #options = $state.raw<ExportOptions>({ hasPreprocessing: true, imageOrder: 'NHWC' });
  #outcomes = $state.raw<Partial<Readonly<Record<ExportFormatId, ExportOutcome>>>>({});

  /** Null while the sheet is closed. */
  get run(): LeavingRun | null {
    return this.#run;
  }

  /** Null until they are known. */
  get choices(): ExportChoices | null {
    return this.#choices;
  }

  /** Why nothing can be exported; null where something can. */
  get error(): LabErrorData | null {
    return this.#error;
  }

  /** Name of the folder that files go to. */
  get folder(): string {
    return this.#folder;
  }

  get options(): ExportOptions {
    return this.#options;
  }

  get outcomes(): Partial<Readonly<Record<ExportFormatId, ExportOutcome>>> {
    return this.#outcomes;
  }

  /** Whether a file is being written; one is at a time. */
  get isBusy(): boolean {
    return Object.values(this.#outcomes).some(({ state }) => state === 'writing');
  }

  /** Opens the sheet for a run. */
  open(run: LeavingRun): void {
    this.#run = run;
    this.#choices = null;
    this.#outcomes = {};
    void this.load();
  }

  close(): void {
    this.#run = null;
  }

  /** Other options make other files: what was written before no longer counts as the answer to them. */
  choose(options: Partial<ExportOptions>): void {
    this.#options = { ...this.#options, ...options };
    this.#outcomes = {};
    void this.load();
  }

  /** Asks what the formats can hold. */
  async load(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    try {
      const [choices, folder] = await Promise.all([
        api.exportChoices(run.id, this.#options),
        api.exportFolder(),
      ]);
      if (this.#run !== run) return;
      [this.#choices, this.#folder, this.#error] = [choices, folder, null];
    } catch (error) {
      this.#error = problemOf(error);
    }
  }

  /** Asks for another folder. */
  async changeFolder(): Promise<void> {
    this.#folder = (await api.chooseExportFolder()) ?? this.#folder;
  }

  /** Writes the net in a format and checks it. */
  async write(format: ExportFormatId): Promise<void> {
    const run = this.#run;
    if (run === null || this.isBusy) return;
    const options = this.#options;
    const settle = (outcome: ExportOutcome): void => {
      if (this.#run === run && this.#options === options)
        this.#outcomes = { ...this.#outcomes, [format]: outcome };
    };
    settle({ state: 'writing' });
    try {
      const request = { run: run.id, format, options, language: language() };
      settle({ state: 'written', report: await api.exportNet(request) });
    } catch (error) {
      settle({ state: 'failed', error: problemOf(error) });
    }
  }
}

/** The one sheet of the window. */
export const exportSheet = new ExportSheet();
