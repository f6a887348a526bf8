/** Most reports of one start; a page gone wild must not fill the disk. */
const most = 200;

/** Writes what went wrong into the log of the window, up to a limit. */
export class Reports {
  readonly #write: (line: string) => void;
  #count = 0;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** Writes one report: an error with its stack, anything else as text. */
  add(what: unknown): void {
    this.#count += 1;
    if (this.#count > most) return;
    this.#write(what instanceof Error ? (what.stack ?? what.message) : String(what));
    if (this.#count === most) this.#write('more of the kind is left out');
  }
}
