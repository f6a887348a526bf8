/** What a motif, a class and a superclass of Tatami-100 are. */
import type { RandomStream } from '../../../../shared/random.ts';
import type { Colour, Palette } from '../colour.ts';
import type { Shape } from '../shapes.ts';

/** A shape filled with a colour. */
export interface Part {
  readonly shape: Shape;
  readonly colour: Colour;
}

/** The parts of a motif, back to front, in the square from -1.1 to 1.1. */
export type Motif = (palette: Palette, stream: RandomStream) => readonly Part[];

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
export function drawn(name: string, japanese: string, motif: Motif): MotifClass {
  return { name, japanese, motif };
}
