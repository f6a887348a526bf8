/**
 * In which element type the heavy operations of a traced function are recorded: a scope, as layers are scopes of a graph.
 */
import type { ComputeType } from '../../../shared/contract/graph-form.ts';

let current: ComputeType = 'float32';

/** The type of the scope at work; float32 outside any. */
export function computeType(): ComputeType {
  return current;
}

/** Runs `work` in a scope of the given type. The gradients of what it computes have the same type. */
export function inComputeType<T>(type: ComputeType, work: () => T): T {
  const outer = current;
  current = type;
  try {
    return work();
  } finally {
    current = outer;
  }
}
