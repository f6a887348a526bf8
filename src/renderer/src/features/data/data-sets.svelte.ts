import type { FileHandle } from '../../../../shared/contract/app.ts';
import type {
  DatasetInfo,
  DatasetListing,
  DatasetStatistics,
  Grouping,
} from '../../../../shared/contract/data.ts';
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import { api, on, problemOf } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { datasetList } from '../../state/dataset-list.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';

/** A data set that has been opened. */
export interface OpenedSet {
  readonly info: DatasetInfo;
  readonly statistics: DatasetStatistics;
  /** The user's own superclasses, or null. */
  readonly ownGrouping: Grouping | null;
}

/** Work that takes its time: an import, or the making of a generated set. */
export interface DataWork {
  readonly kind: 'import' | 'make';
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
}

/** What a check of the stored bytes said. */
export type CheckVerdict = 'checking' | 'intact' | 'not-intact';

/** The data sets: which are there, and the one that is looked at. */
export class DataSets {
  #opened = $state.raw<OpenedSet | null>(null);
  #error = $state.raw<LabErrorData | null>(null);
  #work = $state.raw<DataWork | null>(null);
  #verdicts = $state.raw<Readonly<Record<string, CheckVerdict>>>({});
  #wanted: string | null = null;

  /** Null until the first answer. */
  get list(): readonly DatasetListing[] | null {
    return datasetList.list;
  }

  get opened(): OpenedSet | null {
    return this.#opened;
  }

  get error(): LabErrorData | null {
    return this.#error;
  }

  get work(): DataWork | null {
    return this.#work;
  }

  verdict(id: string): CheckVerdict | null {
    return this.#verdicts[id] ?? null;
  }

  /** Follows imports and the making of sets; answers a function that ends it. */
  begin(): () => void {
    void this.refresh();
    const ends = [
      on('import', ({ doneBytes, totalBytes }) => this.#progress('import', doneBytes / totalBytes)),
      on('datasetProgress', ({ done, total }) => this.#progress('make', done / total)),
    ];
    return () => ends.forEach((end) => end());
  }

  async refresh(): Promise<void> {
    try {
      await datasetList.refresh();
    } catch (error) {
      this.#error = problemOf(error);
    }
  }

  /** Opens a set; a generated one is made first, which takes a while. */
  async open(listing: Pick<DatasetListing, 'id' | 'title' | 'state'>): Promise<void> {
    this.#wanted = listing.id;
    this.#error = null;
    if (this.#opened?.info.id !== listing.id) this.#opened = null;
    if (listing.state === 'on-first-use') this.#work = { kind: 'make', name: listing.title, share: 0 };
    try {
      const opened = await readSet(listing.id);
      if (this.#wanted === listing.id) this.#opened = opened;
      if (listing.state === 'on-first-use') await this.refresh();
    } catch (error) {
      if (this.#wanted === listing.id) this.#error = problemOf(error);
    } finally {
      if (this.#work?.kind === 'make') this.#work = null;
    }
  }

  /** Imports what the user chose or dropped; answers the id of the set, or null. */
  async import(file: FileHandle): Promise<string | null> {
    if (this.#work !== null) {
      notices.tell(() => say('data.alreadyImporting'));
      return null;
    }
    this.#work = { kind: 'import', name: file.name, share: 0 };
    try {
      const { id, title } = await api.importData(file.handle, null);
      notices.tell(() => say('data.imported', { title }));
      await this.refresh();
      return id;
    } catch (error) {
      notices.problem(() => say('data.notImported'), error);
      return null;
    } finally {
      this.#work = null;
    }
  }

  /** Reads a set completely and compares it with the hash that it was stored with. */
  async check(id: string): Promise<void> {
    this.#verdicts = { ...this.#verdicts, [id]: 'checking' };
    try {
      const { isIntact } = await api.checkDataset(id);
      this.#verdicts = { ...this.#verdicts, [id]: isIntact ? 'intact' : 'not-intact' };
    } catch (error) {
      this.#verdicts = { ...this.#verdicts, [id]: 'not-intact' };
      notices.problem(() => say('data.cannotRead'), error);
    }
  }

  async remove({ id, title }: Pick<DatasetListing, 'id' | 'title'>): Promise<void> {
    try {
      await api.removeDataset(id);
      if (this.#opened?.info.id === id) this.#opened = null;
      notices.tell(() => say('data.removed', { title }));
    } catch (error) {
      notices.problem(() => say('frame.somethingFailed'), error);
    }
    await this.refresh();
  }

  /** Keeps the user's superclasses; null goes back to those of the set. Answers what is wrong with them. */
  async saveGrouping(id: string, grouping: Grouping | null): Promise<LabErrorData | null> {
    try {
      await api.saveGrouping(id, grouping);
      this.#opened = await readSet(id);
      await this.refresh();
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  #progress(kind: DataWork['kind'], share: number): void {
    if (this.#work?.kind === kind && Number.isFinite(share)) this.#work = { ...this.#work, share };
  }
}

async function readSet(id: string): Promise<OpenedSet> {
  const info = await api.dataset(id);
  const [statistics, { own }] = await Promise.all([api.datasetStatistics(id), api.groupings(id)]);
  return { info, statistics, ownGrouping: own };
}
