/**
 * Shapes as signed distances: a function of a point that is negative inside, positive outside, and about as large
 * as the distance to the edge. (Inigo Quilez's collection is the usual reference.) Coordinates run from -1 to 1,
 * x to the right, y downwards.
 */

/** A point or a pair of sizes: x, y. */
export type Point = readonly [number, number];

/** A shape. */
export type Shape = (x: number, y: number) => number;

/** A distance beyond which nothing depends on how far outside a point is. */
const farOutside = 0.25;

/** Length of a vector; unlike `Math.hypot` it is quick. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** A disc. */
export function disc(cx: number, cy: number, radius: number): Shape {
  return (x, y) => length(x - cx, y - cy) - radius;
}

/** An ellipse with half-axes `rx` and `ry`; the distance is approximate away from the edge. */
export function ellipse(cx: number, cy: number, rx: number, ry: number): Shape {
  const least = Math.min(rx, ry);
  return (x, y) => (length((x - cx) / rx, (y - cy) / ry) - 1) * least;
}

/** A rectangle around a centre, given by its half-sizes, with rounded corners. */
export function box([cx, cy]: Point, [hx, hy]: Point, round = 0): Shape {
  return (x, y) => {
    const dx = Math.abs(x - cx) - hx + round;
    const dy = Math.abs(y - cy) - hy + round;
    return Math.min(Math.max(dx, dy), 0) + length(Math.max(dx, 0), Math.max(dy, 0)) - round;
  };
}

/** A straight stroke with round ends. */
export function stroke([ax, ay]: Point, [bx, by]: Point, halfWidth: number): Shape {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  return (x, y) => {
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
    return length(x - ax - along * dx, y - ay - along * dy) - halfWidth;
  };
}

/** A convex polygon; corners clockwise as seen on the screen. */
export function polygon(...corners: readonly Point[]): Shape {
  const edges = corners.map(([ax, ay], index) => {
    const [bx, by] = corners[(index + 1) % corners.length] as Point;
    const size = length(bx - ax, by - ay);
    return { ax, ay, nx: (by - ay) / size, ny: (ax - bx) / size };
  });
  return (x, y) => {
    let most = -Infinity;
    for (let index = 0; index < edges.length && most < farOutside; index++) {
      const { ax, ay, nx, ny } = edges[index] as (typeof edges)[number];
      most = Math.max(most, (x - ax) * nx + (y - ay) * ny);
    }
    return most;
  };
}

/** A regular polygon with a corner at the top. */
export function regular(cx: number, cy: number, radius: number, corners: number): Shape {
  const angle = (index: number): number => (2 * Math.PI * index) / corners - Math.PI / 2;
  return polygon(
    ...Array.from({ length: corners }, (_, index) => {
      return [cx + radius * Math.cos(angle(index)), cy + radius * Math.sin(angle(index))] as const;
    }),
  );
}

/** A shape whose radius swings between `inner` and `outer`, `lobes` times around; `sharpness` > 1 narrows the tips. */
export function lobes(cx: number, cy: number, options: Readonly<LobeOptions>): Shape {
  const { inner, outer, count, sharpness = 1, turn = 0 } = options;
  return (x, y) => {
    const angle = Math.atan2(y - cy, x - cx) + Math.PI / 2 - turn;
    const swing = (0.5 + 0.5 * Math.cos(angle * count)) ** sharpness;
    return (length(x - cx, y - cy) - inner - (outer - inner) * swing) * 0.7;
  };
}

/** Form of {@link lobes}. */
export interface LobeOptions {
  readonly inner: number;
  readonly outer: number;
  readonly count: number;
  readonly sharpness?: number;
  /** Rotation in radians, clockwise. */
  readonly turn?: number;
}

/** The same shape `count` times around the origin, the first one where it is drawn. */
export function around(count: number, shape: Shape): Shape {
  const step = (2 * Math.PI) / count;
  return (x, y) => {
    const angle = Math.atan2(x, -y);
    const turn = Math.round(angle / step) * step;
    const cos = Math.cos(turn);
    const sin = Math.sin(turn);
    return shape(x * cos + y * sin, y * cos - x * sin);
  };
}

/** Left and right alike: the right half is drawn, the left one mirrored. */
export function mirrored(shape: Shape): Shape {
  return (x, y) => shape(Math.abs(x), y);
}

/** Everything that lies in one of the shapes. */
export function union(...shapes: readonly Shape[]): Shape {
  return (x, y) => {
    let least = Infinity;
    for (let index = 0; index < shapes.length; index++)
      least = Math.min(least, (shapes[index] as Shape)(x, y));
    return least;
  };
}

/** What lies in all of the shapes. Well outside one of them the others are not asked: it saves half of the time. */
export function both(...shapes: readonly Shape[]): Shape {
  return (x, y) => {
    let most = -Infinity;
    for (let index = 0; index < shapes.length && most < farOutside; index++)
      most = Math.max(most, (shapes[index] as Shape)(x, y));
    return most;
  };
}

/** The first shape without the second. */
export function without(shape: Shape, hole: Shape): Shape {
  return (x, y) => {
    const distance = shape(x, y);
    return distance > farOutside ? distance : Math.max(distance, -hole(x, y));
  };
}

/** A band of the given half-width along the edge of a shape. */
export function outline(shape: Shape, halfWidth: number): Shape {
  return (x, y) => Math.abs(shape(x, y)) - halfWidth;
}

/** Parallel stripes: `share` of each period is inside. The angle is in radians; 0 gives upright stripes. */
export function stripes(period: number, share: number, angle = 0): Shape {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return (x, y) => {
    const place = (x * cos + y * sin) / period;
    return (Math.abs(place - Math.round(place)) - share / 2) * period;
  };
}

/** Discs on a grid, every other row shifted by half a period. */
export function dots(period: number, radius: number): Shape {
  return (x, y) => {
    const row = Math.round(y / period);
    const shift = row % 2 === 0 ? 0 : period / 2;
    const dx = x - shift - Math.round((x - shift) / period) * period;
    return length(dx, y - row * period) - radius;
  };
}
