import type { DatasetInfo, DatasetListing } from '../../../shared/contract/data.ts';
import { api, on } from '../api.ts';
import { service } from './service.svelte.ts';

/** The data sets that are there, and what is known of those that have been opened. */
class DatasetList {
  #list = $state.raw<readonly DatasetListing[] | null>(null);
  #infos = $state.raw<Readonly<Record<string, DatasetInfo>>>({});

  /** Null until it is read. */
  get list(): readonly DatasetListing[] | null {
    return this.#list;
  }

  /** A set of the list; null where it is not there, undefined while the list is not read. */
  find(id: string): DatasetListing | null | undefined {
    return this.#list === null ? undefined : (this.#list.find((set) => set.id === id) ?? null);
  }

  /** What is known of a set that has been opened; undefined for any other. */
  info(id: string): DatasetInfo | undefined {
    return this.#infos[id];
  }

  /** Keeps what has become known of a set. */
  note(info: DatasetInfo): void {
    if (this.#infos[info.id]?.sha256 !== info.sha256) this.#infos = { ...this.#infos, [info.id]: info };
  }

  /** Opens a set that can be read at once, for its facts. */
  async learn(id: string): Promise<void> {
    if (this.#infos[id] === undefined && this.find(id)?.state === 'ready') this.note(await api.dataset(id));
  }

  /** Follows the service from now on, for as long as the window is open. */
  begin(): void {
    $effect.root(() => {
      $effect(() => {
        // A service that is gone meanwhile says so by its next state, and the list is read again.
        if (service.state === 'ready') this.refresh().catch(() => undefined);
      });
    });
    on('import', ({ doneBytes, totalBytes }) => {
      if (doneBytes === totalBytes) this.refresh().catch(() => undefined);
    });
  }

  /** Reads the list again, after sets have come or gone. */
  async refresh(): Promise<void> {
    this.#list = await api.datasets();
  }
}

/** The one list of data sets. */
export const datasetList = new DatasetList();
datasetList.begin();
