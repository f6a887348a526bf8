/** Runs the real command line as a child process, as a user's shell does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const entry = join(import.meta.dirname, '../../../src/main/cli.ts');

/** How a command ended. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** Resolves when stderr has matched; rejects when the command ends without it. */
  whenSaid(pattern: RegExp): Promise<void>;
}

/** Starts a command; it speaks English unless the arguments or the environment say otherwise. */
export function startTatami(
  args: readonly string[],
  environment: Record<string, string> = {},
): RunningCommand {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C', ...environment };
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const whenSaid = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stderr)) resolve();
      };
      child.stderr.on('data', look);
      look();
      void ended.then(() => reject(new Error(`It ended without saying ${String(pattern)}:\n${stderr}`)));
    });
  return { child, ended, whenSaid };
}

/** Runs a command to its end. */
export function tatami(args: readonly string[], environment: Record<string, string> = {}): Promise<Ending> {
  return startTatami(args, environment).ended;
}

/** The process of the engine that a running command has started (Linux only). */
export function engineProcessOf({ child }: RunningCommand): number {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  const isEngine = (pid: string): boolean =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine-process');
  const engine = children.find(isEngine);
  if (engine === undefined) throw new Error('The command has no engine process.');
  return Number(engine);
}

/** Whether a process is there and not a corpse that waits for its parent (Linux only). */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
