/** Houses, vehicles, boats, and signs: crests and dice. */
import {
  around,
  both,
  box,
  disc,
  dots,
  lobes,
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

/** A building: roof over walls with openings. */
const building =
  (roof: Shape, walls: Shape, openings: Shape): Motif =>
  ({ main, light, dark }) => [
    { shape: walls, colour: light },
    { shape: openings, colour: dark },
    { shape: roof, colour: main },
  ];
const gable = polygon([0, -0.85], [0.95, -0.05], [-0.95, -0.05]);

const houses: MotifGroup = {
  name: 'buildings',
  japanese: '建物',
  hue: 0.14,
  classes: [
    drawn(
      'house',
      '家',
      building(
        gable,
        box([0, 0.4], [0.7, 0.5]),
        union(box([0, 0.6], [0.16, 0.3]), box([0.45, 0.3], [0.13, 0.13])),
      ),
    ),
    drawn(
      'pagoda',
      '三重塔',
      building(
        union(
          ...[-0.6, -0.1, 0.4].map((y, index) =>
            polygon(
              [-0.2, y - 0.14],
              [0.2, y - 0.14],
              [0.5 + 0.15 * index, y + 0.12],
              [-0.5 - 0.15 * index, y + 0.12],
            ),
          ),
          stroke([0, -1], [0, -0.7], 0.05),
        ),
        box([0, 0.25], [0.32, 0.7]),
        box([0, 0.75], [0.12, 0.2]),
      ),
    ),
    drawn(
      'shrine gate',
      '鳥居',
      building(
        union(
          box([0, -0.65], [0.95, 0.12], 0.04),
          box([0, -0.25], [0.75, 0.08]),
          mirrored(box([0.55, 0.2], [0.1, 0.75])),
        ),
        nothing,
        nothing,
      ),
    ),
    drawn(
      'storehouse',
      '蔵',
      building(
        polygon([-0.75, -0.7], [0.75, -0.7], [0.95, -0.35], [-0.95, -0.35]),
        box([0, 0.25], [0.72, 0.62]),
        both(box([0, 0.6], [0.72, 0.27]), dots(0.24, 0.07)),
      ),
    ),
    drawn(
      'office tower',
      'ビル',
      building(
        box([0, -0.88], [0.5, 0.07]),
        box([0, 0], [0.5, 0.92]),
        both(box([0, 0], [0.42, 0.76]), both(stripes(0.28, 0.55), stripes(0.3, 0.55, Math.PI / 2))),
      ),
    ),
  ],
};

/** A vehicle: body, windows, wheels. */
const vehicle =
  (body: Shape, windows: Shape, wheels: Shape): Motif =>
  ({ main, light, dark }) => [
    { shape: wheels, colour: dark },
    { shape: body, colour: main },
    { shape: windows, colour: light },
  ];
const wheels = (...places: readonly number[]): Shape => union(...places.map((x) => disc(x, 0.55, 0.2)));

const vehicles: MotifGroup = {
  name: 'vehicles',
  japanese: '乗り物',
  hue: 0.68,
  classes: [
    drawn(
      'car',
      '乗用車',
      vehicle(
        union(box([0, 0.25], [0.92, 0.24], 0.1), box([0, -0.12], [0.5, 0.26], 0.15)),
        mirrored(box([0.23, -0.12], [0.17, 0.14], 0.04)),
        wheels(-0.5, 0.5),
      ),
    ),
    drawn(
      'bus',
      'バス',
      vehicle(
        box([0, 0], [0.95, 0.52], 0.08),
        union(...[-0.65, -0.22, 0.22, 0.65].map((x) => box([x, -0.18], [0.16, 0.16]))),
        wheels(-0.55, 0.55),
      ),
    ),
    drawn(
      'lorry',
      'トラック',
      vehicle(
        union(box([0.28, -0.1], [0.64, 0.48]), box([-0.62, 0.12], [0.28, 0.32], 0.06)),
        box([-0.7, 0.02], [0.12, 0.13]),
        wheels(-0.6, 0.25, 0.7),
      ),
    ),
    drawn(
      'locomotive',
      '機関車',
      vehicle(
        union(
          box([-0.2, 0.1], [0.65, 0.28], 0.06),
          box([0.6, -0.15], [0.3, 0.55]),
          box([-0.6, -0.35], [0.1, 0.25]),
        ),
        box([0.6, -0.4], [0.15, 0.13]),
        wheels(-0.6, -0.12, 0.4),
      ),
    ),
    drawn(
      'bicycle',
      '自転車',
      vehicle(
        union(
          stroke([-0.55, 0.35], [-0.2, -0.2], 0.05),
          stroke([-0.2, -0.2], [0.4, -0.2], 0.05),
          stroke([0.4, -0.2], [0.55, 0.35], 0.05),
          stroke([-0.55, 0.35], [0.05, 0.35], 0.05),
          stroke([0.05, 0.35], [0.4, -0.2], 0.05),
          stroke([0.3, -0.45], [0.55, -0.45], 0.06),
        ),
        nothing,
        mirrored(outline(disc(0.55, 0.35, 0.36), 0.06)),
      ),
    ),
  ],
};

/** A crest in one colour inside a ring. */
const crest =
  (sign: Shape, ring: Shape = outline(disc(0, 0, 0.86), 0.08)): Motif =>
  ({ dark, light }, stream) => {
    const [ground, ink] = stream.uniform() < 0.5 ? [dark, light] : [light, dark];
    return [
      { shape: disc(0, 0, 1), colour: ground },
      { shape: union(sign, ring), colour: ink },
    ];
  };

const crests: MotifGroup = {
  name: 'family crests',
  japanese: '家紋',
  hue: 0.76,
  classes: [
    drawn(
      'three commas',
      '三つ巴',
      crest(
        around(
          3,
          union(
            disc(0.05, -0.4, 0.24),
            both(outline(disc(0, 0, 0.55), 0.08), (x, y) => Math.max(-x, y)),
          ),
        ),
      ),
    ),
    drawn(
      'four diamonds',
      '四つ目結',
      crest(
        union(
          ...[-0.27, 0.27].flatMap((x) => [-0.27, 0.27].map((y) => outline(box([x, y], [0.17, 0.17]), 0.06))),
        ),
      ),
    ),
    drawn(
      'mallow',
      '葵',
      crest(
        around(
          3,
          both(
            disc(0, -0.42, 0.33),
            without((_x, y) => y + 0.1, disc(0, -0.28, 0.07)),
          ),
        ),
      ),
    ),
    drawn('bars', '三つ引両', crest(both(disc(0, 0, 0.66), stripes(0.42, 0.55, Math.PI / 2)))),
    drawn(
      'bellflower',
      '桔梗',
      crest(without(lobes(0, 0, { inner: 0.28, outer: 0.7, count: 5 }), disc(0, 0, 0.13))),
    ),
  ],
};

/** A tile with pips. */
const tile =
  (pips: readonly (readonly [number, number])[]): Motif =>
  ({ light, main, dark }) => [
    { shape: box([0.06, 0.08], [0.78, 0.78], 0.18), colour: dark },
    { shape: box([0, 0], [0.78, 0.78], 0.18), colour: light },
    { shape: union(...pips.map(([x, y]) => disc(x, y, 0.15))), colour: main },
  ];
const corners = [-0.42, 0.42].flatMap((x) => [-0.42, 0.42].map((y) => [x, y] as const));

const dice: MotifGroup = {
  name: 'dice',
  japanese: 'さいころ',
  hue: 0.03,
  classes: [
    drawn(
      'die two',
      '二の目',
      tile([
        [-0.38, -0.38],
        [0.38, 0.38],
      ]),
    ),
    drawn(
      'die three',
      '三の目',
      tile([
        [-0.42, -0.42],
        [0, 0],
        [0.42, 0.42],
      ]),
    ),
    drawn('die four', '四の目', tile(corners)),
    drawn('die five', '五の目', tile([...corners, [0, 0]])),
    drawn(
      'die six',
      '六の目',
      tile([-0.42, 0.42].flatMap((x) => [-0.45, 0, 0.45].map((y) => [x, y] as const))),
    ),
  ],
};

const clothEdge = box([0, 0], [1, 0.92], 0.04);
/** A piece of cloth with a repeating pattern. */
const cloth =
  (pattern: Shape): Motif =>
  ({ main, second }) => [
    { shape: clothEdge, colour: main },
    { shape: both(clothEdge, pattern), colour: second },
  ];

const patterns: MotifGroup = {
  name: 'cloth patterns',
  japanese: '文様',
  hue: 0.91,
  classes: [
    drawn(
      'chequered cloth',
      '市松模様',
      cloth(
        (x, y) =>
          0.12 *
          Math.sign(Math.sin(7 * x) * Math.sin(7 * y)) *
          Math.min(1, 9 * Math.abs(Math.sin(7 * x) * Math.sin(7 * y))),
      ),
    ),
    drawn('striped cloth', '縞模様', cloth(stripes(0.4, 0.45))),
    drawn('dotted cloth', '水玉模様', cloth(dots(0.46, 0.14))),
    drawn(
      'wave cloth',
      '青海波',
      cloth((x, y) => {
        const row = Math.floor(y / 0.3);
        const shift = row % 2 === 0 ? 0 : 0.35;
        const dx = x - shift - Math.round((x - shift) / 0.7) * 0.7;
        return Math.abs(Math.hypot(dx, y - (row + 1) * 0.3) - 0.24) - 0.06;
      }),
    ),
    drawn(
      'scale cloth',
      '鱗模様',
      cloth((x, y) => {
        const v = y / 0.5 - Math.floor(y / 0.5);
        const u = Math.abs(x / 0.5 - Math.round(x / 0.5)) * 2;
        return (u - v) * 0.2;
      }),
    ),
  ],
};

/** What people build, and the signs they put on it. */
export const town: readonly MotifGroup[] = [houses, vehicles, crests, dice, patterns];
