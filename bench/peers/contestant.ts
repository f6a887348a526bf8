/** A contestant's process: it is asked in JSON documents, one a line, and idles while the others have their turn. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Cell } from './cells.ts';

/** What a process is asked. `open` builds the network and does the first step; `block` does more of them. */
export type Question =
  | { readonly ask: 'about' }
  | { readonly ask: 'open'; readonly variant: string; readonly cell: Cell }
  | { readonly ask: 'block'; readonly variant: string; readonly steps: number }
  | { readonly ask: 'close' };

/** What a process says of itself. */
export interface AboutAnswer {
  readonly versions: Readonly<Record<string, string>>;
  /** Threads of one operation. */
  readonly threads: number;
  readonly cpuFeatures?: readonly string[];
}

/** Milliseconds of the steps of a block; a single mean where its steps cannot be timed one by one. */
export interface BlockAnswer {
  readonly stepMs: readonly number[];
  /** Share of the time spent outside the native library, where the process can tell. */
  readonly javascriptShare?: number;
}

/** Patience with one answer: compiling takes its time. */
const patienceMs = 240_000;

/** A process that answers. Dispose it. */
export class Contestant implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #words = '';

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.on('error', (error) => (this.#words += error.message));
    this.#child.stdin?.on('error', (error) => (this.#words += error.message));
    this.#child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.#words = (this.#words + String(chunk)).slice(-4000)),
    );
    const input = this.#child.stdout as NodeJS.ReadableStream;
    this.#lines = createInterface({ input })[Symbol.asyncIterator]();
  }

  /** Asks. @throws Error with the process's own words when it fails, ends, or takes longer than four minutes. */
  async ask<T>(question: Question): Promise<T> {
    const timer = setTimeout(() => {
      this.#words += `\nno answer in ${patienceMs / 1000} s`;
      this.#child.kill('SIGKILL');
    }, patienceMs);
    try {
      this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
      const { value, done } = (await this.#lines.next()) as IteratorResult<string, undefined>;
      if (done === true) throw new Error(this.#lastWords());
      const answer = JSON.parse(value) as T & { failed?: string };
      if (answer.failed !== undefined) throw new Error(answer.failed);
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode, pid } = this.#child;
    if (exitCode !== null || signalCode !== null || pid === undefined) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }

  #lastWords(): string {
    const lines = this.#words.split('\n').filter((line) => line.trim() !== '');
    return (lines.findLast((line) => /Error/.test(line)) ?? lines.at(-1) ?? 'ended without a word').slice(
      0,
      300,
    );
  }
}
