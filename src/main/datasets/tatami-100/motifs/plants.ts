/** Flowers, leaves, fruit, mushrooms and trees. */
import {
  around,
  both,
  box,
  disc,
  ellipse,
  lobes,
  mirrored,
  polygon,
  stroke,
  union,
  without,
  type Shape,
} from '../shapes.ts';
import { oklch } from '../colour.ts';
import { between } from '../numbers.ts';
import { drawn, type Motif, type MotifGroup } from './motif-class.ts';

/** Petals around a round centre. */
const flower =
  (petals: Shape, centre: number): Motif =>
  ({ main, second }) => [
    { shape: petals, colour: main },
    { shape: disc(0, 0, centre), colour: second },
  ];

const flowers: MotifGroup = {
  name: 'flowers',
  japanese: '花',
  hue: 0.98,
  classes: [
    drawn('plum blossom', '梅', flower(around(5, disc(0, -0.48, 0.36)), 0.2)),
    drawn(
      'cherry blossom',
      '桜',
      flower(around(5, without(ellipse(0, -0.5, 0.27, 0.42), disc(0, -0.98, 0.14))), 0.14),
    ),
    drawn('lily', 'ユリ', flower(lobes(0, 0, { inner: 0.22, outer: 0.95, count: 6, sharpness: 1.6 }), 0.12)),
    drawn('daisy', 'ヒナギク', flower(around(13, ellipse(0, -0.58, 0.1, 0.36)), 0.34)),
    drawn('dogwood', 'ハナミズキ', flower(around(4, ellipse(0, -0.48, 0.36, 0.44)), 0.12)),
  ],
};

/** A blade with a midrib. */
const leaf =
  (blade: Shape, rib: Shape): Motif =>
  ({ main, dark }) => [
    { shape: blade, colour: main },
    { shape: rib, colour: dark },
  ];
const midrib = stroke([0, -0.6], [0, 0.95], 0.04);

const leaves: MotifGroup = {
  name: 'leaves',
  japanese: '葉',
  hue: 0.37,
  classes: [
    drawn(
      'maple leaf',
      'カエデの葉',
      leaf(lobes(0, 0.05, { inner: 0.25, outer: 1, count: 7, sharpness: 2 }), midrib),
    ),
    drawn(
      'ginkgo leaf',
      'イチョウの葉',
      leaf(
        without(
          both(disc(0, 0.45, 1.15), polygon([0, 0.55], [-1.1, -0.7], [1.1, -0.7])),
          stroke([0, -0.9], [0, -0.25], 0.06),
        ),
        stroke([0, 0.4], [0, 0.95], 0.05),
      ),
    ),
    drawn(
      'oak leaf',
      'カシワの葉',
      leaf(union(ellipse(0, 0, 0.3, 0.9), ...[-0.5, 0, 0.45].map((y) => ellipse(0, y, 0.55, 0.2))), midrib),
    ),
    drawn(
      'bamboo leaf',
      'ササの葉',
      leaf(union(ellipse(0, -0.1, 0.16, 0.85), mirrored(stroke([0, 0.5], [0.7, -0.25], 0.12))), midrib),
    ),
    drawn(
      'clover',
      '四つ葉のクローバー',
      leaf(
        around(4, union(mirrored(disc(0.22, -0.52, 0.28)), ellipse(0, -0.28, 0.22, 0.3))),
        stroke([0, 0], [0.3, 1], 0.05),
      ),
    ),
  ],
};

const stem = stroke([0, -0.5], [0.12, -0.95], 0.06);
/** A fruit with a stem and a shine. */
const fruit =
  (body: Shape, mark: Shape): Motif =>
  ({ main, dark, light }) => [
    { shape: stem, colour: dark },
    { shape: body, colour: main },
    { shape: mark, colour: dark },
    { shape: ellipse(-0.25, -0.15, 0.1, 0.16), colour: light },
  ];

const fruits: MotifGroup = {
  name: 'fruit',
  japanese: '果物',
  hue: 0.1,
  classes: [
    drawn('apple', 'りんご', fruit(union(mirrored(disc(0.22, 0.1, 0.58))), disc(0, -0.42, 0.1))),
    drawn(
      'pear',
      '梨',
      fruit(
        union(disc(0, 0.35, 0.56), disc(0, -0.2, 0.36), box([0, 0], [0.34, 0.3], 0.1)),
        disc(0, 0.86, 0.08),
      ),
    ),
    drawn(
      'persimmon',
      '柿',
      fruit(box([0, 0.15], [0.72, 0.55], 0.4), lobes(0, -0.3, { inner: 0.06, outer: 0.34, count: 4 })),
    ),
    drawn(
      'cherries',
      'さくらんぼ',
      fruit(
        union(disc(-0.42, 0.45, 0.38), disc(0.42, 0.5, 0.38)),
        union(stroke([-0.42, 0.2], [0.1, -0.9], 0.05), stroke([0.42, 0.2], [0.1, -0.9], 0.05)),
      ),
    ),
    drawn(
      'grapes',
      'ぶどう',
      fruit(
        union(
          ...[-0.5, 0, 0.5].map((x) => disc(x, -0.25, 0.27)),
          ...[-0.26, 0.26].map((x) => disc(x, 0.18, 0.27)),
          disc(0, 0.62, 0.27),
        ),
        disc(0, -0.5, 0.07),
      ),
    ),
  ],
};

