import { CappedLog } from './capped-log.ts';
import { forkService, type ServiceProcess } from './process-transport.ts';

/** How a service's process is started. */
export interface LoggedServiceOptions {
  /** Arguments of the process; default none. */
  readonly args?: readonly string[];
  /** The Node that runs it; default our own. */
  readonly node?: string;
  /** Variables that the process gets besides ours. */
  readonly environment?: Readonly<Record<string, string>>;
  /** File for what the process writes; see {@link CappedLog}. */
  readonly logFile: string;
}

/** Variables of the surroundings that must not reach a service: they would change Node under it. */
const withheldVariables = ['NODE_OPTIONS', 'NODE_V8_COVERAGE', 'ELECTRON_RUN_AS_NODE'];

/** Starts a service in a process of its own whose output goes into a log. */
export function forkLogged(
  file: string,
  { args = [], node, environment = {}, logFile }: LoggedServiceOptions,
): ServiceProcess & { readonly log: CappedLog } {
  const service = forkService(file, args, {
    ...(node === undefined ? {} : { execPath: node }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...inheritedEnvironment(), ...environment },
    execArgv: [],
  });
  const log = new CappedLog(logFile);
  for (const stream of [service.child.stdout, service.child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => log.append(text));
  }
  return { ...service, log };
}

function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !withheldVariables.includes(name)),
  );
}
