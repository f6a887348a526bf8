import { availableParallelism } from 'node:os';
import { EngineHost } from './engine-host.ts';

/**
 * The engine as it is, and with other numbers of threads for runs that were trained so before: another number changes
 * the last bits of a result. Each starts when it is first asked for something.
 */
export class Engines {
  /** With as many threads as the process may use. */
  readonly usual: EngineHost;
  readonly #logFile: string;
  #other: { readonly threads: number; readonly engine: EngineHost } | null = null;

  /** @param logFile - File for what the processes write, of limited size. */
  constructor(logFile: string) {
    this.#logFile = logFile;
    this.usual = new EngineHost({ logFile });
  }

  /** The engine with a number of threads; an engine with yet another number is ended. */
  with(threads: number): EngineHost {
    if (threads === availableParallelism()) return this.usual;
    if (this.#other?.threads !== threads) {
      void this.#other?.engine.close();
      this.#other = { threads, engine: new EngineHost({ logFile: this.#logFile, threads }) };
    }
    return this.#other.engine;
  }

  /** Ends all processes; resolves when they are gone. */
  async close(): Promise<void> {
    await Promise.all([this.usual.close(), this.#other?.engine.close()]);
  }
}
