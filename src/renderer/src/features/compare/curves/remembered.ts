import type { RecordedCurve } from '../../../charts/learning-curves.ts';
import type { Series } from '../../../../../shared/charts/series.ts';
import type { DrawnRacer, RaceStyle } from './race-series.ts';

/** What a line is made of, its name apart. */
export interface LineParts extends Omit<DrawnRacer, 'name'> {
  readonly style: RaceStyle;
}

/**
 * A maker of lines that answers the line of last time where all its parts are the same objects: curves grow by being
 * replaced.
 */
export function remembered(
  make: (racer: DrawnRacer, style: RaceStyle) => Series,
): (name: string, parts: LineParts) => Series {
  const made = new Map<string, { readonly parts: LineParts; readonly line: Series }>();
  return (name, parts) => {
    const before = made.get(name);
    if (before !== undefined && isSame(before.parts, parts)) return before.line;
    const line = make({ name, ...parts }, parts.style);
    made.set(name, { parts, line });
    return line;
  };
}

function isSame(before: LineParts, now: LineParts): boolean {
  const keys = ['style', 'isHidden', 'isFaint'] as const;
  return (
    keys.every((key) => before[key] === now[key]) &&
    before.look.colour === now.look.colour &&
    before.curves.length === now.curves.length &&
    before.curves.every((curve, place) => isSameCurve(curve, now.curves[place]))
  );
}

function isSameCurve(before: RecordedCurve, now: RecordedCurve | undefined): boolean {
  return (
    before.points === now?.points &&
    before.epochs === now.epochs &&
    before.stepsPerEpoch === now.stepsPerEpoch
  );
}
