/** One Python process with Keras that answers cases, one JSON line each. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { PackedArray } from '../../golden/golden.ts';

/** What Keras is asked; see `answer.py`. */
export type KerasQuestion = Readonly<Record<string, unknown>> & { readonly kind: string };

/** An array of Keras with its name and how far rounding alone moves it; -1 where that is not finite. */
export type KerasNumbers = PackedArray & { readonly name: string; readonly rounding: number };

/** An answer; which parts it has depends on the kind. */
export interface KerasAnswer {
  readonly error?: string;
  readonly versions?: Readonly<Record<string, string>>;
  readonly numbers?: readonly KerasNumbers[];
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The process; questions are answered in their order. Ends with {@link KerasProcess.close}. */
export class KerasProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting: ((answer: KerasAnswer) => void)[] = [];
  #said = '';

  /**
   * @param python Path of a Python interpreter with Keras 3 on TensorFlow.
   * @param script Path of the script that answers.
   */
  constructor(python: string, script = fileURLToPath(new URL('answer.py', import.meta.url))) {
    const env = { ...process.env, PYTHONUTF8: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
    this.#child = spawn(python, [script], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4000);
    });
    createInterface(this.#child.stdout).on('line', (line) => {
      this.#waiting.shift()?.(JSON.parse(line) as KerasAnswer);
    });
    this.#child.on('error', (error) => this.#giveUp(error.message));
    this.#child.on('close', (code) => this.#giveUp(`Python ended with ${code}: ${this.#said}`));
    this.#child.stdin.on('error', (error) => this.#giveUp(error.message));
  }

  /** Asks Keras; a refusal of the case, or the end of the process, is an answer with `error`. */
  ask(question: KerasQuestion): Promise<KerasAnswer> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    });
  }

  /** Ends the process. */
  close(): void {
    this.#child.stdin.end();
  }

  #giveUp(error: string): void {
    for (const resolve of this.#waiting.splice(0)) resolve({ error });
  }
}
