import type { LabErrorData } from '../../../shared/contract/errors.ts';
import { problemOf } from '../api.ts';

/** A short message that floats over the window. */
export interface Notice {
  readonly id: number;
  readonly kind: 'good' | 'problem';
  /** Called in the language of the moment, so that a switch changes what is shown. */
  readonly title: () => string;
  readonly text: (() => string) | null;
  /** An error, shown with its hint. */
  readonly error: LabErrorData | null;
  /** A button, such as undo. */
  readonly action: { readonly label: () => string; readonly act: () => void } | null;
}

const shownMs = 8000;

/** The messages that are shown now. */
class Notices {
  #list = $state.raw<readonly Notice[]>([]);
  #lastId = 0;

  get list(): readonly Notice[] {
    return this.#list;
  }

  /** Shows a message for some seconds, or until the user closes it; answers its id. */
  tell(
    title: () => string,
    options: Partial<Pick<Notice, 'text' | 'action'> & { readonly staysOpen: boolean }> = {},
  ): number {
    const { text = null, action = null, staysOpen = false } = options;
    return this.#add({ kind: 'good', title, text, error: null, action }, staysOpen ? null : shownMs);
  }

  /** Shows what went wrong until the user closes it, with a way on where there is one. */
  problem(title: () => string, error: unknown, action: Notice['action'] = null): number {
    const data = problemOf(error);
    return this.#add({ kind: 'problem', title, text: null, error: data, action }, null);
  }

  /** Takes a message away. */
  close(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>, forMs: number | null): number {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#list = [...this.#list.slice(-4), { id, ...notice }];
    if (forMs !== null) setTimeout(() => this.close(id), forMs);
    return id;
  }
}

/** The one list of messages. */
export const notices = new Notices();
