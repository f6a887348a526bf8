import { settings } from './settings.svelte.ts';

/** The places in the order of the work. */
export const places = ['lab', 'compare', 'errors', 'inside', 'history', 'data'] as const;

/** A name of {@link places}. */
export type Place = (typeof places)[number];

/** Where the user is, and which run, comparison or data set each place shows: one selection for the whole window. */
class Navigation {
  #place = $state<Place>('lab');
  /** Id of the run that Lab's curves and Errors show; null for none. */
  run = $state<string | null>(null);
  /** Id of the comparison that Compare shows; null for none. */
  comparison = $state<string | null>(null);
  /** Ids of runs that Compare lays over each other without a comparison; empty for none. */
  runs = $state.raw<readonly string[]>([]);
  /** Id of the data set that Data shows; null for the first. */
  dataset = $state<string | null>(null);

  /** Whether Data is to ask for a file to import; it takes the wish away. */
  isImporting = $state(false);

  get place(): Place {
    return this.#place;
  }

  /** Opens a place, with what it is to show. */
  open(
    place: Place,
    show: Partial<Pick<Navigation, 'run' | 'runs' | 'comparison' | 'dataset' | 'isImporting'>> = {},
  ): void {
    if (show.run !== undefined) this.run = show.run;
    if (show.runs !== undefined) this.runs = show.runs;
    if (show.isImporting !== undefined) this.isImporting = show.isImporting;
    if (show.comparison !== undefined) this.comparison = show.comparison;
    if (show.dataset !== undefined) this.dataset = show.dataset;
    if (place === this.#place) return;
    this.#place = place;
    settings.change({ place });
  }

  /** Opens the place of last time. */
  begin(name: string): void {
    this.#place = places.find((place) => place === name) ?? 'lab';
  }
}

/** The one state of the navigation. */
export const navigation = new Navigation();
