/** Fish, insects and birds. */
import {
  both,
  box,
  disc,
  dots,
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

/** A body with a tail, a pattern on the body, and an eye at the left. */
const fish =
  (body: Shape, tail: Shape, pattern: Shape): Motif =>
  ({ main, second, dark, light }) => [
    { shape: tail, colour: second },
    { shape: body, colour: main },
    { shape: both(body, pattern), colour: second },
    { shape: disc(-0.55, -0.08, 0.12), colour: light },
    { shape: disc(-0.56, -0.08, 0.06), colour: dark },
  ];
const forkedTail = without(polygon([0.35, 0], [0.98, -0.5], [0.98, 0.5]), disc(1.15, 0, 0.28));

const fishes: MotifGroup = {
  name: 'fish',
  japanese: '魚',
  hue: 0.6,
  classes: [
    drawn(
      'goldfish',
      '金魚',
      fish(ellipse(-0.3, 0, 0.55, 0.45), union(disc(0.5, -0.35, 0.34), disc(0.5, 0.35, 0.34)), nothing),
    ),
    drawn('carp', 'コイ', fish(ellipse(-0.15, 0, 0.75, 0.32), forkedTail, dots(0.42, 0.13))),
    drawn('bream', 'タイ', fish(ellipse(-0.15, 0, 0.7, 0.5), forkedTail, nothing)),
    drawn(
      'angelfish',
      'エンゼルフィッシュ',
      fish(
        union(
          ellipse(-0.2, 0, 0.5, 0.4),
          polygon([-0.2, -0.95], [0.3, -0.3], [-0.4, -0.3]),
          polygon([-0.4, 0.3], [0.3, 0.3], [-0.2, 0.95]),
        ),
        forkedTail,
        stripes(0.36, 0.4),
      ),
    ),
    drawn(
      'eel',
      'ウナギ',
      fish(
        (x, y) =>
          Math.abs(y - 0.3 * Math.sin(3.2 * x + 2)) -
          0.17 * (1 - 0.35 * (x + 0.2)) +
          Math.max(0, Math.abs(x) - 0.85),
        nothing,
        nothing,
      ),
    ),
  ],
};

/** Wings behind a body, with a pattern on the wings. */
const insect =
  (wings: Shape, body: Shape, pattern: Shape): Motif =>
  ({ main, second, dark }) => [
    { shape: wings, colour: main },
    { shape: both(wings, pattern), colour: second },
    { shape: body, colour: dark },
  ];
const feelers = mirrored(stroke([0.05, -0.6], [0.25, -0.95], 0.04));

const insects: MotifGroup = {
  name: 'insects',
  japanese: '昆虫',
  hue: 0.22,
  classes: [
    drawn(
      'butterfly',
      'チョウ',
      insect(
        mirrored(union(ellipse(0.48, -0.35, 0.42, 0.45), ellipse(0.36, 0.4, 0.3, 0.36))),
        union(box([0, 0], [0.09, 0.6], 0.08), feelers),
        mirrored(disc(0.52, -0.35, 0.18)),
      ),
    ),
    drawn(
      'dragonfly',
      'トンボ',
      insect(
        mirrored(union(ellipse(0.5, -0.42, 0.48, 0.13), ellipse(0.45, -0.1, 0.42, 0.12))),
        union(stroke([0, -0.5], [0, 0.95], 0.07), disc(0, -0.65, 0.18)),
        nothing,
      ),
    ),
    drawn(
      'ladybird',
      'テントウムシ',
      insect(
        disc(0, 0.1, 0.7),
        union(
          both(disc(0, -0.55, 0.36), (_x, y) => y + 0.4),
          stroke([0, -0.5], [0, 0.78], 0.03),
        ),
        mirrored(union(disc(0.34, -0.12, 0.14), disc(0.4, 0.35, 0.13), disc(0.14, 0.55, 0.09))),
      ),
    ),
    drawn(
      'bee',
      'ミツバチ',
      insect(
        union(ellipse(0, 0.2, 0.42, 0.65)),
        union(
          both(ellipse(0, 0.2, 0.42, 0.65), stripes(0.36, 0.45, Math.PI / 2)),
          disc(0, -0.55, 0.25),
          mirrored(outline(ellipse(0.55, -0.1, 0.36, 0.18), 0.03)),
        ),
        nothing,
      ),
    ),
    drawn(
      'stag beetle',
      'クワガタムシ',
      insect(
        ellipse(0, 0.3, 0.45, 0.6),
        union(
          box([0, -0.3], [0.36, 0.16], 0.08),
          mirrored(both(outline(disc(0, -0.62, 0.32), 0.07), (x) => 0.1 - x)),
          mirrored(stroke([0.3, 0.1], [0.8, 0.4], 0.04)),
        ),
        nothing,
      ),
    ),
  ],
};

/** A bird: body, wing in the second colour, beak and eye. */
const bird =
  (body: Shape, wing: Shape, beak: Shape, eye: readonly [number, number]): Motif =>
  ({ main, second, dark, light }) => [
    { shape: beak, colour: dark },
    { shape: body, colour: main },
    { shape: wing, colour: second },
    { shape: disc(eye[0], eye[1], 0.11), colour: light },
    { shape: disc(eye[0], eye[1], 0.055), colour: dark },
  ];

const birds: MotifGroup = {
  name: 'birds',
  japanese: '鳥',
  hue: 0.7,
  classes: [
    drawn(
      'crane',
      'ツル',
      bird(
        union(
          ellipse(0.15, 0.1, 0.48, 0.26),
          stroke([-0.25, 0], [-0.5, -0.6], 0.09),
          disc(-0.5, -0.62, 0.15),
        ),
        ellipse(0.35, 0.1, 0.36, 0.16),
        union(polygon([-0.95, -0.55], [-0.55, -0.7], [-0.55, -0.5]), stroke([0.1, 0.3], [0.1, 0.95], 0.04)),
        [-0.52, -0.64],
      ),
    ),
    drawn(
      'sparrow',
      'スズメ',
      bird(
        union(disc(-0.3, -0.25, 0.36), ellipse(0.1, 0.2, 0.56, 0.42)),
        ellipse(0.3, 0.15, 0.34, 0.22),
        union(polygon([-0.9, -0.2], [-0.6, -0.35], [-0.6, -0.1]), stroke([0.5, 0.3], [0.95, 0.1], 0.1)),
        [-0.42, -0.32],
      ),
    ),
    drawn(
      'owl',
      'フクロウ',
      bird(
        union(
          box([0, 0.1], [0.55, 0.75], 0.45),
          polygon([-0.5, -0.9], [-0.15, -0.5], [-0.55, -0.3]),
          polygon([0.5, -0.9], [0.55, -0.3], [0.15, -0.5]),
        ),
        union(mirrored(outline(disc(0.26, -0.25, 0.24), 0.06)), ellipse(0, 0.4, 0.3, 0.34)),
        disc(0, 0.1, 0.1),
        [0.26, -0.25],
      ),
    ),
    drawn(
      'duck',
      'カモ',
      bird(
        union(
          ellipse(0.15, 0.3, 0.68, 0.38),
          disc(-0.42, -0.3, 0.3),
          stroke([-0.42, -0.2], [-0.25, 0.2], 0.2),
        ),
        ellipse(0.35, 0.25, 0.36, 0.18),
        box([-0.8, -0.22], [0.2, 0.08], 0.06),
        [-0.48, -0.38],
      ),
    ),
    drawn(
      'swallow',
      'ツバメ',
      bird(
        union(ellipse(0, 0, 0.22, 0.5), mirrored(polygon([0, -0.2], [0.95, -0.6], [0.15, 0.15]))),
        nothing,
        union(
          mirrored(stroke([0.05, 0.4], [0.28, 0.95], 0.06)),
          polygon([0, -0.75], [0.1, -0.45], [-0.1, -0.45]),
        ),
        [-0.08, -0.35],
      ),
    ),
  ],
};

/** Animals from head to tail. */
export const animals: readonly MotifGroup[] = [fishes, insects, birds];
