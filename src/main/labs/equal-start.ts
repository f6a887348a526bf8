/** What the runs of a comparison have in common at their start, seed by seed. */
import type { ComparedRun, SeedStart, StartPart } from '../../shared/contract/comparison-report.ts';
import type { StartProof } from '../../shared/contract/engine.ts';

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
