/**
 * Applies graph rewrites to a model before it is traced.
 *
 * They work on the list of layers and not on the nodes of the graph: a layer says what is monotone and what drops
 * pixels, and the gradients of the rewritten list are derived like those of any other, so that a rule is proved for
 * the forward pass alone. The document, look-inside and exports keep the model as built.
 */
import type { RewriteName } from '../../../shared/contract/graph-form.ts';
import { stagesAsBuilt, type Model, type Stage } from '../model.ts';
import { crop } from './crop.ts';
import { poolFirst } from './pool-first.ts';

/** What is computed in which order, with the given rewrites. @param training - Training or inference. */
export function rewrittenStages(
  model: Model,
  rewrites: readonly RewriteName[],
  training: boolean,
): readonly Stage[] {
  const built = stagesAsBuilt(model);
  const cropped = rewrites.includes('crop') ? crop(built, training) : built;
  return rewrites.includes('pool-first') ? poolFirst(cropped) : cropped;
}
