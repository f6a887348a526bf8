import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Largest size of a log file; the one before it is kept under the name with `.1`. */
const limitBytes = 1_000_000;

/** Characters of the newest output that are kept for messages. */
const tailCharacters = 4000;

/** The log of a process: a file of limited size, and the last lines for the message when the process dies. */
export class CappedLog {
  readonly path: string;
  #tail = '';
  #sizeBytes: number | null = null;
  #isWritable = true;

  constructor(path: string) {
    this.path = path;
  }

  /** The newest line that speaks of an error, else the newest line, else an empty text. */
  get lastWords(): string {
    const lines = this.#tail.split('\n').map((line) => line.trim());
    return lines.findLast((line) => /error|fail/i.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
  }

  /** Adds output of the process. A disk that takes no more log is no reason to stop: the last lines stay in memory. */
  append(text: string): void {
    this.#tail = (this.#tail + text).slice(-tailCharacters);
    if (!this.#isWritable) return;
    try {
      this.#write(text);
    } catch {
      this.#isWritable = false;
    }
  }

  #write(text: string): void {
    if (this.#sizeBytes === null) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#sizeBytes = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    }
    if (this.#sizeBytes > limitBytes) {
      renameSync(this.path, `${this.path}.1`);
      this.#sizeBytes = 0;
    }
    appendFileSync(this.path, text);
    this.#sizeBytes += Buffer.byteLength(text);
  }
}
