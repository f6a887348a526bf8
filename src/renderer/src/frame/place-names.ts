import type { TextKey } from '../i18n/texts.ts';
import type { Place } from '../state/navigation.svelte.ts';

/** What the places are called. */
export const placeNames = {
  lab: 'frame.placeLab',
  compare: 'frame.placeCompare',
  errors: 'frame.placeErrors',
  inside: 'frame.placeInside',
  history: 'frame.placeHistory',
  data: 'frame.placeData',
} as const satisfies Record<Place, TextKey>;
