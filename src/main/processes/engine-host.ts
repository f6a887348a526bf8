import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type {
  DropoutScaling,
  DropoutScalingJob,
  MaskedPasses,
  MaskedPassesJob,
} from '../../shared/contract/dropout.ts';
import type {
  DeviceReport,
  EnginePort,
  TrainEvent,
  TrainJob,
  TrainOutcome,
} from '../../shared/contract/engine.ts';
import { type EngineContract, engineContract } from '../../shared/contract/engine-rpc.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { connect, type Connection } from '../../shared/contract/rpc.ts';
import type { XrayJob, XrayReport } from '../../shared/contract/xray.ts';
import { CappedLog } from './capped-log.ts';
import { forkService } from './process-transport.ts';

/** How the engine's process is kept. */
export interface EngineHostOptions {
  /** File for what the process writes; see {@link CappedLog}. */
  readonly logFile: string;
  /**
   * Milliseconds in which the process must answer a request to stop before it is killed, added to the longest
   * silence of the run so far (a large step or a validation may block it). Default 2000.
   */
  readonly stopGraceMs?: number;
  /** Threads of one operation (at least 1); null or absent for as many as the process may use. */
  readonly threads?: number | null;
  /** The service's file; default `src/main/engine-process.ts`. */
  readonly serviceFile?: string;
}

/** One life of the engine's process. */
interface EngineLife {
  readonly child: ChildProcess;
  readonly connection: Connection<EngineContract>;
  /** Resolves with the reason, such as `SIGKILL` or `exit code 134`, when the process has ended. */
  readonly ended: Promise<string>;
  lastEventMs: number;
  longestSilenceMs: number;
  isUnresponsive: boolean;
}

/** Milliseconds that the process has to end by itself when it is no longer needed. */
const closeGraceMs = 2000;

/**
 * The engine in a supervised process of its own. The process starts with the first call, and again with the next
 * call after its death; a death in the middle of a call (TensorFlow abort, out of memory, kill -9) rejects that
 * call with `engine.process-lost` and harms nothing else.
 */
export class EngineHost implements EnginePort {
  readonly #options: EngineHostOptions;
  #life: EngineLife | null = null;

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  /** The id of the living process, or null. */
  get processId(): number | null {
    return this.#life?.child.pid ?? null;
  }

  async describe(): Promise<DeviceReport> {
    const life = this.#alive();
    return this.#answer(life, life.connection.call.describe());
  }

  async train(job: TrainJob, onEvent: (event: TrainEvent) => void): Promise<TrainOutcome> {
    return this.#follow(job.runId, onEvent, (call) => call.train(job));
  }

  async xray(job: XrayJob, onEvent: (event: TrainEvent) => void): Promise<XrayReport> {
    return this.#follow(job.runId, onEvent, (call) => call.xray(job));
  }

  async compareWeights(firstPath: string, secondPath: string): Promise<number | null> {
    const life = this.#alive();
    return this.#answer(life, life.connection.call.compareWeights(firstPath, secondPath));
  }

  async maskedPasses(job: MaskedPassesJob): Promise<MaskedPasses> {
    const life = this.#alive();
    return this.#answer(life, life.connection.call.maskedPasses(job));
  }

  async dropoutScaling(job: DropoutScalingJob): Promise<DropoutScaling> {
    const life = this.#alive();
    return this.#answer(life, life.connection.call.dropoutScaling(job));
  }

  async stop(runId: string): Promise<void> {
    const life = this.#life;
    if (life === null) return;
    const limitMs = this.#stopLimitMs(life);
    const kill = setTimeout(() => {
      life.isUnresponsive = true;
      life.child.kill('SIGKILL');
    }, limitMs);
    try {
      await this.#answer(life, life.connection.call.stop(runId), runId);
    } finally {
      clearTimeout(kill);
    }
  }

  async pause(runId: string): Promise<void> {
    const life = this.#alive();
    await this.#answer(life, life.connection.call.pause(runId), runId);
  }

  async resume(runId: string): Promise<void> {
    const life = this.#alive();
    await this.#answer(life, life.connection.call.resume(runId), runId);
  }

  /** Ends the process; resolves when it is gone. */
  async close(): Promise<void> {
    const life = this.#life;
    if (life === null) return;
    life.connection.close();
    const kill = setTimeout(() => life.child.kill('SIGKILL'), closeGraceMs);
    await life.ended;
    clearTimeout(kill);
  }

  /** The answer of a call that sends the events of a run meanwhile. */
  async #follow<T>(
    runId: string,
    onEvent: (event: TrainEvent) => void,
    start: (call: EngineLife['connection']['call']) => Promise<T>,
  ): Promise<T> {
    const life = this.#alive();
    const endListening = life.connection.on('train', (event) => {
      if (event.runId !== runId) return;
      noteEvent(life, event);
      onEvent(event);
    });
    try {
      return await this.#answer(life, start(life.connection.call), runId);
    } finally {
      endListening();
    }
  }

  #alive(): EngineLife {
    this.#life ??= this.#start();
    return this.#life;
  }

  #start(): EngineLife {
    const file = this.#options.serviceFile ?? fileURLToPath(new URL('../engine-process.ts', import.meta.url));
    const { child, transport } = forkService(file, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: engineEnvironment(this.#options.threads ?? null),
      execArgv: [],
    });
    const log = new CappedLog(this.#options.logFile);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => log.append(text));
    }
    const life: EngineLife = {
      child,
      connection: connect(engineContract, transport),
      ended: endOf(child, log),
      lastEventMs: performance.now(),
      longestSilenceMs: 0,
      isUnresponsive: false,
    };
    void life.ended.then(() => {
      if (this.#life === life) this.#life = null;
    });
    return life;
  }

  #stopLimitMs(life: EngineLife): number {
    return (this.#options.stopGraceMs ?? 2000) + Math.round(life.longestSilenceMs);
  }

  /** The answer of a call; a lost process is said with its reason. */
  async #answer<T>(life: EngineLife, call: Promise<T>, runId = ''): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'process.gone') throw error;
      const reason = await life.ended;
      if (life.isUnresponsive) {
        throw new LabError('engine.unresponsive', { limitMs: this.#stopLimitMs(life), run: runId }, error);
      }
      throw new LabError('engine.process-lost', { reason, log: this.#options.logFile }, error);
    }
  }
}

/** Keeps the longest silence between two events of a run; opening the data before it begins does not count. */
function noteEvent(life: EngineLife, event: TrainEvent): void {
  const now = performance.now();
  const silenceMs = event.type === 'started' ? 0 : now - life.lastEventMs;
  life.longestSilenceMs = event.type === 'started' ? 0 : Math.max(life.longestSilenceMs, silenceMs);
  life.lastEventMs = now;
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

/** Variables of the surroundings that must not reach the engine: they would change Node under it. */
const withheldVariables = ['NODE_OPTIONS', 'NODE_V8_COVERAGE', 'ELECTRON_RUN_AS_NODE'];

/** The engine's environment: ours, with TensorFlow's chatter silenced (3 leaves only what ends the process). */
function engineEnvironment(threads: number | null): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !withheldVariables.includes(name));
  const told = threads === null ? {} : { TF_NUM_INTRAOP_THREADS: String(threads) };
  return { ...Object.fromEntries(inherited), TF_CPP_MIN_LOG_LEVEL: '3', ...told };
}
