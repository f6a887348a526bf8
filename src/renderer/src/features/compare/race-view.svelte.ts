import type { CurveAxis, EpochKey } from '../../charts/learning-curves.ts';

/** The tabs of a race. */
export const raceTabs = ['curves', 'dropout', 'xray', 'plane', 'surfaces'] as const;

/** A name of {@link raceTabs}. */
export type RaceTab = (typeof raceTabs)[number];

/** How a race is looked at; kept while the window is open. */
class RaceView {
  tab = $state<RaceTab>('curves');
  measure = $state<EpochKey>('val_accuracy');
  isLog = $state(true);
  axis = $state<CurveAxis>('epoch');
  /** Weight of what came before, 0 to below 1. */
  smoothing = $state(0);
  hasBands = $state(true);
  /** Accuracy to reach, 0 to 1; null for the lowest final one. */
  target = $state<number | null>(null);
  /** Draws the race up to this epoch; null for all of it. */
  untilEpoch = $state<number | null>(null);
  /** Whether single runs count by their best epoch instead of their last. */
  isBest = $state(false);
  /** The racer under the pointer or the focus. */
  pointedAt = $state<string | null>(null);
  #hidden = $state.raw<ReadonlySet<string>>(new Set());

  get hidden(): ReadonlySet<string> {
    return this.#hidden;
  }

  /** Shows or hides a racer. */
  toggle(name: string): void {
    const hidden = new Set(this.#hidden);
    if (!hidden.delete(name)) hidden.add(name);
    this.#hidden = hidden;
  }

  /** Shows one racer alone; all of them where it is alone already. */
  isolate(name: string, all: readonly string[]): void {
    const others = all.filter((other) => other !== name);
    const isAlone = !this.#hidden.has(name) && others.every((other) => this.#hidden.has(other));
    this.#hidden = new Set(isAlone ? [] : others);
  }

  showAll(): void {
    this.#hidden = new Set();
  }
}

/** The one way in which a race is looked at. */
export const raceView = new RaceView();
