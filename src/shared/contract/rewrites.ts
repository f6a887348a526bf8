/**
 * Graph rewrites: the engine computes a model in fewer operations than its layers say, with the same results. A run
 * records which it used, so that it can be repeated and gone on with to the last bit.
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

/** The version of a run's graph as its history keeps it: `2` as built, `2+crop+pool-first` with both rewrites. */
export function graphVersion(rewrites: readonly RewriteName[]): string {
  return [builtVersion, ...rewrites].join('+');
}

/** The rewrites that a run used, by its recorded graph version; runs of a Tatami that had none record none. */
export function rewritesOf(version: string | undefined): readonly RewriteName[] {
  const used = (version ?? '').split('+');
  return rewriteNames.filter((name) => used.includes(name));
}
