/** Lanterns, fans, umbrellas, kites and clocks. */
import {
  around,
  both,
  box,
  disc,
  ellipse,
  mirrored,
  outline,
  polygon,
  regular,
  stripes,
  stroke,
  union,
  without,
  type Shape,
} from '../shapes.ts';
import { drawn, type Motif, type MotifGroup } from './motif-class.ts';

const across = Math.PI / 2;
const nothing: Shape = () => 1;

/** A lit body between two dark ends. */
const lantern =
  (body: Shape, ends: Shape, pattern: Shape): Motif =>
  ({ main, dark, light }) => [
    { shape: ends, colour: dark },
    { shape: body, colour: main },
    { shape: both(body, pattern), colour: light },
  ];
const capAndFoot = (height: number, half: number): Shape =>
  union(box([0, -height], [half, 0.09]), box([0, height], [half, 0.09]), stroke([0, -1], [0, -height], 0.03));

const lanterns: MotifGroup = {
  name: 'lanterns',
  japanese: '提灯',
  hue: 0.08,
  classes: [
    drawn(
      'round lantern',
      '丸提灯',
      lantern(ellipse(0, 0, 0.75, 0.68), capAndFoot(0.7, 0.3), stripes(0.28, 0.18, across)),
    ),
    drawn(
      'long lantern',
      '長提灯',
      lantern(box([0, 0], [0.42, 0.74], 0.18), capAndFoot(0.78, 0.32), stripes(0.28, 0.18, across)),
    ),
    drawn(
      'stone lantern',
      '灯籠',
      lantern(
        box([0, -0.1], [0.36, 0.26]),
        union(
          polygon([0, -0.9], [0.85, -0.38], [-0.85, -0.38]),
          box([0, 0.24], [0.6, 0.08]),
          box([0, 0.6], [0.18, 0.36]),
          box([0, 0.92], [0.5, 0.08]),
        ),
        box([0, -0.1], [0.16, 0.14]),
      ),
    ),
    drawn(
      'paper lantern',
      '行灯',
      lantern(
        box([0, 0.05], [0.5, 0.72]),
        outline(box([0, 0.05], [0.52, 0.76]), 0.09),
        union(box([0, 0], [0.03, 0.8]), box([0, 0.05], [0.6, 0.03])),
      ),
    ),
    drawn(
      'crest lantern',
      '紋提灯',
      lantern(ellipse(0, 0, 0.62, 0.76), capAndFoot(0.78, 0.3), outline(disc(0, 0, 0.32), 0.08)),
    ),
  ],
};

const sector = both(
  disc(0, 0.75, 1.5),
  polygon([0, 0.8], [-1.15, -0.35], [-0.7, -1.3], [0.7, -1.3], [1.15, -0.35]),
);
/** A folding fan: its paper, ribs and pattern. */
const fan =
  (paper: Shape, pattern: Shape, ribs: Shape): Motif =>
  ({ main, second, dark }) => [
    { shape: paper, colour: main },
    { shape: both(paper, pattern), colour: second },
    { shape: ribs, colour: dark },
  ];
const foldedRibs = union(
  ...[-0.5, -0.25, 0, 0.25, 0.5].map((turn) =>
    stroke([0, 0.8], [1.1 * Math.sin(turn), 0.8 - 1.1 * Math.cos(turn)], 0.025),
  ),
);

const fans: MotifGroup = {
  name: 'fans',
  japanese: '扇',
  hue: 0.52,
  classes: [
    drawn('plain fan', '無地の扇', fan(without(sector, disc(0, 0.75, 0.55)), nothing, foldedRibs)),
    drawn('sun fan', '日の丸扇', fan(without(sector, disc(0, 0.75, 0.55)), disc(0, -0.28, 0.3), foldedRibs)),
    drawn(
      'banded fan',
      '段染めの扇',
      fan(without(sector, disc(0, 0.75, 0.55)), outline(disc(0, 0.75, 1.12), 0.12), foldedRibs),
    ),
    drawn(
      'round fan',
      '団扇',
      fan(ellipse(0, -0.3, 0.72, 0.62), disc(0, -0.3, 0.25), stroke([0, 0.2], [0, 0.98], 0.06)),
    ),
    drawn(
      'feather fan',
      '羽団扇',
      fan(
        around(
          7,
          both(ellipse(0, -0.55, 0.2, 0.45), (_x, y) => y + 0.05),
        ),
        around(7, disc(0, -0.72, 0.1)),
        stroke([0, 0], [0, 0.98], 0.07),
      ),
    ),
  ],
};

/** An umbrella seen from above: the disc and what is painted on it. */
const umbrella =
  (canopy: Shape, pattern: Shape, frame: Shape): Motif =>
  ({ main, second, dark }) => [
    { shape: canopy, colour: main },
    { shape: both(canopy, pattern), colour: second },
    { shape: frame, colour: dark },
  ];
const octagon = regular(0, 0, 0.95, 8);
const spokes = union(around(8, stroke([0, 0], [0, -0.9], 0.02)), disc(0, 0, 0.08));

