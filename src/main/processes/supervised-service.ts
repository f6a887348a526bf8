import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { LabError } from '../../shared/contract/errors.ts';
import { type Calls, connect, type Connection, type Contract } from '../../shared/contract/rpc.ts';
import type { CappedLog } from './capped-log.ts';
import { forkLogged, type LoggedServiceOptions } from './logged-service.ts';

/** How a service's process is kept. */
export interface SupervisedServiceOptions<C extends Contract> extends Omit<LoggedServiceOptions, 'node'> {
  readonly contract: C;
  /** The service's file. */
  readonly file: string;
  /** What a call is told that was under way when the process ended. */
  readonly lost: (details: { readonly reason: string; readonly log: string }, cause: LabError) => LabError;
  /** Called with each new connection, before anything is asked of it. */
  readonly onConnection?: (connection: Connection<C>) => void;
}

/** One life of a service's process. */
interface Life<C extends Contract> {
  readonly child: ChildProcess;
  readonly connection: Connection<C>;
  /** Resolves with the reason, such as `SIGKILL` or `exit code 134`, when the process has ended. */
  readonly ended: Promise<string>;
  /** Why we ended it ourselves; null while we did not. */
  endedBecause: LabError | null;
}

/** Milliseconds that a process has to end by itself when it is no longer needed. */
const closeGraceMs = 2000;

/**
 * A service in a process of its own that is started by the first call, and again by the next call after its death. A
 * death in the middle of a call (a native crash, out of memory, kill -9) rejects that call with one clear error and
 * harms nothing else.
 */
export class SupervisedService<C extends Contract> {
  /** The commands of the service; each starts the process where it does not live. */
  readonly calls: Calls<C>;
  readonly #options: SupervisedServiceOptions<C>;
  #life: Life<C> | null = null;

  constructor(options: SupervisedServiceOptions<C>) {
    this.#options = options;
    this.calls = this.#allCalls();
  }

  /** The id of the living process, or null. */
  get processId(): number | null {
    return this.#life?.child.pid ?? null;
  }

  /** Ends the process at once; its calls under way reject with the error. */
  kill(because: LabError): void {
    if (this.#life === null) return;
    this.#life.endedBecause = because;
    this.#life.child.kill('SIGKILL');
  }

  /** Ends the process by closing the channel to it; resolves when it is gone. */
  async close(): Promise<void> {
    const life = this.#life;
    if (life === null) return;
    life.connection.close();
    const kill = setTimeout(() => life.child.kill('SIGKILL'), closeGraceMs);
    await life.ended;
    clearTimeout(kill);
  }

  #allCalls(): Calls<C> {
    const names = Object.keys(this.#options.contract.commands);
    const entries = names.map((name) => {
      const call = (...args: readonly unknown[]): Promise<unknown> => this.#call(name, args);
      return [name, call] as const;
    });
    return Object.freeze(Object.fromEntries(entries)) as unknown as Calls<C>;
  }

  /** Calls keep their order; one that comes while the process is dying waits for its end, so that it is not lost. */
  async #call(name: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#life?.connection.isClosed === true) await this.#life.ended;
    const life = (this.#life ??= this.#start());
    const command = life.connection.call[name] as (...values: readonly unknown[]) => Promise<unknown>;
    try {
      return await command(...args);
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'process.gone') throw error;
      const reason = await life.ended;
      throw life.endedBecause ?? this.#options.lost({ reason, log: this.#options.logFile }, error);
    }
  }

  #start(): Life<C> {
    const { contract, file } = this.#options;
    const { child, transport, log } = forkLogged(file, this.#options);
    const connection = connect(contract, transport);
    const life: Life<C> = { child, connection, ended: endOf(child, log), endedBecause: null };
    void life.ended.then(() => {
      if (this.#life === life) this.#life = null;
    });
    this.#options.onConnection?.(connection);
    return life;
  }
}

/** Why a child process ended: its signal, or its exit code, with the last line that it wrote where that may tell. */
async function endOf(child: ChildProcess, log: CappedLog): Promise<string> {
  const outputs = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const drained = Promise.allSettled(outputs.map((stream) => finished(stream)));
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    await drained;
    const isKilled = signal === 'SIGKILL' || log.lastWords === '';
    const how = signal ?? `exit code ${code}`;
    return isKilled ? how : `${how}: ${log.lastWords}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
