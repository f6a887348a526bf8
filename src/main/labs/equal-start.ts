/** What the runs of a comparison have in common at their start, seed by seed. */
import type { StartProof } from '../../shared/contract/engine.ts';
import type { ComparedRun } from './compared-run.ts';

/** One thing that runs start from (a weight, the order of the batches, a stream of masks), and who has which. */
export interface StartPart {
  /** Such as `conv2d/kernel` or `draws/dropout`. */
  readonly name: string;
  /** Whether all runs have it and it is equal in all. */
  readonly isEqual: boolean;
  /** Each hash or key with the variants that have it; more than one where they differ. */
  readonly values: readonly { readonly value: string; readonly variants: readonly string[] }[];
  /** Variants whose networks have no such thing. */
  readonly absentIn: readonly string[];
}

/** The start of all runs with one seed. */
export interface SeedStart {
  readonly seed: number;
  /** Whether everything below is equal in all runs. */
  readonly isEqual: boolean;
  /** SHA-256 of all initial weights together. */
  readonly initialWeights: StartPart;
  /** SHA-256 of each initial weight, by name. */
  readonly weights: readonly StartPart[];
  /** SHA-256 of batch size and images of every epoch in their order; see `StartProof`. */
  readonly batchOrder: StartPart;
  /** The same of the first epoch alone: equal also where the numbers of epochs differ. */
  readonly firstEpochOrder: StartPart;
  /** Keys of the streams from which layers draw their masks and changes of pictures. */
  readonly maskStreams: readonly StartPart[];
  /** Variants whose runs are older than these proofs; they are left out above. */
  readonly unproven: readonly string[];
}

interface Proven {
  readonly variant: string;
  readonly whole: string;
  readonly proof: StartProof;
}

/** What the runs share and where they part, one entry for each seed; runs that did not start are left out. */
export function equalStart(runs: readonly ComparedRun[]): readonly SeedStart[] {
  const started = runs.filter(({ run }) => run.start !== null);
  const seeds = [...new Set(started.map(({ run }) => run.experiment.seed))];
  return seeds.map((seed) =>
    startOfSeed(
      seed,
      started.filter(({ run }) => run.experiment.seed === seed),
    ),
  );
}

function startOfSeed(seed: number, runs: readonly ComparedRun[]): SeedStart {
  const proven = runs.flatMap(({ variant, run }): Proven[] => {
    const { proof, initialWeightsSha256: whole } = run.start ?? {};
    return proof === undefined || whole === undefined ? [] : [{ variant, whole, proof }];
  });
  const initialWeights = partOf('initialWeights', proven, ({ whole }) => whole);
  const weights = partsOf(proven, ({ proof }) => proof.weights);
  const batchOrder = partOf('batchOrder', proven, ({ proof }) => proof.batchOrderSha256);
  const firstEpochOrder = partOf('firstEpochOrder', proven, ({ proof }) => proof.firstEpochOrderSha256);
  const maskStreams = partsOf(proven, ({ proof }) => proof.maskStreams);
  const unproven = runs.filter(({ run }) => run.start?.proof === undefined).map(({ variant }) => variant);
  const parts = [initialWeights, batchOrder, ...weights, ...maskStreams];
  const isEqual = unproven.length === 0 && parts.every((part) => part.isEqual);
  return { seed, isEqual, initialWeights, weights, batchOrder, firstEpochOrder, maskStreams, unproven };
}

/** A part for every name that any of the runs has. */
function partsOf(
  proven: readonly Proven[],
  read: (run: Proven) => Readonly<Record<string, string | number>>,
): readonly StartPart[] {
  const names = new Set(proven.flatMap((run) => Object.keys(read(run))));
  return [...names].map((name) => partOf(name, proven, (run) => read(run)[name]));
}

function partOf(
  name: string,
  proven: readonly Proven[],
  read: (run: Proven) => string | number | undefined,
): StartPart {
  const variantsOf = new Map<string, string[]>();
  const absentIn: string[] = [];
  for (const run of proven) {
    const value = read(run);
    if (value === undefined) absentIn.push(run.variant);
    else variantsOf.set(String(value), [...(variantsOf.get(String(value)) ?? []), run.variant]);
  }
  const values = [...variantsOf].map(([value, variants]) => ({ value, variants }));
  return { name, isEqual: values.length === 1 && absentIn.length === 0, values, absentIn };
}
