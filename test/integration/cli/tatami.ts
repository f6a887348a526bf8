/** Runs the real command line as a child process, as a user's shell does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  whenSaid(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts a command; English unless `--lang` or the environment says otherwise. */
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
  const whenSaid = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(stderr);
        if (match) resolve(match);
      };
      child.stderr.on('data', look);
      look();
      void ended.then(() => reject(new Error(`It ended without saying ${pattern}:\n${stderr}`)));
    });
  return { child, ended, whenSaid };
}

/** Runs a command to its end. */
export function tatami(args: readonly string[], environment: Record<string, string> = {}): Promise<Ending> {
  return startTatami(args, environment).ended;
}

/** A folder of its own for history and data; call `remove` at the end. */
export function temporaryHome(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'tatami-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
