import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { newId } from './ids.ts';
import { acquireLock } from './lock.ts';
import type { FileLock } from './lock.ts';

/**
 * Who is alive among those that write one history. Each writer of runs holds the lock of a file named by its token
 * in the folder `<history>-owners`; the operating system frees it when the writer dies. So a run whose owner's lock
 * is free was interrupted, whatever process ids were used again and whatever the clock says, and a writer that is
 * only suspended keeps its runs.
 */
export class Owners {
  readonly #folder: string;
  readonly #exclusively: <T>(work: () => T) => T;
  #own: { readonly token: string; readonly lock: FileLock } | null = null;

  /** @param exclusively runs its work while no other process makes or sweeps tokens */
  constructor(historyFile: string, exclusively: <T>(work: () => T) => T) {
    this.#folder = `${historyFile}-owners`;
    this.#exclusively = exclusively;
  }

  /** Takes this writer's lock unless it has it; never to be called in a transaction, for it waits for others. */
  hold(): void {
    this.#own ??= this.#exclusively(() => this.#take());
  }

  /** This writer's token, once it holds its lock. */
  get token(): string {
    if (this.#own === null) throw new Error('hold() comes first');
    return this.#own.token;
  }

  /** Whether a token belongs to this writer or to a living one elsewhere. */
  isAlive(token: string): boolean {
    if (token === this.#own?.token) return true;
    return this.#tokens().includes(token) && this.#isHeld(token);
  }

  /** The tokens of all living writers; the files of dead ones are removed. */
  sweep(): readonly string[] {
    return this.#exclusively(() =>
      this.#tokens().filter((token) => {
        if (this.isAlive(token)) return true;
        this.#remove(token);
        return false;
      }),
    );
  }

  /** Gives the lock back; runs that are still marked as running then count as interrupted. */
  release(): void {
    if (this.#own === null) return;
    this.#own.lock.release();
    this.#remove(this.#own.token);
    this.#own = null;
  }

  #take(): { readonly token: string; readonly lock: FileLock } {
    mkdirSync(this.#folder, { recursive: true });
    const token = newId();
    const lock = acquireLock(join(this.#folder, token), 0);
    if (lock === null) throw new LabError('history.busy', { path: this.#folder, reason: 'owner' });
    return { token, lock };
  }

  #isHeld(token: string): boolean {
    const lock = acquireLock(join(this.#folder, token), 0);
    lock?.release();
    return lock === null;
  }

  #remove(token: string): void {
    rmSync(join(this.#folder, token), { force: true });
  }

  #tokens(): readonly string[] {
    try {
      return readdirSync(this.#folder).filter((name) => /^[a-z0-9]{12}$/.test(name));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }
}