/** A cap on a stalk. */
const mushroom =
  (cap: Shape, stalk: Shape, spots: Shape): Motif =>
  ({ main, light, second }) => [
    { shape: stalk, colour: light },
    { shape: cap, colour: main },
    { shape: both(cap, spots), colour: second },
  ];
const upper = (cap: Shape): Shape => both(cap, (_x, y) => y - 0.05);
const noSpots: Shape = () => 1;

const mushrooms: MotifGroup = {
  name: 'mushrooms',
  japanese: 'きのこ',
  hue: 0.12,
  classes: [
    drawn(
      'shiitake',
      'シイタケ',
      mushroom(
        upper(ellipse(0, 0.05, 0.92, 0.55)),
        box([0, 0.4], [0.16, 0.45], 0.08),
        around(4, box([0, -0.3], [0.05, 0.2])),
      ),
    ),
    drawn(
      'matsutake',
      'マツタケ',
      mushroom(upper(disc(0, 0.05, 0.55)), box([0, 0.45], [0.3, 0.5], 0.12), noSpots),
    ),
    drawn(
      'fly agaric',
      'ベニテングタケ',
      mushroom(
        upper(disc(0, 0.1, 0.85)),
        box([0, 0.45], [0.15, 0.45], 0.05),
        union(disc(-0.4, -0.2, 0.14), disc(0.3, -0.3, 0.15), disc(0, -0.6, 0.12), disc(-0.02, -0.1, 0.1)),
      ),
    ),
    drawn(
      'enoki',
      'エノキタケ',
      mushroom(
        union(...[-0.6, -0.2, 0.2, 0.6].map((x, i) => disc(x, -0.45 + 0.15 * (i % 2), 0.2))),
        union(...[-0.6, -0.2, 0.2, 0.6].map((x) => stroke([x, -0.3], [x * 0.3, 0.9], 0.06))),
        noSpots,
      ),
    ),
    drawn(
      'morel',
      'アミガサタケ',
      mushroom(
        ellipse(0, -0.3, 0.42, 0.65),
        box([0, 0.6], [0.18, 0.35], 0.06),
        (x, y) => Math.cos(11 * x) * Math.cos(8 * y) * 0.1,
      ),
    ),
  ],
};

/** A crown on a trunk. */
const tree =
  (crown: Shape, trunk: Shape): Motif =>
  ({ main }, stream) => [
    { shape: trunk, colour: oklch(between(stream, 0.35, 0.6), 0.07, 0.15) },
    { shape: crown, colour: main },
  ];
const trunk = box([0, 0.6], [0.1, 0.38]);

const trees: MotifGroup = {
  name: 'trees',
  japanese: '木',
  hue: 0.42,
  classes: [
    drawn(
      'fir',
      'モミ',
      tree(
        union(
          polygon([0, -0.95], [0.4, -0.3], [-0.4, -0.3]),
          polygon([0, -0.55], [0.55, 0.1], [-0.55, 0.1]),
          polygon([0, -0.15], [0.7, 0.5], [-0.7, 0.5]),
        ),
        trunk,
      ),
    ),
    drawn(
      'zelkova',
      'ケヤキ',
      tree(union(disc(0, -0.45, 0.45), disc(-0.4, -0.1, 0.4), disc(0.4, -0.1, 0.4)), trunk),
    ),
    drawn(
      'palm',
      'ヤシ',
      tree(around(7, stroke([0, 0], [0.3, -0.7], 0.09)), stroke([0, 0], [0.15, 0.95], 0.09)),
    ),
    drawn('cypress', 'イトスギ', tree(ellipse(0, -0.2, 0.28, 0.8), trunk)),
    drawn(
      'willow',
      'ヤナギ',
      tree(
        union(
          ellipse(0, -0.55, 0.6, 0.32),
          ...[-0.6, -0.3, 0.3, 0.6].map((x) => stroke([x, -0.5], [x * 1.25, 0.55], 0.07)),
        ),
        trunk,
      ),
    ),
  ],
};

/** Plants and what grows on them. */
export const plants: readonly MotifGroup[] = [flowers, leaves, fruits, mushrooms, trees];
