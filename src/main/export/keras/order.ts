/** The order of a net's layers in Keras, by which `.weights.h5` and `.h5` tell weights apart. */
import type { KerasGraph, KerasNode } from './graph.ts';

/**
 * The nodes as `model.layers` lists them, without the input layer: those farthest from the output first, and among
 * equally far ones those that a walk from the output, depth first, comes to first (`map_graph` in
 * keras/src/ops/function.py).
 */
export function kerasOrder({ nodes }: KerasGraph): readonly KerasNode[] {
  const named = new Map(nodes.map((node) => [node.name, node]));
  const seen = new Map<string, number>();
  const finished: KerasNode[] = [];
  const visit = (name: string): void => {
    const node = named.get(name);
    if (node === undefined || seen.has(name)) return;
    seen.set(name, seen.size);
    for (const input of node.inputs) visit(input);
    finished.push(node);
  };
  visit(nodes.at(-1)?.name ?? '');
  const depths = depthsOf(finished);
  const rank = ({ name }: KerasNode): readonly [number, number] => [
    -(depths.get(name) ?? 0),
    seen.get(name) ?? 0,
  ];
  return finished.toSorted((a, b) => {
    const [[depthA, placeA], [depthB, placeB]] = [rank(a), rank(b)];
    return depthA - depthB || placeA - placeB;
  });
}

/** The longest way from each node to the output, in layers. */
function depthsOf(inputsFirst: readonly KerasNode[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const { name, inputs } of inputsFirst.toReversed()) {
    const depth = depths.get(name) ?? 0;
    depths.set(name, depth);
    for (const input of inputs) depths.set(input, Math.max(depth + 1, depths.get(input) ?? 0));
  }
  return depths;
}
