/**
 * How the engine computes a model, beyond what the document says of it: in fewer operations than its layers say
 * (graph rewrites, with the same results), and in which element type. A run records both, so that it can be repeated and gone on
 * with to the last bit.
 */

/**
 * Every rewrite, in the order in which they are applied. `crop`: what a pool or a stride drops is not computed at all.
 * `pool-first`: the maximum of a window is taken before bias and activation.
 */
export const rewriteNames = ['crop', 'pool-first'] as const;

/** A name of {@link rewriteNames}. */
export type RewriteName = (typeof rewriteNames)[number];

/** Version of the graphs that the engine builds of a model as it stands; other versions may differ in last bits. */
const builtVersion = '2';

/** Element types of convolutions and matrix products in a training step. */
export const computeTypes = ['float32', 'bfloat16'] as const;

/** A name of {@link computeTypes}. */
export type ComputeType = (typeof computeTypes)[number];

/** What graphs are built like. */
export interface GraphForm {
  readonly rewrites: readonly RewriteName[];
  readonly compute: ComputeType;
}

/** The version of a run's graph as its history keeps it: `2` as built, `2+crop+pool-first` with both rewrites. */
export function graphVersion({ rewrites, compute }: GraphForm): string {
  return [builtVersion, ...rewrites, ...(compute === 'float32' ? [] : [compute])].join('+');
}

/** What the graphs of a run were like, by its recorded version; runs of a Tatami that had no rewrites record none. */
export function graphFormOf(version: string | undefined): GraphForm {
  const used = (version ?? '').split('+');
  return {
    rewrites: rewriteNames.filter((name) => used.includes(name)),
    compute: used.includes('bfloat16') ? 'bfloat16' : 'float32',
  };
}
