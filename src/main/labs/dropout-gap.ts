/** The variants of a dropout comparison with the gap between training and validation over their seeds. */
import type { RunDetail } from '../../shared/contract/history.ts';
import { type GapSpread, gapSpreads } from '../../shared/metrics/generalization-gap.ts';
import { type DropoutLayer, dropoutLayers } from '../../shared/spec/dropout.ts';
import type { ComparedRun } from '../../shared/contract/comparison-report.ts';

/** The runs of one variant. */
export interface DropoutVariant {
  readonly variant: string;
  /** The layers that drop; empty for the variant without dropout. */
  readonly dropout: readonly DropoutLayer[];
  readonly runs: readonly RunDetail[];
  /** Training minus validation after each epoch, over the variant's runs. */
  readonly gap: readonly GapSpread[];
}

/** Groups runs by variant, in the order in which the variants first appear; pure. */
export function dropoutVariants(runs: readonly ComparedRun[]): readonly DropoutVariant[] {
  const groups = Map.groupBy(runs, ({ variant }) => variant);
  return [...groups].map(([variant, compared]) => {
    const details = compared.map(({ run }) => run);
    const [first] = details;
    return {
      variant,
      dropout: first === undefined ? [] : dropoutLayers(first.experiment.model),
      runs: details,
      gap: gapSpreads(details.map(({ epochRecords }) => epochRecords)),
    };
  });
}
