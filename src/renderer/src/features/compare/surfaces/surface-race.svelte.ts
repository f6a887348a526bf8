import { descend } from '../../../../../shared/spec/descent.ts';
import { formulaSurface, type Place, type SurfaceName } from '../../../../../shared/spec/formula-surfaces.ts';
import type { LookName } from '../looks.ts';
import { surfaceOptimizer, type SurfaceRacer, surfaceRacers, surfaceSettings } from './surface-racers.ts';

/** A racer with its way. */
export interface Way extends SurfaceRacer {
  readonly rate: number;
  /** The places after 0, 1, 2, … steps. */
  readonly places: readonly Place[];
  readonly isHidden: boolean;
}

/** Steps a second that a race can be shown at, times the length of the race over 10 seconds. */
export const speeds = [0.25, 1, 4] as const;

/** A race on a formula surface; kept while the window is open. */
class SurfaceRace {
  #name = $state<SurfaceName>('ravine');
  #start = $state.raw<Place>(formulaSurface('ravine').start);
  #rates = $state.raw<Readonly<Record<LookName, number>>>(surfaceSettings.ravine.rates);
  #hidden = $state.raw<ReadonlySet<LookName>>(new Set());
  /** Steps that are shown. */
  at = $state(0);
  isPlaying = $state(false);
  speed = $state<(typeof speeds)[number]>(1);

  readonly surface = $derived(formulaSurface(this.#name));
  readonly steps = $derived(surfaceSettings[this.#name].steps);
  readonly ways = $derived<readonly Way[]>(
    surfaceRacers.map((racer) => {
      const rate = this.#rates[racer.id];
      const places = descend(this.surface, surfaceOptimizer(racer, rate), {
        start: this.#start,
        steps: this.steps,
      });
      return { ...racer, rate, places, isHidden: this.#hidden.has(racer.id) };
    }),
  );

  get name(): SurfaceName {
    return this.#name;
  }

  get start(): Place {
    return this.#start;
  }

  /** Whether start and rates are those of the surface. */
  get isAsGiven(): boolean {
    return this.#start === this.surface.start && this.#rates === surfaceSettings[this.#name].rates;
  }

  /** Goes to another surface, with its own start and rates. */
  choose(name: SurfaceName): void {
    this.#name = name;
    this.reset();
  }

  /** Takes start and rates back to those of the surface. */
  reset(): void {
    this.#start = this.surface.start;
    this.#rates = surfaceSettings[this.#name].rates;
    [this.at, this.isPlaying] = [0, false];
  }

  /** Moves the start, within what is drawn. */
  moveStart({ x, y }: Place): void {
    const { range } = this.surface;
    const within = (value: number, [from, to]: readonly [number, number]): number =>
      Number(Math.min(to, Math.max(from, value)).toFixed(3));
    this.#start = { x: within(x, range.x), y: within(y, range.y) };
  }

  /** Gives a racer another learning rate; what is none is refused. */
  setRate(id: LookName, rate: number): boolean {
    if (!(rate > 0 && rate <= 1e4)) return false;
    this.#rates = { ...this.#rates, [id]: rate };
    return true;
  }

  toggle(id: LookName): void {
    const hidden = new Set(this.#hidden);
    if (!hidden.delete(id)) hidden.add(id);
    this.#hidden = hidden;
  }

  play(): void {
    if (!this.isPlaying && this.at >= this.steps) this.at = 0;
    this.isPlaying = !this.isPlaying;
  }
}

/** The one race on a surface. */
export const surfaceRace = new SurfaceRace();
