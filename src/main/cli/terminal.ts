/**
 * The two output streams of a command. Results go to stdout, progress and messages to stderr; with `--json` stdout
 * carries exactly one document and everything meant for people goes to stderr.
 */
import { styleText } from 'node:util';
import { displayWidth, fitDisplay } from './text-width.ts';

/** Roles of text that are coloured on a terminal. */
export type TextRole = 'heading' | 'good' | 'bad' | 'faint' | 'accent';

const roleStyles = {
  heading: 'bold',
  good: 'green',
  bad: 'red',
  faint: 'dim',
  accent: 'cyan',
} as const satisfies Record<TextRole, Parameters<typeof styleText>[0]>;

/** A place that text can be written to, such as `process.stderr`. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a terminal is made of. */
export interface TerminalOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** `NO_COLOR` (any value) and `TERM=dumb` switch colours and the live line off. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** True keeps stdout free for the one JSON document. */
  readonly isJson: boolean;
}

/** Writes results and messages; owns the one live line at the bottom of the terminal. */
export class Terminal {
  readonly #stdout: OutputStream;
  readonly #stderr: OutputStream;
  readonly #results: OutputStream;
  readonly #isPlain: boolean;
  #liveWidth = 0;

  constructor(options: TerminalOptions) {
    this.#stdout = options.stdout;
    this.#stderr = options.stderr;
    this.#results = options.isJson ? options.stderr : options.stdout;
    this.#isPlain = Boolean(options.environment['NO_COLOR']) || options.environment['TERM'] === 'dumb';
  }

  /** Whether a line may be overwritten: stderr is a terminal that understands control codes. */
  get isLive(): boolean {
    return this.#stderr.isTTY === true && !this.#isPlain;
  }

  /** Columns of the terminal; 80 where there is none or it does not say. */
  get columns(): number {
    return this.#stderr.columns || this.#stdout.columns || 80;
  }

  /** Writes a line of the result. */
  print(line = ''): void {
    this.clearLive();
    this.#results.write(`${line}\n`);
  }

  /** Writes a line of progress or a message. */
  say(line = ''): void {
    this.clearLive();
    this.#stderr.write(`${line}\n`);
  }

  /** Writes the one JSON document of the command to stdout. */
  document(value: unknown): void {
    this.clearLive();
    this.#stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** Replaces the live line; does nothing where lines cannot be overwritten. */
  live(line: string): void {
    if (!this.isLive) return;
    const shown = fitDisplay(line, this.columns - 1);
    this.#stderr.write(`\r${shown}\u001b[K`);
    this.#liveWidth = displayWidth(shown);
  }

  /** Removes the live line. */
  clearLive(): void {
    if (this.#liveWidth === 0) return;
    this.#stderr.write('\r\u001b[K');
    this.#liveWidth = 0;
  }

  /** Text of a result in the colour of its role, or unchanged where there are no colours. */
  paint(role: TextRole, text: string): string {
    return this.#styled(this.#results, role, text);
  }

  /** Text of a message in the colour of its role, or unchanged where there are no colours. */
  paintMessage(role: TextRole, text: string): string {
    return this.#styled(this.#stderr, role, text);
  }

  #styled(stream: OutputStream, role: TextRole, text: string): string {
    if (this.#isPlain || stream.isTTY !== true) return text;
    return styleText(roleStyles[role], text, { validateStream: false });
  }
}
