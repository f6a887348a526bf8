/** A net as one TensorFlow graph for any number of pictures, with its weights frozen into it. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { InferenceGraph, InferenceGraphJob } from '../../../shared/contract/trained-jobs.ts';
import { buildModel, forward, type Model } from '../model.ts';
import { loadNative } from '../native/binding.ts';
import { asciiName, GraphBuilder, type Ref } from '../native/graph.ts';
import { traceInto } from '../native/trace.ts';
import { givenWeights } from './given-weights.ts';
import { NodeList, writeForAnyCount } from './node-list.ts';

/**
 * Traces the engine's own forward pass, so that the graph computes what the net computes.
 * @throws LabError `engine.weights-do-not-fit`, `engine.layer-failed`, `engine.trace`, `spec.*`.
 */
export function inferenceGraph(job: InferenceGraphJob): InferenceGraph {
  const model = buildModel(job.model, job.inputShape);
  const graph = new GraphBuilder();
  const input = graph.placeholder('images', 'float32', [-1, ...job.inputShape]);
  const weights = givenWeights(model, job.weights).map(({ name, shape, data }) =>
    graph.op('Const', [], {
      name: `weights/${name.split('/').map(asciiName).join('/')}`,
      attributes: { dtype: { type: 'float32' }, value: { tensor: { type: 'float32', shape, data } } },
      outputs: ['float32'],
    }),
  );
  const two = traced(job, { model, input, weights }, 2);
  const three = traced(job, { model, input, weights }, 3);
  const result = writeForAnyCount(graph, two, three);
  const output = graph.op('Identity', [result], { name: 'output', attributes: { T: { type: 'float32' } } });
  return {
    graph: graph.toGraphDef(),
    input: `${input.node}:0`,
    output: `${output.node}:0`,
    outputShape: model.outputShape,
  };
}

interface Parts {
  readonly model: Model;
  readonly input: Ref;
  readonly weights: readonly Ref[];
}

/** What the forward pass of so many pictures does, and where its result stands. */
function traced(job: InferenceGraphJob, { model, input, weights }: Parts, count: number): NodeList {
  const list = new NodeList();
  const inputs = [
    { ref: input, shape: [count, ...job.inputShape] },
    ...weights.map((ref, index) => ({ ref, shape: model.weights[index]?.shape ?? [] })),
  ];
  const [result] = traceInto(list, inputs, ([images, ...values]) => {
    const given = new Map(model.weights.map(({ key }, index) => [key, values[index] as Tensor]));
    const zero = loadNative().tf.scalar(0, 'int32');
    const pictures = list.inScope('preprocessing', () => scaled(images as Tensor, job));
    const { output } = forward(model, pictures, {
      ...{ weights: given, training: false, iteration: zero, seed: 0 },
      inScope: (name, build) => list.inScope(name, build),
    });
    return [output];
  });
  list.result = result ?? null;
  return list;
}

function scaled(images: Tensor, { preprocessing }: InferenceGraphJob): Tensor {
  if (preprocessing === null) return images;
  const { tf } = loadNative();
  return tf.add(tf.mul(images, preprocessing.scale), preprocessing.offset);
}
