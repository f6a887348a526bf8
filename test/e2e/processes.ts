/** The processes of an app, found by the home that they were given (Linux only). */
import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** Whether {@link processesOf} can look here. */
export const canSeeProcesses = platform() === 'linux';

/** One living process. */
export interface SeenProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every living process that was started with a home: Electron's, the lab's, the history's, the engine's. */
export function processesOf(home: string): SeenProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => seen(Number(name), home) ?? []);
}

/** The process of the lab of a home. @throws Error where there is none. */
export function labProcessOf(home: string): number {
  return processOf(home, 'lab-process.ts');
}

/** The process of a home that runs a file, such as `engine-process.ts`. @throws Error where there is none. */
export function processOf(home: string, file: string): number {
  const found = processesOf(home).find(({ command }) => command.includes(file));
  if (found === undefined) throw new Error(`There is no process of ${file}.`);
  return found.pid;
}

function seen(pid: number, home: string): SeenProcess | null {
  try {
    if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return null;
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    if (!variables.includes(`TATAMI_HOME=${home}`)) return null;
    return { pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return null;
  }
}
