/** The form of an entry in the catalogues of error codes. */

/** The languages that Tatami speaks. */
export type Language = 'ja' | 'en';

/** One sentence in both languages; `{name}` is replaced by the detail of that name. */
export type Words = Readonly<Record<Language, string>>;

/** What an error code says: the message and what the reader can do about it. */
export interface ErrorEntry {
  readonly message: Words;
  readonly hint: Words;
  /** The same for a reader in front of the window, where the hint names a command of the terminal. */
  readonly windowHint?: Words;
}
