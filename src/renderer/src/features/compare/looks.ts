/** How racers are told apart: a colour, a dash and a marker of the tokens, never colour alone. */
import type { Marker } from '../../../../shared/charts/series.ts';
import type { Experiment } from '../../../../shared/spec/experiment.ts';
import type { OptimizerSpec } from '../../../../shared/spec/optimizers.ts';

/** The look of a racer's line. */
export interface RacerLook {
  readonly colour: `--racer-${string}`;
  readonly dash: readonly number[];
  readonly marker: Exclude<Marker, 'none'>;
}

const solid: readonly number[] = [];
const long = [8, 4];
const short = [3, 3];

/** Family by marker, place in the family by dash: gradient and momentum, sums of squares, Adam and its kin. */
const looks = {
  sgd: { colour: '--racer-sgd', dash: solid, marker: 'circle' },
  momentum: { colour: '--racer-momentum', dash: long, marker: 'circle' },
  nesterov: { colour: '--racer-nesterov', dash: short, marker: 'circle' },
  adagrad: { colour: '--racer-adagrad', dash: solid, marker: 'rect' },
  rmsprop: { colour: '--racer-rmsprop', dash: long, marker: 'rect' },
  adadelta: { colour: '--racer-adadelta', dash: short, marker: 'rect' },
  adam: { colour: '--racer-adam', dash: solid, marker: 'triangle' },
  adamax: { colour: '--racer-adamax', dash: long, marker: 'triangle' },
  nadam: { colour: '--racer-nadam', dash: short, marker: 'triangle' },
} as const satisfies Record<string, RacerLook>;

/** A name of a look. */
export type LookName = keyof typeof looks;

/** The order in which racers that are no optimizers take the looks: neighbours far apart. */
const inTurn: readonly LookName[] = [
  ...(['momentum', 'rmsprop', 'adadelta', 'adam', 'sgd'] as const),
  ...(['nesterov', 'adamax', 'adagrad', 'nadam'] as const),
];

/** The look that bears a name. */
export function lookNamed(name: LookName): RacerLook {
  return looks[name];
}

/**
 * A look for each racer. Optimizers have their own, wherever they race; where two have the same one, or something else
 * is compared, the looks are given out in turn. From the tenth on they begin again.
 */
export function looksOf(experiments: readonly Pick<Experiment, 'optimizer'>[]): readonly RacerLook[] {
  const names = experiments.map(({ optimizer }) => lookOfOptimizer(optimizer));
  const own = names.filter((name) => name !== null);
  const isEachItsOwn = new Set(own).size === own.length && own.length > 0;
  if (!isEachItsOwn) return looksInTurn(experiments.length);
  const free = inTurn.filter((name) => !own.includes(name));
  let taken = 0;
  return names.map((name) => {
    if (name !== null) return looks[name];
    taken += 1;
    return lookInTurn(free.length > 0 ? free : inTurn, taken - 1);
  });
}

/** So many looks, given out in turn. */
export function looksInTurn(count: number): readonly RacerLook[] {
  return Array.from({ length: count }, (_, place) => lookInTurn(inTurn, place));
}

function lookInTurn(names: readonly LookName[], place: number): RacerLook {
  return looks[names[place % names.length] ?? 'sgd'];
}

/** Null for AdamW, which is not among the nine. */
function lookOfOptimizer({ class_name, config }: OptimizerSpec): LookName | null {
  if (class_name === 'AdamW') return null;
  if (class_name !== 'SGD') return class_name.toLowerCase() as LookName;
  if (config.momentum === 0) return 'sgd';
  return config.nesterov ? 'nesterov' : 'momentum';
}
