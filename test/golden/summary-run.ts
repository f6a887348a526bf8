/** What `model.summary()` says of a net, in the words of the golden files. */
import type { LayerReport } from '../../src/shared/spec/shapes.ts';

/** A layer as Keras reports it. */
export interface LayerFacts {
  readonly name: string;
  readonly class_name: string;
  readonly output_shape: readonly number[];
  readonly parameters: number;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** The table of a net and the facts in it. */
export interface SummaryFacts {
  readonly text: string;
  readonly reports: readonly LayerFacts[];
  readonly total_parameters: number;
  readonly trainable_parameters: number;
}

/** Our reports in Keras's words. */
export function layerFacts(reports: readonly LayerReport[]): LayerFacts[] {
  return reports.map(({ name, class_name, outputShape, parameterCount, weights }) => ({
    name,
    class_name,
    output_shape: outputShape,
    parameters: parameterCount,
    weights: weights.map((weight) => ({ name: weight.name, shape: weight.shape })),
  }));
}

/** A table without the widths of its columns. */
export function squeezed(table: string): string {
  return table.replace(/ +/g, ' ').replace(/([━─])+/g, '$1');
}
