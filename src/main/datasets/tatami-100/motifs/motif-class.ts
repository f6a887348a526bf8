import type { Part, Motif, Palette } from '../scene.ts';
import type { RandomStream } from '../../../../shared/random.ts';

/** A class: its names and how it is drawn. */
export interface MotifClass {
  readonly name: string;
  readonly japanese: string;
  readonly motif: Motif;
}

/** A superclass: its names, its usual hue (in turns) and its five classes. */
export interface MotifGroup {
  readonly name: string;
  readonly japanese: string;
  readonly hue: number;
  readonly classes: readonly [MotifClass, MotifClass, MotifClass, MotifClass, MotifClass];
}

/** A class whose motif is a plain list of parts. */
export function drawn(
  name: string,
  japanese: string,
  motif: (palette: Palette, stream: RandomStream) => readonly Part[],
): MotifClass {
  return { name, japanese, motif };
}
