import { once } from 'node:events';
import { type LabContract, labContract } from '../../shared/contract/lab.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { ServiceState } from '../../shared/contract/app.ts';
import { connect, type Connection } from '../../shared/contract/rpc.ts';
import { forkLogged } from '../processes/logged-service.ts';
import type { ServiceProcess } from '../processes/process-transport.ts';
import { Deaths } from './deaths.ts';

/** How the lab's process is kept. */
export interface LabHostOptions {
  /** The Node that runs it; null where set-up has found none: the service has then failed from the start. */
  readonly node: string | null;
  /** Its file, `src/main/lab-process.ts`. */
  readonly serviceFile: string;
  /** Folder of the history and data. */
  readonly home: string;
  readonly logFile: string;
  readonly onState: (state: ServiceState) => void;
  /** Called with each new connection, before anything is asked of it. */
  readonly onConnection: (connection: Connection<LabContract>) => void;
}

/** Milliseconds that the process has to save the state of its runs when it is asked to end. */
const closeGraceMs = 5000;

/**
 * The lab's process (training, history, data sets), kept alive: after a death it starts again, with a word to the
 * window; after three deaths in five minutes it stays down until the user asks.
 */
export class LabHost {
  readonly #options: LabHostOptions;
  readonly #deaths = new Deaths();
  #service: (ServiceProcess & { readonly connection: Connection<LabContract> }) | null = null;
  #isClosing = false;
  #state: ServiceState = 'starting';

  constructor(options: LabHostOptions) {
    this.#options = options;
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** The id of the living process, or null. */
  get processId(): number | null {
    return this.#service?.child.pid ?? null;
  }

  /** The commands of the lab. @throws LabError `process.gone` while the process is down. */
  get connection(): Connection<LabContract> {
    if (this.#service === null) throw new LabError('process.gone', { service: labContract.name });
    return this.#service.connection;
  }

  /** Starts the process; nothing happens when it lives. */
  start(): void {
    if (this.#service !== null || this.#isClosing) return;
    const { node, serviceFile, home, logFile } = this.#options;
    if (node === null) return this.#say('failed');
    if (this.#state === 'failed') this.#say('starting');
    const { child, transport } = forkLogged(serviceFile, { args: [home], node, logFile });
    const connection = connect(labContract, transport);
    this.#service = { child, transport, connection };
    this.#options.onConnection(connection);
    child.once('spawn', () => this.#say('ready'));
    transport.onClose(() => this.#died());
  }

  /** Ends the process, which first saves the state of its runs. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const service = this.#service;
    if (service === null || service.child.exitCode !== null) return;
    const ended = once(service.child, 'exit');
    service.connection.close();
    const kill = setTimeout(() => service.child.kill('SIGKILL'), closeGraceMs);
    await ended;
    clearTimeout(kill);
  }

  #died(): void {
    this.#service = null;
    if (this.#isClosing) return;
    if (this.#deaths.isTooMany(performance.now())) {
      this.#say('failed');
      return;
    }
    this.#say('restarting');
    this.start();
  }

  #say(state: ServiceState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
