import type { AppFacts, FileHandle, ServiceState } from '../../../shared/contract/app.ts';
import { api, on } from '../api.ts';
import { navigation } from './navigation.svelte.ts';
import { queue } from './queue.svelte.ts';
import { settings } from './settings.svelte.ts';

/** The processes behind the page, and the start of everything. */
class Service {
  #state = $state<ServiceState>('starting');
  #facts = $state.raw<AppFacts | null>(null);
  #startFile: FileHandle | null = null;

  get state(): ServiceState {
    return this.#state;
  }

  get facts(): AppFacts | null {
    return this.#facts;
  }

  /** The document that the app was started with, once. */
  takeStartFile(): FileHandle | null {
    const file = this.#startFile;
    this.#startFile = null;
    return file;
  }

  /** Reads the settings, then follows the service; resolves when the page can be shown. */
  async begin(): Promise<void> {
    const facts = await api.facts();
    this.#facts = facts;
    this.#startFile = facts.file;
    settings.begin(facts.settings);
    navigation.begin(facts.settings.place);
    queue.begin();
    on('service', (state) => this.#follow(state));
    this.#follow(facts.service);
  }

  #follow(state: ServiceState): void {
    this.#state = state;
    // A service that is gone again meanwhile says so by its next state.
    if (state === 'ready') queue.load().catch(() => undefined);
  }
}

/** The one state of the service. */
export const service = new Service();