const umbrellas: MotifGroup = {
  name: 'umbrellas',
  japanese: '傘',
  hue: 0.84,
  classes: [
    drawn('plain umbrella', '番傘', umbrella(octagon, nothing, spokes)),
    drawn('bullseye umbrella', '蛇の目傘', umbrella(octagon, outline(disc(0, 0, 0.55), 0.14), spokes)),
    drawn(
      'panelled umbrella',
      '染め分け傘',
      umbrella(octagon, around(4, polygon([0, 0.05], [-0.5, -1.2], [0.5, -1.2])), spokes),
    ),
    drawn(
      'open umbrella',
      '開いた傘',
      umbrella(
        both(disc(0, 0.05, 0.92), (_x, y) => y - 0.05),
        stripes(0.62, 0.4),
        union(stroke([0, 0], [0, 0.85], 0.05), stroke([0, 0.88], [0.22, 0.85], 0.05)),
      ),
    ),
    drawn(
      'closed umbrella',
      '閉じた傘',
      umbrella(
        polygon([0, -0.9], [0.3, 0.55], [-0.3, 0.55]),
        stripes(0.4, 0.35, across),
        union(stroke([0, 0.5], [0, 0.9], 0.05), stroke([0, 0.92], [0.22, 0.85], 0.05)),
      ),
    ),
  ],
};

/** A kite with a pattern and a tail. */
const kite =
  (sail: Shape, pattern: Shape): Motif =>
  ({ main, second, dark }) => [
    { shape: kiteTail, colour: dark },
    { shape: sail, colour: main },
    { shape: both(sail, pattern), colour: second },
  ];
const kiteTail = both(
  (x, y) => (Math.abs(x - 0.13 * Math.sin(9 * y)) - 0.07) * 0.7,
  box([0, 0.7], [0.3, 0.36], 0.05),
);
const diamond = polygon([0, -0.95], [0.68, -0.15], [0, 0.65], [-0.68, -0.15]);

const kites: MotifGroup = {
  name: 'kites',
  japanese: '凧',
  hue: 0.28,
  classes: [
    drawn(
      'crossed kite',
      '十字の凧',
      kite(diamond, union(box([0, 0], [0.06, 1]), box([0, -0.15], [1, 0.06]))),
    ),
    drawn(
      'quartered kite',
      '市松の凧',
      kite(diamond, (x, y) => Math.max(-x * Math.sign(y + 0.15), -0.4)),
    ),
    drawn('striped kite', '縞の凧', kite(diamond, stripes(0.34, 0.45, across))),
    drawn('hexagon kite', '六角凧', kite(regular(0, -0.15, 0.78, 6), disc(0, -0.15, 0.3))),
    drawn(
      'square kite',
      '角凧',
      kite(
        box([0, -0.2], [0.56, 0.66]),
        union(stroke([-0.5, -0.8], [0.5, 0.4], 0.07), stroke([0.5, -0.8], [-0.5, 0.4], 0.07)),
      ),
    ),
  ],
};

/** A clock: its case, its face, marks, and hands at a random time. */
const clock =
  (casing: Shape, face: Shape, extras: Shape): Motif =>
  ({ main, light, dark, second }, stream) => {
    const hand = (length: number, halfWidth: number): Shape => {
      const angle = 2 * Math.PI * stream.uniform();
      return stroke([0, 0], [length * Math.sin(angle), -length * Math.cos(angle)], halfWidth);
    };
    return [
      { shape: extras, colour: second },
      { shape: casing, colour: main },
      { shape: face, colour: light },
      { shape: union(hand(0.45, 0.045), hand(0.3, 0.065), around(4, disc(0, -0.5, 0.05))), colour: dark },
    ];
  };

const clocks: MotifGroup = {
  name: 'clocks',
  japanese: '時計',
  hue: 0.47,
  classes: [
    drawn('wall clock', '掛け時計', clock(disc(0, 0, 0.85), disc(0, 0, 0.68), nothing)),
    drawn(
      'alarm clock',
      '目覚まし時計',
      clock(
        disc(0, 0, 0.75),
        disc(0, 0, 0.6),
        mirrored(union(disc(0.52, -0.68, 0.26), stroke([0.4, 0.5], [0.65, 0.92], 0.09))),
      ),
    ),
    drawn(
      'square clock',
      '角時計',
      clock(box([0, 0], [0.8, 0.8], 0.1), box([0, 0], [0.62, 0.62], 0.05), nothing),
    ),
    drawn(
      'pocket watch',
      '懐中時計',
      clock(
        disc(0, 0.1, 0.75),
        disc(0, 0.1, 0.6),
        union(box([0, -0.7], [0.12, 0.14]), outline(disc(0, -0.88, 0.14), 0.05)),
      ),
    ),
    drawn('wrist watch', '腕時計', clock(disc(0, 0, 0.62), disc(0, 0, 0.5), box([0, 0], [0.34, 1]))),
  ],
};

/** Things of the house, made of paper, glass and metal. */
export const things: readonly MotifGroup[] = [lanterns, fans, umbrellas, kites, clocks];
