/** Surfaces that are formulas, on which optimizers show how they move. */

/** A place on a surface. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A surface. */
export interface FormulaSurface {
  readonly name: SurfaceName;
  /** As it is written. */
  readonly formula: string;
  readonly value: (place: Place) => number;
  /** Derivatives by x and y. */
  readonly gradient: (place: Place) => Place;
  /** What is drawn. */
  readonly range: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** Where racers start unless they are moved. */
  readonly start: Place;
  /** Places with the lowest value. */
  readonly minima: readonly Place[];
}

/** The surfaces in the order of the lecture. */
export const surfaceNames = ['ravine', 'saddle', 'rosenbrock'] as const;

/** A name of {@link surfaceNames}. */
export type SurfaceName = (typeof surfaceNames)[number];

const surfaces: Readonly<Record<SurfaceName, FormulaSurface>> = {
  /** Twenty times as steep across as along: plain descent swings from wall to wall. */
  ravine: {
    name: 'ravine',
    formula: 'x²/20 + y²',
    value: ({ x, y }) => x ** 2 / 20 + y ** 2,
    gradient: ({ x, y }) => ({ x: x / 10, y: 2 * y }),
    range: { x: [-10, 10], y: [-5, 5] },
    start: { x: -7, y: 2 },
    minima: [{ x: 0, y: 0 }],
  },
  /** Almost flat where the racers arrive; the way down leaves at a right angle. y⁴/4 ends the fall. */
  saddle: {
    name: 'saddle',
    formula: 'x² − y² + y⁴/4',
    value: ({ x, y }) => x ** 2 - y ** 2 + y ** 4 / 4,
    gradient: ({ x, y }) => ({ x: 2 * x, y: y ** 3 - 2 * y }),
    range: { x: [-3.6, 3.6], y: [-2, 2] },
    start: { x: -3, y: 0.01 },
    minima: [
      { x: 0, y: Math.SQRT2 },
      { x: 0, y: -Math.SQRT2 },
    ],
  },
  /** Rosenbrock 1960: a bent valley with a nearly flat floor. */
  rosenbrock: {
    name: 'rosenbrock',
    formula: '(1 − x)² + 100(y − x²)²',
    value: ({ x, y }) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
    gradient: ({ x, y }) => ({
      x: -2 * (1 - x) - 400 * x * (y - x ** 2),
      y: 200 * (y - x ** 2),
    }),
    range: { x: [-2.6, 2.6], y: [-0.8, 2.4] },
    start: { x: -1.2, y: 1 },
    minima: [{ x: 1, y: 1 }],
  },
};

/** The surface of a name. */
export function formulaSurface(name: SurfaceName): FormulaSurface {
  return surfaces[name];
}
