/** Masks and the heads of cats. */
import {
  both,
  box,
  disc,
  ellipse,
  mirrored,
  outline,
  polygon,
  stripes,
  stroke,
  union,
  without,
  type Shape,
} from '../shapes.ts';
import { drawn, type Motif, type MotifGroup } from './motif-class.ts';

const nothing: Shape = () => 1;

/** A face: head, ears or horns behind it, eyes and mouth. */
const mask =
  (head: Shape, behind: Shape, eyes: Shape, mouth: Shape): Motif =>
  ({ light, main, dark, second }) => [
    { shape: behind, colour: second },
    { shape: head, colour: light },
    { shape: eyes, colour: dark },
    { shape: mouth, colour: main },
  ];
const roundHead = ellipse(0, 0.05, 0.68, 0.8);

const masks: MotifGroup = {
  name: 'masks',
  japanese: 'お面',
  hue: 0.06,
  classes: [
    drawn(
      'fox mask',
      '狐面',
      mask(
        polygon([-0.75, -0.4], [0.75, -0.4], [0.2, 0.85], [-0.2, 0.85]),
        mirrored(polygon([0.3, -0.3], [0.65, -0.98], [0.8, -0.3])),
        mirrored(stroke([0.2, -0.02], [0.48, -0.18], 0.07)),
        disc(0, 0.68, 0.13),
      ),
    ),
    drawn(
      'demon mask',
      '鬼面',
      mask(
        roundHead,
        mirrored(polygon([0.2, -0.5], [0.5, -1], [0.6, -0.4])),
        mirrored(stroke([0.15, -0.02], [0.45, -0.22], 0.1)),
        box([0, 0.48], [0.36, 0.13]),
      ),
    ),
    drawn(
      'okame mask',
      'おかめ',
      mask(
        ellipse(0, 0.1, 0.78, 0.72),
        ellipse(0, -0.2, 0.82, 0.75),
        mirrored(
          outline(
            both(disc(0.32, 0.05, 0.18), (_x, y) => y + 0.02),
            0.03,
          ),
        ),
        union(mirrored(disc(0.42, 0.38, 0.14)), disc(0, 0.5, 0.1)),
      ),
    ),
    drawn(
      'hyottoko mask',
      'ひょっとこ',
      mask(
        roundHead,
        both(disc(0, -0.3, 0.76), (_x, y) => y + 0.25),
        mirrored(disc(0.28, -0.12, 0.1)),
        outline(ellipse(0.15, 0.45, 0.16, 0.18), 0.08),
      ),
    ),
    drawn(
      'noh mask',
      '能面',
      mask(
        ellipse(0, 0, 0.55, 0.88),
        both(ellipse(0, -0.1, 0.66, 0.88), (_x, y) => y + 0.3),
        mirrored(union(stroke([0.14, -0.08], [0.36, -0.06], 0.05), disc(0.24, -0.45, 0.08))),
        stroke([-0.15, 0.48], [0.15, 0.48], 0.07),
      ),
    ),
  ],
};

/** A cat's head: its ears, a pattern on the fur, eyes. */
const cat =
  (pattern: Shape, eyes: Shape): Motif =>
  ({ main, second, dark, light }) => {
    const head = union(
      ellipse(0, 0.12, 0.78, 0.65),
      mirrored(polygon([0.2, -0.35], [0.62, -0.98], [0.8, -0.1])),
    );
    return [
      { shape: head, colour: main },
      { shape: both(head, pattern), colour: second },
      { shape: mirrored(disc(0.32, 0.02, 0.16)), colour: light },
      { shape: eyes, colour: dark },
      { shape: union(disc(0, 0.3, 0.08), mirrored(stroke([0.3, 0.36], [0.85, 0.3], 0.025))), colour: dark },
    ];
  };
const openEyes = mirrored(disc(0.32, 0.02, 0.09));

const cats: MotifGroup = {
  name: 'cats',
  japanese: '猫',
  hue: 0.17,
  classes: [
    drawn('plain cat', '無地の猫', cat(nothing, openEyes)),
    drawn(
      'tabby cat',
      'とら猫',
      cat(
        both(stripes(0.3, 0.45), (_x, y) => y + 0.25),
        openEyes,
      ),
    ),
    drawn(
      'spotted cat',
      'ぶち猫',
      cat(union(disc(-0.45, -0.3, 0.32), disc(0.5, 0.4, 0.28), disc(0.1, -0.45, 0.18)), openEyes),
    ),
    drawn(
      'masked cat',
      'はちわれ猫',
      cat(
        without((x, y) => y - 0.18 + 0.02 * x, polygon([0, -0.5], [0.4, 0.5], [-0.4, 0.5])),
        openEyes,
      ),
    ),
    drawn(
      'sleeping cat',
      '眠り猫',
      cat(
        mirrored(polygon([0.35, -0.4], [0.6, -0.8], [0.7, -0.3])),
        mirrored(box([0.32, 0.02], [0.18, 0.05], 0.04)),
      ),
    ),
  ],
};

/** Faces, seen from the front. */
export const faces: readonly MotifGroup[] = [masks, cats];
