/** Deaths within this time that are too many. */
const most = 3;
const windowMs = 5 * 60_000;

/** Counts deaths, so that what dies again and again (a page, a process) is not started for ever. */
export class Deaths {
  #recentMs: number[] = [];

  /**
   * Notes a death; true when it was one too many: the third within five minutes. The count then begins anew, for the
   * user decides what comes next.
   * @param nowMs - Time of a clock that never jumps.
   */
  isTooMany(nowMs: number): boolean {
    this.#recentMs = [...this.#recentMs.filter((death) => nowMs - death < windowMs), nowMs];
    if (this.#recentMs.length < most) return false;
    this.#recentMs = [];
    return true;
  }
}
